package tocsin.server.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.metrics.HistoryMetrics;
import tocsin.state.history.MemoryRecordLog;
import tocsin.state.history.RecordLog;
import tocsin.state.sqlite.HistoryOptions;
import tocsin.state.sqlite.SqliteRecordLog;
import tocsin.time.Clock;

/** Opens the history of decisions in a directory whose state is open. */
public final class HistoryDirectory {
    private static final Logger log = LoggerFactory.getLogger(HistoryDirectory.class);
    private static final int RECORDS_IN_MEMORY = 100_000;
    private static final long BYTES_IN_MEMORY = 64 << 20;

    private HistoryDirectory() {}

    /**
     * @param retention how long decisions are kept
     * @param maxBytes most bytes of them on disk
     */
    public record Settings(Path path, Duration retention, long maxBytes) {}

    /**
     * Opens what is there, or begins anew. A history that cannot be opened is no reason not to start: then the last decisions are
     * kept in memory. Blocks: not on an event loop.
     *
     * @param callers asked on the thread of each call for an executor of its context
     */
    public static RecordLog open(Settings settings, Supplier<Executor> callers, Clock clock, HistoryMetrics metrics) {
        HistoryOptions options =
                new HistoryOptions(settings.path(), settings.retention(), settings.maxBytes(), callers, clock::now);
        try {
            SqliteRecordLog history = SqliteRecordLog.open(options, new HistoryReport(metrics));
            metrics.opened(history::figures);
            return history;
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("err", e.getMessage())
                    .log(
                            "The history of decisions cannot be opened; the last of them are kept in memory, and explanations begin anew");
            return new MemoryRecordLog(RECORDS_IN_MEMORY, BYTES_IN_MEMORY);
        }
    }
}
