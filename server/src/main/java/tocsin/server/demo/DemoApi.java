package tocsin.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stands in for an Express API with prom-client: serves the metrics that {@code examples/rules/express.yml} watches. Its
 * event loop is well, then lags for a while, then is well again, over and over.
 */
public final class DemoApi {
    private static final Duration WELL = Duration.ofSeconds(6);
    private static final Duration LAGGING = Duration.ofSeconds(9);
    private static final Duration CYCLE = Duration.ofSeconds(40);
    private static final double REQUESTS_PER_SECOND = 25;

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final long startedAt;

    /** @param nanoTime monotonic */
    public DemoApi(Vertx vertx, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    /** @return the port on loopback */
    public Future<Integer> listen() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4")
                        .end(metrics(Duration.ofNanos(nanoTime.getAsLong() - startedAt))))
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort);
    }

    static String metrics(Duration sinceStart) {
        double seconds = sinceStart.toMillis() / 1000.0;
        return """
                # TYPE nodejs_eventloop_lag_p99_seconds gauge
                nodejs_eventloop_lag_p99_seconds %.3f
                # TYPE http_requests_total counter
                http_requests_total{method="GET",route="/orders",status="200"} %.0f
                http_requests_total{method="POST",route="/orders",status="201"} %.0f
                http_requests_total{method="GET",route="/orders",status="500"} %.0f
                """.formatted(
                        lag(sinceStart),
                        seconds * REQUESTS_PER_SECOND,
                        seconds * REQUESTS_PER_SECOND / 5,
                        seconds * REQUESTS_PER_SECOND / 1000);
    }

    private static double lag(Duration sinceStart) {
        long inCycle = sinceStart.toMillis() % CYCLE.toMillis();
        boolean lagging =
                inCycle >= WELL.toMillis() && inCycle < WELL.plus(LAGGING).toMillis();
        return lagging ? 0.412 : 0.011;
    }
}
