package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.router.pipeline.IntegrationHealth;

/** How each integration fares. What has not happened yet has no series. */
final class IntegrationMetrics {
    private static final String[] LABELS = {"receiver", "integration", "index"};

    private final Gauge lastSuccess;
    private final Gauge lastFailure;
    private final Gauge failuresInARow;
    private final Gauge underWay;
    private final Gauge waiting;
    private final Gauge nextAttempt;

    IntegrationMetrics(PrometheusRegistry registry) {
        lastSuccess = gauge(
                registry,
                "tocsin_integration_last_success_timestamp_seconds",
                "When the integration last took a notification.");
        lastFailure =
                gauge(registry, "tocsin_integration_last_failure_timestamp_seconds", "When an attempt last failed.");
        failuresInARow = gauge(
                registry,
                "tocsin_integration_failures_in_a_row",
                "Attempts that failed since the integration last took a notification.");
        underWay = gauge(
                registry, "tocsin_integration_deliveries_under_way", "Notifications whose outcome is still open.");
        waiting = gauge(
                registry,
                "tocsin_integration_deliveries_waiting",
                "Notifications among them that wait for their turn, since others of the integration are before them.");
        nextAttempt = gauge(
                registry,
                "tocsin_integration_next_attempt_timestamp_seconds",
                "When the first of the notifications that failed is tried again.");
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).labelNames(LABELS).register(registry);
    }

    /** Integrations that are not in it are forgotten. */
    void show(Map<String, List<IntegrationHealth>> receivers) {
        List.of(lastSuccess, lastFailure, failuresInARow, underWay, waiting, nextAttempt)
                .forEach(Gauge::clear);
        receivers.values().forEach(integrations -> integrations.forEach(this::show));
    }

    private void show(IntegrationHealth health) {
        IntegrationHealth.@Nullable Failure failure = health.lastFailure();
        time(lastSuccess, health, health.lastSuccess());
        time(lastFailure, health, failure == null ? null : failure.at());
        time(nextAttempt, health, health.nextAttempt());
        failuresInARow.labelValues(labels(health)).set((double) health.failuresInARow());
        underWay.labelValues(labels(health)).set(health.underWay());
        waiting.labelValues(labels(health)).set(health.waiting());
    }

    private static void time(Gauge gauge, IntegrationHealth health, @Nullable Instant time) {
        if (time != null) {
            gauge.labelValues(labels(health)).set(Seconds.of(time));
        }
    }

    private static String[] labels(IntegrationHealth health) {
        IntegrationId id = health.integration();
        return new String[] {id.receiver(), id.kind(), String.valueOf(id.index())};
    }
}
