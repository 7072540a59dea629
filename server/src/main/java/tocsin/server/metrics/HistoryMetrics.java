package tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import tocsin.state.sqlite.HistoryFigures;

/** The {@code tocsin_history_*} metrics of the decisions on disk. Any thread. */
public final class HistoryMetrics {
    private final PrometheusRegistry registry;
    private final Counter written;
    private final Counter dropped;

    public HistoryMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        written = Counter.builder()
                .name("tocsin_history_records_written_total")
                .help("Decisions written to the history on disk.")
                .register(registry);
        dropped = Counter.builder()
                .name("tocsin_history_records_dropped_total")
                .help("Decisions that were never written, because the disk failed or did not keep up.")
                .register(registry);
    }

    /** @param figures asked at each scrape */
    public void opened(Supplier<HistoryFigures> figures) {
        GaugeWithCallback.builder()
                .name("tocsin_history_bytes")
                .help("Size of the history on disk, with its write-ahead log.")
                .callback(gauge -> gauge.call((double) figures.get().bytes()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tocsin_history_records")
                .help("Decisions in the history on disk.")
                .callback(gauge -> gauge.call((double) figures.get().records()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tocsin_history_oldest_timestamp_seconds")
                .help("When the oldest decision in the history was made; absent when there is none.")
                .callback(gauge -> figures.get().oldest().ifPresent(oldest -> gauge.call(Seconds.of(oldest))))
                .register(registry);
    }

    public void written(int records) {
        written.inc(records);
    }

    public void dropped(long records) {
        dropped.inc(records);
    }
}
