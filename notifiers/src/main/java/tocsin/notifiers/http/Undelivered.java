package tocsin.notifiers.http;

import io.vertx.core.Future;
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

    /**
     * A text without which nothing can be sent, e.g. that of a secret.
     *
     * @param what for people, without the text
     * @throws Undelivered when it is empty
     */
    public static String unlessEmpty(String text, String what) {
        if (text.isEmpty()) {
            throw rejected(FailureReason.OTHER, what + " is empty");
        }
        return text;
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

    /** The outcome of requests; when it is a failure, its message begins with where the notification was to go. */
    public static <T> Future<T> naming(String place, Future<T> outcome) {
        return outcome.recover(failure ->
                Future.failedFuture(failure instanceof Undelivered undelivered ? undelivered.at(place) : failure));
    }

    private Undelivered at(String place) {
        return result.fold(
                delivered -> this,
                retryable -> retryable(retryable.reason(), place + ": " + retryable.message(), retryable.retryAfter()),
                rejected -> rejected(rejected.reason(), place + ": " + rejected.message()));
    }

    DeliveryResult result() {
        return result;
    }
}
