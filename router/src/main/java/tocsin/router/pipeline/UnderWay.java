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
 * @param attempts begun so far
 * @param nextAttemptNanos on the monotonic source; null while an attempt waits for its answer, or for its turn
 * @param ahead how many wait for their turn before it; null when it does not wait for its turn
 * @param deadlineNanos on the monotonic source: no attempt begins later
 * @param lastFailure of the attempt before; null when there was none
 */
public record UnderWay(
        NotifyReason reason,
        List<Alert> alerts,
        int attempts,
        @Nullable Long nextAttemptNanos,
        @Nullable Integer ahead,
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
