package tocsin.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What became of one attempt to notify one integration. */
public sealed interface DeliveryResult {
    /**
     * It arrived.
     *
     * @param receiverData handed in again with the group's next notification
     * @param notes what was not as configured, e.g. a template that failed and gave way to a default; for people, without
     *     secrets; usually empty
     */
    record Delivered(Map<String, String> receiverData, List<String> notes) implements DeliveryResult {
        public Delivered {
            receiverData = Map.copyOf(receiverData);
            notes = List.copyOf(notes);
        }

        public Delivered(Map<String, String> receiverData) {
            this(receiverData, List.of());
        }
    }

    /** It did not arrive, as far as anybody knows. */
    sealed interface Failed extends DeliveryResult {
        FailureReason reason();

        /** For people; holds no secret. */
        String message();
    }

    /**
     * Worth another attempt.
     *
     * @param message for people; holds no secret
     * @param retryAfter not sooner than this from now; zero when the receiver did not say
     */
    record Retryable(FailureReason reason, String message, Duration retryAfter) implements Failed {
        public Retryable {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(retryAfter, "retryAfter");
        }
    }

    /**
     * Will not succeed as it is, e.g. HTTP 401; the next flush tries again.
     *
     * @param message for people; holds no secret
     */
    record Rejected(FailureReason reason, String message) implements Failed {
        public Rejected {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
        }
    }

    /** One function for each case, so that a new case fails to compile until it is handled. */
    default <T> T fold(
            Function<? super Delivered, ? extends T> delivered,
            Function<? super Retryable, ? extends T> retryable,
            Function<? super Rejected, ? extends T> rejected) {
        if (this instanceof Delivered d) {
            return delivered.apply(d);
        }
        if (this instanceof Retryable r) {
            return retryable.apply(r);
        }
        return rejected.apply((Rejected) this);
    }
}
