package tocsin.router.pipeline;

import java.util.List;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;

/** One thing that was decided in a flush, and why. */
public sealed interface Decision {
    /** A gate held alerts back. Which ones is told by {@link VerdictChanged}, once for each change. */
    record HeldBack(SuppressionReason reason, int alerts) implements Decision {}

    /**
     * A gate broke and held nothing back from there on.
     *
     * @param failure the kind of the failure; the log says more
     */
    record LetPass(SuppressionReason gate, String failure) implements Decision {}

    /** The gates judge an alert otherwise than at the flush before. */
    record VerdictChanged(Labels alert, Verdict before, Verdict now) implements Decision {}

    /** The integration knows all that there is to say. */
    record NothingNew(IntegrationId integration) implements Decision {}

    /** Only the log was written: all alerts are resolved, and the integration does not want to hear of that. */
    record OnlyRecorded(IntegrationId integration, NotifyReason reason) implements Decision {}

    /**
     * It arrived.
     *
     * @param unsureBefore whether the outcome of an earlier attempt is unknown, because the end of a process cut it off or it was
     *     never answered, so that this may be its duplicate
     * @param notes what was not as configured, e.g. a template that failed; usually empty
     */
    record Delivered(
            IntegrationId integration, NotifyReason reason, int attempts, boolean unsureBefore, List<String> notes)
            implements Decision {
        public Delivered {
            notes = List.copyOf(notes);
        }
    }

    /** Nothing arrived as far as is known; the next flush tries again. */
    record NotDelivered(
            IntegrationId integration, NotifyReason reason, int attempts, FailureReason failure, String message)
            implements Decision {}

    /** A reload or the end of the process stopped further attempts. */
    record Stopped(IntegrationId integration, NotifyReason reason, int attempts) implements Decision {}

    /** The receiver has no integration. */
    record NobodyToTell(String receiver) implements Decision {}
}
