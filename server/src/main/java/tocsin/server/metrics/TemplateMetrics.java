package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tocsin.notifiers.template.TemplateObserver;

/** Counts templates of notifications that failed and gave way to a default. */
public final class TemplateMetrics implements TemplateObserver {
    private final Counter failures;

    public TemplateMetrics(PrometheusRegistry registry) {
        failures = Counter.builder()
                .name("tocsin_template_failures_total")
                .help("Templates of notifications that failed, by the field that fell back to its default.")
                .labelNames("integration", "field")
                .register(registry);
    }

    @Override
    public void failed(String kind, String field) {
        failures.labelValues(kind, field).inc();
    }
}
