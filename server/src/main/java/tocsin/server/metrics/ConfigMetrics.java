package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.List;

/**
 * Whether the last reload succeeded, under the names of both programs that Tocsin replaces, as people alert on either.
 */
public final class ConfigMetrics {
    private final List<Gauge> successful;
    private final List<Gauge> successTime;
    private final Gauge hash;
    private final Gauge receivers;
    private final Gauge integrations;

    public ConfigMetrics(PrometheusRegistry registry) {
        successful = List.of(
                gauge(
                        registry,
                        "prometheus_config_last_reload_successful",
                        "Whether the last configuration reload attempt was successful."),
                gauge(
                        registry,
                        "alertmanager_config_last_reload_successful",
                        "Whether the last configuration reload attempt was successful."));
        successTime = List.of(
                gauge(
                        registry,
                        "prometheus_config_last_reload_success_timestamp_seconds",
                        "Timestamp of the last successful configuration reload."),
                gauge(
                        registry,
                        "alertmanager_config_last_reload_success_timestamp_seconds",
                        "Timestamp of the last successful configuration reload."));
        hash = gauge(registry, "alertmanager_config_hash", "Hash of the currently loaded configuration.");
        receivers = gauge(registry, "alertmanager_receivers", "Number of receivers that routes refer to.");
        integrations = gauge(registry, "alertmanager_integrations", "Number of integrations of those receivers.");
    }

    public void reloaded(Instant now) {
        successful.forEach(gauge -> gauge.set(1));
        successTime.forEach(gauge -> gauge.set(Seconds.of(now)));
    }

    public void reloadFailed() {
        successful.forEach(gauge -> gauge.set(0));
    }

    /** @param configHash 48 bits */
    public void routing(long configHash, int receiverCount, int integrationCount) {
        hash.set((double) configHash);
        receivers.set(receiverCount);
        integrations.set(integrationCount);
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).register(registry);
    }
}
