package tocsin.router.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Keeps the last decisions in memory. Owned by the routing context. */
public final class RecentDecisions implements DecisionJournal {
    private final int capacity;
    private final Deque<FlushRecord> records = new ArrayDeque<>();

    /** @param capacity how many flushes are kept */
    public RecentDecisions(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public void record(FlushRecord flush) {
        records.addLast(flush);
        if (records.size() > capacity) {
            records.removeFirst();
        }
    }

    /** Oldest first; a copy. */
    public List<FlushRecord> records() {
        return List.copyOf(records);
    }
}
