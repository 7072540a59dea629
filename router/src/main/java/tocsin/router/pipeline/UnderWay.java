package tocsin.router.pipeline;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;

/**
 * A delivery whose outcome is still open. Immutable.
 *
 * @param alerts of the notification
 * @param attempts begun so far, at least 1
 * @param nextAttemptNanos on the monotonic source; null while an attempt waits for its answer
 * @param deadlineNanos on the monotonic source: no attempt begins later
 * @param lastFailure of the attempt before; null when there was none
 */
public record UnderWay(
        NotifyReason reason,
        List<Alert> alerts,
        int attempts,
        @Nullable Long nextAttemptNanos,
        long deadlineNanos,
        DeliveryResult.@Nullable Retryable lastFailure) {
    public UnderWay {
        Objects.requireNonNull(reason, "reason");
        alerts = List.copyOf(alerts);
    }

    /** Whether it is given up before another attempt: the receiver has asked for more patience than there is time. */
    public boolean isLost() {
        return nextAttemptNanos != null && nextAttemptNanos >= deadlineNanos;
    }
}
