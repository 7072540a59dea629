package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import tocsin.router.silence.SilenceFigures;

/** The {@code alertmanager_silences*} metrics, named and initialised as upstream does. */
final class SilenceMetrics {
    private final Gauge silences;
    private final Gauge stored;
    private final Gauge indexed;
    private final Counter queries;
    private final Counter scanned;
    private final Counter skipped;
    private final Counter unusable;
    private long queriesShown;
    private long scannedShown;
    private long skippedShown;

    SilenceMetrics(PrometheusRegistry registry) {
        silences = Gauge.builder()
                .name("alertmanager_silences")
                .help("How many silences by state.")
                .labelNames("state")
                .register(registry);
        stored = gauge(registry, "state_size", "The number of silences in the state map.");
        indexed = gauge(registry, "matcher_index_size", "The number of silences in the matcher index.");
        queries = counter(registry, "queries", "How many silence queries were received.");
        counter(registry, "query_errors", "How many silence received queries did not succeed.");
        scanned = counter(registry, "query_silences_scanned", "Silences that queries looked at.");
        skipped = counter(registry, "query_silences_skipped", "Silences that queries had no need to look at.");
        unusable = Counter.builder()
                .name("alertmanager_silences_matcher_compile_errors_total")
                .help("How many silences had matchers that cannot be used.")
                .labelNames("stage")
                .register(registry);
        unusable.initLabelValues("index");
        unusable.initLabelValues("load_snapshot");
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name("alertmanager_silences_" + name).help(help).register(registry);
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder()
                .name("alertmanager_silences_" + name + "_total")
                .help(help)
                .register(registry);
    }

    /** Called before each scrape, by one thread after another. */
    void show(SilenceFigures figures) {
        silences.labelValues("active").set(figures.active());
        silences.labelValues("pending").set(figures.pending());
        silences.labelValues("expired").set(figures.expired());
        stored.set(figures.total());
        indexed.set(figures.indexed());
        queries.inc(figures.queries() - queriesShown);
        scanned.inc(figures.scanned() - scannedShown);
        skipped.inc(figures.skipped() - skippedShown);
        queriesShown = figures.queries();
        scannedShown = figures.scanned();
        skippedShown = figures.skipped();
    }

    void unusable() {
        unusable.labelValues("load_snapshot").inc();
    }
}
