package tocsin.server.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.metrics.HistoryMetrics;
import tocsin.state.sqlite.HistoryObserver;

/** Log and metrics of what the history meets. */
final class HistoryReport implements HistoryObserver {
    private static final Logger log = LoggerFactory.getLogger(HistoryReport.class);

    private final HistoryMetrics metrics;

    HistoryReport(HistoryMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void written(int records, Duration took) {
        metrics.written(records);
    }

    @Override
    public void dropped(long records) {
        metrics.dropped(records);
    }

    @Override
    public void failed(Throwable cause) {
        log.atWarn()
                .addKeyValue("err", String.valueOf(cause.getMessage()))
                .log(
                        "The history of decisions cannot be written: explanations of this time may be missing later, nothing else");
    }

    @Override
    public void recovered() {
        log.info("The history of decisions is written again");
    }

    @Override
    public void damaged(String cause, Path setAside) {
        log.atError()
                .addKeyValue("err", cause)
                .addKeyValue("setAside", setAside)
                .log(
                        "The history of decisions was damaged and begins anew; the damaged file is kept, delete it when you do not need it");
    }
}
