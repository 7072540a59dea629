package tocsin.server.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.metrics.StoreMetrics;
import tocsin.server.statefile.StateHints;
import tocsin.state.StateStore;
import tocsin.state.StateStoreException;
import tocsin.state.sqlite.Found;
import tocsin.state.sqlite.SqliteOptions;
import tocsin.state.sqlite.SqliteStateStore;
import tocsin.time.Clock;

/** Opens the state of a server. */
public final class StateDirectory {
    private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
    /** Stamps of a write and of a start may be so far apart without anybody having set a clock back. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(1);

    private StateDirectory() {}

    /**
     * @param path made when it is not there
     * @param strict whether a damaged file is a reason not to start
     * @param program name and version, for the file
     */
    public record Settings(Path path, boolean strict, String program) {}

    /** @param lastWrittenAt by the clock of the process that did it; null when nobody knows */
    public record Opened(StateStore store, @Nullable Instant lastWrittenAt) {}

    /**
     * Opens what is there and says in the log what it was. Blocks: not on an event loop.
     *
     * @param callers asked on the thread of each call for an executor of its context
     * @throws StateStoreException when the directory is in use or cannot be written, or holds what is not ours
     */
    public static Opened open(
            Settings settings, Supplier<Executor> callers, Clock clock, StoreMetrics metrics, StoreHealth health) {
        SqliteOptions options =
                new SqliteOptions(settings.path(), settings.strict(), callers, clock::now, settings.program());
        SqliteStateStore store = SqliteStateStore.open(options, new StoreReport(metrics));
        report(settings.path(), store.found(), clock.now());
        StateHints.alertmanagerFiles(settings.path()).ifPresent(log::info);
        metrics.opened(store.found());
        return new Opened(
                new WatchedStore(store, health, metrics, clock), store.found().lastWrittenAt());
    }

    private static void report(Path path, Found found, Instant now) {
        if (!found.existed()) {
            log.atInfo().addKeyValue("directory", path).log("State begins anew");
            return;
        }
        log.atInfo()
                .addKeyValue("directory", path)
                .addKeyValue("writtenBy", found.writtenBy())
                .addKeyValue("lastWritten", found.lastWrittenAt())
                .addKeyValue("closedCleanly", found.closedCleanly())
                .log("State found");
        Instant last = found.lastWrittenAt();
        if (last != null && last.isAfter(now.plus(CLOCK_TOLERANCE))) {
            log.atWarn()
                    .addKeyValue("now", now)
                    .addKeyValue("lastWritten", last)
                    .log(
                            "The clock is earlier than the last write of the state: it was set back, or was wrong before. What is"
                                    + " written now still replaces what is there; times that are shown may lie in the future");
        }
    }
}
