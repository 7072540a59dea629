package tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code alertmanager_http_*} metrics, and what became of connections. Label values are those of the routes that were
 * mounted, so that no client can make new ones. To count a request costs two look-ups: each series is found by name once.
 * Belongs to the context that serves HTTP.
 */
public final class HttpMetrics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int STATUSES = 600;
    private static final String OTHER = "other";
    private static final String HANDLER = "handler";
    private static final String METHOD = "method";
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.POST,
            HttpMethod.DELETE,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.PUT,
            HttpMethod.PATCH);

    private final Histogram durations;
    private final Histogram sizes;
    private final Gauge inFlight;
    private final Counter refused;
    private final Gauge open;
    private final Counter closed;

    /** Why the server closed a connection. */
    public enum Reason {
        LIMIT,
        READ_TIMEOUT,
        WRITE_TIMEOUT,
        SLOW_READER;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public HttpMetrics(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("alertmanager_http_request_duration_seconds")
                .help("Histogram of latencies for HTTP requests.")
                .classicOnly()
                .classicUpperBounds(.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
                .labelNames(HANDLER, METHOD, "code")
                .register(registry);
        sizes = Histogram.builder()
                .name("alertmanager_http_response_size_bytes")
                .help("Histogram of response size for HTTP requests.")
                .classicOnly()
                .classicUpperBounds(1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9)
                .labelNames(HANDLER, METHOD)
                .register(registry);
        inFlight = Gauge.builder()
                .name("alertmanager_http_requests_in_flight")
                .help("Current number of HTTP requests being processed.")
                .labelNames(METHOD)
                .register(registry);
        refused = Counter.builder()
                .name("alertmanager_http_concurrency_limit_exceeded_total")
                .help("Total number of times an HTTP request failed because the concurrency limit was reached.")
                .labelNames(METHOD)
                .register(registry);
        open = Gauge.builder()
                .name("tocsin_http_connections")
                .help("HTTP connections that are open.")
                .register(registry);
        closed = Counter.builder()
                .name("tocsin_http_connections_closed_total")
                .help("HTTP connections that were closed because of a limit or a time-out.")
                .labelNames("reason")
                .register(registry);
        gets(0);
        connections(0);
        refused.initLabelValues("get");
        for (Reason reason : Reason.values()) {
            closed.initLabelValues(reason.label());
        }
    }

    public void gets(int inProgress) {
        inFlight.labelValues("get").set(inProgress);
    }

    public void getRefused() {
        refused.labelValues("get").inc();
    }

    public void connections(int now) {
        open.set(now);
    }

    public void connectionClosed(Reason reason) {
        closed.labelValues(reason.label()).inc();
    }

    /** @param path of a route of an API, without the prefix, with names in braces for what varies */
    public Handler api(String path) {
        return new Handler(path, false);
    }

    /** @param path of any other route; the sizes of its answers are counted as well */
    public Handler page(String path) {
        return new Handler(path, true);
    }

    /** The series of one route. */
    public final class Handler {
        private final String path;
        private final boolean sized;
        private final Map<HttpMethod, Series> byMethod = new HashMap<>();
        private @Nullable Series others;

        private Handler(String path, boolean sized) {
            this.path = path;
            this.sized = sized;
        }

        /** @param bytes of the body */
        public void observe(HttpMethod method, int status, long nanos, long bytes) {
            Series known = byMethod.get(method);
            (known == null ? first(method) : known).observe(status, nanos, bytes);
        }

        private Series first(HttpMethod method) {
            if (METHODS.contains(method)) {
                return byMethod.computeIfAbsent(
                        method, known -> new Series(known.name().toLowerCase(Locale.ROOT)));
            }
            if (others == null) {
                others = new Series(OTHER);
            }
            return others;
        }

        private final class Series {
            private final String method;
            private final @Nullable DistributionDataPoint[] byStatus = new DistributionDataPoint[STATUSES];
            private @Nullable DistributionDataPoint size;

            Series(String method) {
                this.method = method;
            }

            void observe(int status, long nanos, long bytes) {
                duration(status).observe(nanos / NANOS_PER_SECOND);
                if (sized) {
                    size().observe((double) bytes);
                }
            }

            private DistributionDataPoint duration(int status) {
                DistributionDataPoint known = byStatus[status];
                if (known == null) {
                    known = durations.labelValues(path, method, Integer.toString(status));
                    byStatus[status] = known;
                }
                return known;
            }

            private DistributionDataPoint size() {
                if (size == null) {
                    size = sizes.labelValues(path, method);
                }
                return size;
            }
        }
    }
}
