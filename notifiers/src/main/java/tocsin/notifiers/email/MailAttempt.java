package tocsin.notifiers.email;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.model.GoDurations;

/**
 * One attempt, which a worker makes and others may end: when its time is over, or with the configuration. Its connection is
 * closed then, wherever the worker waits, so that nothing arrives later. Any thread; the result arrives on the caller's context.
 */
final class MailAttempt {
    private final Vertx vertx;
    private final String server;
    private final Duration longest;
    private final Context caller;
    private final Promise<DeliveryResult> promise = Promise.promise();
    private final long startNanos = System.nanoTime();

    private volatile String step = "waiting for mails before it";
    private @Nullable Socket socket;
    private boolean over;
    private long timer;

    private MailAttempt(Vertx vertx, String server, Duration longest) {
        this.vertx = vertx;
        this.server = server;
        this.longest = longest;
        this.caller = vertx.getOrCreateContext();
    }

    /** Its time begins now. */
    static MailAttempt begin(Vertx vertx, String server, Duration longest) {
        MailAttempt attempt = new MailAttempt(vertx, server, longest);
        attempt.timer = attempt.limit(longest);
        return attempt;
    }

    private DeliveryResult tooLong(Duration limit) {
        return new Retryable(
                FailureReason.OTHER,
                "%s: not done within %s, at: %s".formatted(server, GoDurations.print(limit), step),
                Duration.ZERO);
    }

    Future<DeliveryResult> result() {
        return promise.future();
    }

    /** What is done now, for the message when it takes too long. */
    void step(String now) {
        step = now;
    }

    /**
     * The first step.
     *
     * @throws SmtpFailure when the attempt was over before a worker had time for it
     */
    synchronized void begins(String now) throws SmtpFailure {
        if (over) {
            throw SmtpFailure.temporary("the attempt is over");
        }
        step = now;
    }

    Duration left() {
        return longest.minusNanos(System.nanoTime() - startNanos);
    }

    /** The same limit, but no more than is left; at least a millisecond. */
    int leftMillis(Duration limit) {
        long millis = Math.min(limit.toMillis(), left().toMillis());
        return (int) Math.max(1, millis);
    }

    /**
     * Names the connection on which the attempt is made from now on.
     *
     * @throws SmtpFailure when the attempt is over; the connection is closed then
     */
    void uses(Socket connection) throws SmtpFailure {
        synchronized (this) {
            socket = connection;
            if (!over) {
                return;
            }
        }
        close(connection);
        throw SmtpFailure.temporary("the attempt is over");
    }

    /** The connection is of no more interest: it stays open for others. */
    synchronized void leaves() {
        socket = null;
    }

    /** Ends the attempt when the limit has passed: writing has none of its own. */
    long limit(Duration limit) {
        return vertx.setTimer(Math.max(1, limit.toMillis()), id -> end(tooLong(limit)));
    }

    void unlimit(long id) {
        vertx.cancelTimer(id);
    }

    /** The first result counts. */
    void end(DeliveryResult result) {
        Socket open;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            open = socket;
        }
        vertx.cancelTimer(timer);
        close(open);
        caller.runOnContext(nothing -> promise.complete(Objects.requireNonNull(result, "result")));
    }

    private static void close(@Nullable Socket open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            // It is closed all the same; nobody reads from it any more.
        }
    }
}
