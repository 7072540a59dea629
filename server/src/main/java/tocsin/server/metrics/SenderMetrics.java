package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tocsin.evaluator.send.alertmanager.SinkObserver;

/** The {@code prometheus_notifications_*} metrics: alerts sent to other Alertmanagers. Counts alerts, not requests. */
public final class SenderMetrics implements SinkObserver {
    private static final String ALERTMANAGER = "alertmanager";

    private final Summary latency;
    private final Histogram latencyHistogram;
    private final Counter sent;
    private final Counter errors;
    private final Counter dropped;
    private final Gauge queueLength;
    private final Gauge queueCapacity;
    private final Gauge discovered;
    private final Set<String> alertmanagers = ConcurrentHashMap.newKeySet();

    public SenderMetrics(PrometheusRegistry registry) {
        latency = Summary.builder()
                .name("prometheus_notifications_latency_seconds")
                .help("Latency quantiles for sending alert notifications.")
                .quantile(0.5)
                .quantile(0.9)
                .quantile(0.99)
                .labelNames(ALERTMANAGER)
                .register(registry);
        latencyHistogram = Histogram.builder()
                .name("prometheus_notifications_latency_histogram_seconds")
                .help("Latency histogram for sending alert notifications.")
                .classicUpperBounds(.01, .1, 1, 10)
                .labelNames(ALERTMANAGER)
                .register(registry);
        sent = counter(registry, "prometheus_notifications_sent_total", "Total number of alerts sent.");
        errors = counter(
                registry, "prometheus_notifications_errors_total", "Total number of sent alerts affected by errors.");
        dropped = counter(
                registry,
                "prometheus_notifications_dropped_total",
                "Total number of alerts dropped because the queue was full or at the end of the process.");
        queueLength = Gauge.builder()
                .name("prometheus_notifications_queue_length")
                .help("The number of alert notifications in the queue.")
                .labelNames(ALERTMANAGER)
                .register(registry);
        queueCapacity = Gauge.builder()
                .name("prometheus_notifications_queue_capacity")
                .help("The capacity of the alert notifications queue.")
                .register(registry);
        discovered = Gauge.builder()
                .name("prometheus_notifications_alertmanagers_discovered")
                .help("The number of alertmanagers discovered and active.")
                .register(registry);
    }

    @Override
    public void alertmanagerAdded(String alertmanager, int capacity) {
        latency.initLabelValues(alertmanager);
        latencyHistogram.initLabelValues(alertmanager);
        sent.initLabelValues(alertmanager);
        errors.initLabelValues(alertmanager);
        dropped.initLabelValues(alertmanager);
        queueLength.initLabelValues(alertmanager);
        queueCapacity.set(capacity);
        alertmanagers.add(alertmanager);
        discovered.set(alertmanagers.size());
    }

    @Override
    public void alertmanagerRemoved(String alertmanager) {
        latency.remove(alertmanager);
        latencyHistogram.remove(alertmanager);
        sent.remove(alertmanager);
        errors.remove(alertmanager);
        dropped.remove(alertmanager);
        queueLength.remove(alertmanager);
        alertmanagers.remove(alertmanager);
        discovered.set(alertmanagers.size());
    }

    @Override
    public void sent(String alertmanager, int alerts, Duration took) {
        sent.labelValues(alertmanager).inc(alerts);
        latency.labelValues(alertmanager).observe(Seconds.of(took));
        latencyHistogram.labelValues(alertmanager).observe(Seconds.of(took));
    }

    @Override
    public void failed(String alertmanager, int alerts) {
        errors.labelValues(alertmanager).inc(alerts);
    }

    @Override
    public void dropped(String alertmanager, int alerts) {
        dropped.labelValues(alertmanager).inc(alerts);
    }

    @Override
    public void queueLength(String alertmanager, int alerts) {
        queueLength.labelValues(alertmanager).set(alerts);
    }

    @Override
    public void queueCapacity(String alertmanager, int alerts) {
        queueCapacity.set(alerts);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).labelNames(ALERTMANAGER).register(registry);
    }
}
