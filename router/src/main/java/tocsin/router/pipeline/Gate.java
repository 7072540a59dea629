package tocsin.router.pipeline;

import java.util.Optional;
import tocsin.model.Alert;
import tocsin.router.group.Flush;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;

/**
 * Holds alerts back: inhibition, time intervals, silences. Firing and resolved alerts are judged alike. Called on the
 * routing context; must not block.
 */
public interface Gate {
    /** What is counted and shown for the alerts that this gate holds back. */
    SuppressionReason reason();

    /** Prepares the judgement of one flush, so that what depends on the flush alone is found out once. */
    Judge judge(Flush flush);

    /** Judges the alerts of one flush. */
    interface Judge {
        /** Empty lets the alert pass. */
        Optional<Verdict.Muted> mutes(Alert alert);
    }
}
