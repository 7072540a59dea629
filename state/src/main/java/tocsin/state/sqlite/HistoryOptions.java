package tocsin.state.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * @param directory of the state; must be there and belong to this process, see {@link SqliteStateStore}
 * @param retention how long a record is kept at least, unless the size says otherwise
 * @param maxBytes of the file; the oldest records make room. The write-ahead log, some megabytes, comes on top
 * @param callers asked on the thread of each call: an executor that runs tasks in their order on the caller's context
 * @param clock tells what has expired
 */
public record HistoryOptions(
        Path directory, Duration retention, long maxBytes, Supplier<Executor> callers, InstantSource clock) {
    /** Less than this does not even hold one transaction. */
    private static final long LEAST_BYTES = 1 << 20;

    public HistoryOptions {
        directory = SqliteOptions.usable(directory);
        if (retention.isZero() || retention.isNegative()) {
            throw new IllegalArgumentException(
                    "the retention of the history is %s: it must be longer than nothing".formatted(retention));
        }
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "the history may take %d bytes: allow at least %d".formatted(maxBytes, LEAST_BYTES));
        }
        Objects.requireNonNull(callers, "callers");
        Objects.requireNonNull(clock, "clock");
    }
}
