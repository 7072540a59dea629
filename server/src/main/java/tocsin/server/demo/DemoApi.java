package tocsin.server.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.LongSupplier;
import tocsin.server.demo.story.Performance;

/**
 * Stands in for an Express API with prom-client: serves the metrics that {@code examples/rules/express.yml} watches. While it
 * is broken it answers every scrape with an error, so that it counts as down.
 */
public final class DemoApi implements Performance.Api {
    private static final double REQUESTS_PER_SECOND = 25;

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private volatile boolean broken;

    /** @param nanoTime monotonic */
    public DemoApi(Vertx vertx, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
    }

    @Override
    public void breakDown() {
        broken = true;
    }

    @Override
    public void recover() {
        broken = false;
    }

    /** @return the port on loopback */
    public Future<Integer> listen() {
        return vertx.createHttpServer()
                // Prometheus may cut its connection at the end, which is nothing to log.
                .connectionHandler(connection -> connection.exceptionHandler(cut -> {}))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort);
    }

    private void answer(HttpServerRequest request) {
        if (broken) {
            request.response().setStatusCode(503).end("broken by the demo\n");
        } else {
            request.response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4")
                    .end(metrics(Duration.ofNanos(nanoTime.getAsLong() - startedAt)));
        }
    }

    static String metrics(Duration sinceStart) {
        double seconds = sinceStart.toMillis() / 1000.0;
        return """
                # TYPE nodejs_eventloop_lag_p99_seconds gauge
                nodejs_eventloop_lag_p99_seconds 0.011
                # TYPE http_requests_total counter
                http_requests_total{method="GET",route="/orders",status="200"} %.0f
                http_requests_total{method="POST",route="/orders",status="201"} %.0f
                http_requests_total{method="GET",route="/orders",status="500"} %.0f
                """.formatted(
                seconds * REQUESTS_PER_SECOND, seconds * REQUESTS_PER_SECOND / 5, seconds * REQUESTS_PER_SECOND / 1000);
    }
}
