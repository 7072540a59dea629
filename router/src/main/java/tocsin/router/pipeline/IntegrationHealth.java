package tocsin.router.pipeline;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;

/**
 * How an integration has fared since the process began. Immutable.
 *
 * @param lastSuccess when it last took a notification; null when it has not yet
 * @param lastFailure null when no attempt has failed yet
 * @param failuresInARow attempts that failed since it last took one
 * @param underWay deliveries whose outcome is open
 * @param waiting those of them that wait for their turn, since others of the integration are before them
 * @param nextAttempt when the first of those that have failed is tried again; null when none waits for that
 */
public record IntegrationHealth(
        IntegrationId integration,
        @Nullable Instant lastSuccess,
        @Nullable Failure lastFailure,
        long failuresInARow,
        int underWay,
        int waiting,
        @Nullable Instant nextAttempt) {

    /** @param message for people; holds no secret */
    public record Failure(Instant at, FailureReason reason, String message) {
        public Failure {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
        }
    }

    public IntegrationHealth {
        Objects.requireNonNull(integration, "integration");
    }

    /** Whether it took the last attempt, or none was made yet. */
    public boolean isWell() {
        return failuresInARow == 0;
    }

    static IntegrationHealth unknown(IntegrationId integration) {
        return new IntegrationHealth(integration, null, null, 0, 0, 0, null);
    }

    IntegrationHealth succeeded(Instant at) {
        return new IntegrationHealth(integration, at, lastFailure, 0, underWay, waiting, nextAttempt);
    }

    IntegrationHealth failed(Failure failure) {
        return new IntegrationHealth(
                integration, lastSuccess, failure, failuresInARow + 1, underWay, waiting, nextAttempt);
    }

    IntegrationHealth with(int open, int waitingOfThem, @Nullable Instant next) {
        return new IntegrationHealth(integration, lastSuccess, lastFailure, failuresInARow, open, waitingOfThem, next);
    }
}
