package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import tocsin.state.sqlite.Found;

/** The {@code tocsin_state_*} metrics of the state on disk. Any thread. */
public final class StoreMetrics {
    private final Gauge cleanStart;
    private final Counter writeFailures;
    private final Counter rows;
    private final Histogram commits;
    private final Counter rowsSetAside;
    private final Counter tailsCut;
    private final Counter damages;
    private final Counter upkeepFailures;

    /** @param writable asked at each scrape */
    public StoreMetrics(PrometheusRegistry registry, BooleanSupplier writable) {
        GaugeWithCallback.builder()
                .name("tocsin_state_writable")
                .help("1 when state can be written, 0 when writes fail or are not answered.")
                .callback(gauge -> gauge.call(writable.getAsBoolean() ? 1 : 0))
                .register(registry);
        cleanStart = Gauge.builder()
                .name("tocsin_state_clean_start")
                .help("1 when the last process had closed the state or there was none, 0 when it was cut off.")
                .register(registry);
        writeFailures = counter(
                registry, "tocsin_state_write_failures_total", "Writes of state that failed; they are tried again.");
        rows = counter(registry, "tocsin_state_rows_written_total", "Rows written to the state on disk.");
        commits = Histogram.builder()
                .name("tocsin_state_commit_duration_seconds")
                .help("Time of a write of state, including the disk.")
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .classicOnly()
                .register(registry);
        rowsSetAside = Counter.builder()
                .name("tocsin_state_rows_set_aside_total")
                .help("Rows of the state that could not be read and were left out.")
                .labelNames("table")
                .register(registry);
        tailsCut = counter(
                registry,
                "tocsin_state_tails_cut_total",
                "Times that the end of the state's log was no whole write and was cut.");
        damages = counter(
                registry,
                "tocsin_state_damaged_total",
                "Times that the state file was damaged and a new one was made of what could be read.");
        upkeepFailures = counter(
                registry,
                "tocsin_state_upkeep_failures_total",
                "Failures of the upkeep of the state file; nothing is lost.");
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder().name(name).help(help).register(registry);
    }

    public void opened(Found found) {
        cleanStart.set(found.closedCleanly() || !found.existed() ? 1 : 0);
    }

    public void writeFailed() {
        writeFailures.inc();
    }

    public void committed(int count, Duration took) {
        rows.inc(count);
        commits.observe(Seconds.of(took));
    }

    public void rowSetAside(String table) {
        rowsSetAside.labelValues(table).inc();
    }

    public void tailCut() {
        tailsCut.inc();
    }

    public void damaged() {
        damages.inc();
    }

    public void upkeepFailed() {
        upkeepFailures.inc();
    }
}
