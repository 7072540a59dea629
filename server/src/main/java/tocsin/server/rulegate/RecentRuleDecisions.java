package tocsin.server.rulegate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tocsin.evaluator.group.RuleDecisions;
import tocsin.evaluator.group.RuleRecord;

/**
 * Keeps the last decisions of rules in memory, as many as fit. Rule groups run on several contexts, hence the lock, which is
 * held for a moment only, once for an evaluation in which something changed.
 */
public final class RecentRuleDecisions implements RuleDecisions {
    private final long capacity;
    private final Deque<RuleRecord> records = new ArrayDeque<>();
    private long weight;

    /** @param capacity how many changes of alerts are kept, and records without any count as one */
    public RecentRuleDecisions(long capacity) {
        this.capacity = capacity;
    }

    /** The newest stays, however many changes it has. */
    @Override
    public synchronized void record(RuleRecord decided) {
        records.addLast(decided);
        weight += weight(decided);
        while (weight > capacity && records.size() > 1) {
            weight -= weight(records.removeFirst());
        }
    }

    private static int weight(RuleRecord decided) {
        return decided instanceof RuleRecord.AlertsChanged changed
                ? 1 + changed.changes().size()
                : 1;
    }

    /** Oldest first; a copy. */
    public synchronized List<RuleRecord> records() {
        return List.copyOf(records);
    }
}
