package tocsin.http;

import io.vertx.core.Future;

/**
 * A request under way.
 *
 * @param <T> what the answer means
 */
public interface HttpExchange<T> {
    /** Completes on the caller's context; fails with {@link HttpFailure} only. */
    Future<T> result();

    /** Ends the exchange with {@link HttpFailure.Kind#CANCELED} unless it has ended. Any thread. */
    void cancel();
}
