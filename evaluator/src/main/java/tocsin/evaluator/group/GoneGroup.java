package tocsin.evaluator.group;

import java.time.Instant;
import java.util.List;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;
import tocsin.time.Scheduler;

/**
 * A group that is in no rule file any more. It says its last words, and stays until its rows are removed from the store: on a
 * full disk they would come back with the next start, and a group of the same name would find them among its own. All on the
 * context behind the scheduler.
 */
public final class GoneGroup {
    private final RuleGroup group;
    private final GroupState left;
    private final EvaluationPorts ports;
    private final StateJournal journal;

    /** @param left what it handed over, or what a former process left of it */
    public GoneGroup(String file, String name, GroupState left, EvaluationPorts ports, Scheduler scheduler) {
        this.group = new RuleGroup(file, name, null, null, 0, List.of(), VmalertExtras.NONE);
        this.left = left;
        this.ports = ports;
        this.journal = new StateJournal(group, ports, scheduler, left.journal());
    }

    /** {@link RuleGroup#id()}. */
    public String id() {
        return group.id();
    }

    /** Ends its alerts; {@link LastWords}. */
    public void leave() {
        Instant now = ports.clock().now();
        LastWords words = new LastWords(group, ports, new AlertSender(group, ports), journal);
        left.rules().forEach(rule -> words.of(rule, nowhere -> false, now));
        if (left.forProgress() == ForProgress.WRITTEN) {
            journal.groupGone();
        }
        journal.start();
    }

    /** Whether nothing of it is in the store any more. */
    public boolean isWritten() {
        return journal.isWritten();
    }

    /** Stamp of the newest row. */
    public Instant lastStamp() {
        return journal.lastStamp();
    }

    /** For a group of the same name, which begins with nothing but has to write what this one could not. */
    public GroupState handOver() {
        return GroupState.fresh(journal.handOver());
    }

    /** For shutdown. */
    public void close() {
        journal.close();
    }
}
