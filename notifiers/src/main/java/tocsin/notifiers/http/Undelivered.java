package tocsin.notifiers.http;

import java.time.Duration;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;

/** Ends the requests of an attempt: why the notification was not delivered. */
public final class Undelivered extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient DeliveryResult result;

    private Undelivered(DeliveryResult result, String message) {
        super(message, null, false, false);
        this.result = result;
    }

    /** @param message for people; holds no secret */
    public static Undelivered rejected(FailureReason reason, String message) {
        return new Undelivered(new DeliveryResult.Rejected(reason, message), message);
    }

    /** @param message for people; holds no secret */
    public static Undelivered retryable(FailureReason reason, String message, Duration retryAfter) {
        return new Undelivered(new DeliveryResult.Retryable(reason, message, retryAfter), message);
    }

    /** The same, tried again not sooner than after a while, when it is tried again at all. */
    public Undelivered notBefore(Duration wait) {
        return result instanceof DeliveryResult.Retryable known
                        && known.retryAfter().compareTo(wait) < 0
                ? retryable(known.reason(), known.message(), wait)
                : this;
    }

    DeliveryResult result() {
        return result;
    }
}
