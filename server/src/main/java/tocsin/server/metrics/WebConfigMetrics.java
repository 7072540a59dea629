package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import tocsin.server.webconfig.WebConfigObserver;

/** What {@code --web.config.file} does. There only when the option is given. */
public final class WebConfigMetrics implements WebConfigObserver {
    private final Gauge successful;
    private final Counter failures;
    private final Gauge certificateEnds;
    private final Counter refusedRequests;
    private final Counter handshakes;

    public WebConfigMetrics(PrometheusRegistry registry) {
        successful = Gauge.builder()
                .name("tocsin_web_config_last_reload_successful")
                .help("Whether the web configuration and its certificates are in force as they are on disk.")
                .register(registry);
        failures = counter(
                registry,
                "tocsin_web_config_reload_failures_total",
                "Changes of the web configuration or its certificates that could not be used.");
        certificateEnds = Gauge.builder()
                .name("tocsin_web_certificate_expiry_timestamp_seconds")
                .help("When the server's certificate ends; 0 without TLS.")
                .register(registry);
        refusedRequests = Counter.builder()
                .name("tocsin_web_requests_refused_total")
                .help("Requests that the web configuration did not let pass.")
                .labelNames("reason")
                .register(registry);
        refusedRequests.initLabelValues("unauthorized");
        refusedRequests.initLabelValues("too_many_logins");
        refusedRequests.initLabelValues("rate_limit");
        handshakes = counter(
                registry,
                "tocsin_web_tls_handshake_failures_total",
                "Connections that TLS refused, e.g. for the certificate of the client.");
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    @Override
    public void loaded() {
        successful.set(1);
    }

    @Override
    public void refused() {
        successful.set(0);
        failures.inc();
    }

    @Override
    public void certificateEnds(Instant at) {
        certificateEnds.set(Seconds.of(at));
    }

    @Override
    public void unauthorized() {
        refusedRequests.labelValues("unauthorized").inc();
    }

    @Override
    public void tooManyLogins() {
        refusedRequests.labelValues("too_many_logins").inc();
    }

    @Override
    public void rateLimited() {
        refusedRequests.labelValues("rate_limit").inc();
    }

    @Override
    public void handshakeFailed() {
        handshakes.inc();
    }
}
