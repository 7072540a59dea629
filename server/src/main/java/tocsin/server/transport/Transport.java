package tocsin.server.transport;

import io.vertx.core.Vertx;
import java.util.function.LongSupplier;
import tocsin.server.metrics.HttpMetrics;

/**
 * What the parts of the transport share.
 *
 * @param nanoTime monotonic
 */
public record Transport(Vertx vertx, HttpLimits limits, LongSupplier nanoTime, HttpMetrics metrics) {
    long now() {
        return nanoTime.getAsLong();
    }

    HttpLimits.Patience patience() {
        return limits.patience();
    }
}
