package tocsin.router.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;

/** What stands behind one integration; it works, or it does not, in one of the ways there are. */
final class SimulatedReceiver {
    private final IntegrationId id;
    private final Timeline timeline;
    private final Witness witness;
    private final Trace trace;
    private Mood mood = Mood.FINE;
    private int messages;

    /** Sees what the receiver sees. */
    interface Witness {
        Attempt attempted(Notification notification, Duration longest);

        /** Told before the router learns of it. */
        void answered(Attempt attempt, DeliveryResult result);
    }

    enum Mood {
        FINE,
        /** Fails at once, worth another attempt. */
        UNAVAILABLE,
        /** The same, and says when to come back. */
        BUSY,
        REFUSES,
        /** Takes a message after a while. */
        SLOW,
        /** Fails after a while. */
        TIMES_OUT,
        NEVER_ANSWERS,
        THROWS
    }

    SimulatedReceiver(IntegrationId id, Timeline timeline, Witness witness, Trace trace) {
        this.id = id;
        this.timeline = timeline;
        this.witness = witness;
        this.trace = trace;
    }

    void mood(Mood newMood) {
        mood = newMood;
    }

    boolean fine() {
        return mood == Mood.FINE;
    }

    /** As one process sees it. */
    Notifier notifier(ProcessScheduler process) {
        return (notification, longest) -> send(notification, longest, process);
    }

    private Future<DeliveryResult> send(Notification notification, Duration longest, ProcessScheduler process) {
        trace.line(() -> "%s gets (%s) %s".formatted(id, mood, FlushJudge.text(notification)));
        Attempt attempt = witness.attempted(notification, longest);
        return switch (mood) {
            case FINE -> now(attempt, arrived());
            case UNAVAILABLE -> now(attempt, retryable(Duration.ZERO));
            case BUSY -> now(attempt, retryable(Duration.ofSeconds(100)));
            case REFUSES -> now(attempt, new Rejected(FailureReason.CLIENT_ERROR, "400"));
            case SLOW -> later(attempt, Duration.ofSeconds(8), arrived(), process);
            case TIMES_OUT -> later(attempt, Duration.ofSeconds(40), retryable(Duration.ZERO), process);
            case NEVER_ANSWERS -> Promise.<DeliveryResult>promise().future();
            case THROWS -> {
                witness.answered(attempt, retryable(Duration.ZERO));
                throw new IllegalStateException("a notifier that throws");
            }
        };
    }

    private DeliveryResult arrived() {
        return new DeliveryResult.Delivered(Map.of("message", id + " " + messages++));
    }

    private static DeliveryResult retryable(Duration after) {
        return new Retryable(FailureReason.SERVER_ERROR, "503", after);
    }

    private Future<DeliveryResult> now(Attempt attempt, DeliveryResult result) {
        witness.answered(attempt, result);
        return Future.succeededFuture(result);
    }

    /** The odd nanoseconds keep an answer apart from the ticks of the same group. */
    private Future<DeliveryResult> later(
            Attempt attempt, Duration delay, DeliveryResult result, ProcessScheduler process) {
        Promise<DeliveryResult> promise = Promise.promise();
        timeline.after(delay.plusNanos(37), () -> {
            if (process.alive()) {
                trace.line(() -> "%s answers %s".formatted(id, result));
                witness.answered(attempt, result);
                promise.complete(result);
            }
        });
        return promise.future();
    }
}
