package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.sqlite.HistoryObserver;
import tocsin.state.sqlite.HistoryOptions;
import tocsin.state.sqlite.SqliteRecordLog;

/**
 * Lengthens the history of a server that is stopped, with copies of what it wrote itself, each about other things: what takes
 * a busy server weeks.
 */
final class HistoryFill implements HistoryObserver {
    /** Far below what the log would begin to drop. */
    private static final int MOST_WAITING = 4_000;

    private HistoryFill() {}

    /** @param directory of the state, which nobody may use meanwhile */
    static void fill(Path directory, long records) throws IOException, InterruptedException {
        HistoryOptions options = new HistoryOptions(
                directory, Duration.ofDays(30), Long.MAX_VALUE, () -> Runnable::run, InstantSource.system());
        SqliteRecordLog log = SqliteRecordLog.open(options, new HistoryFill());
        List<FoundRecord> samples = log.find(newest()).await();
        long missing = records - log.figures().records();
        for (long copy = 0; copy < missing; copy++) {
            log.append(copied(samples.get((int) (copy % samples.size())).entry(), copy));
            while (log.figures().waiting() > MOST_WAITING) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }
        log.close().await();
        if (log.figures().dropped() > 0) {
            throw new IOException("the history in %s dropped %d records"
                    .formatted(directory, log.figures().dropped()));
        }
    }

    private static HistorySearch newest() {
        return new HistorySearch(
                Set.of(), OptionalLong.empty(), Instant.MIN, Instant.MAX, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    private static HistoryRecord copied(HistoryRecord original, long copy) {
        long[] keys = Arrays.stream(original.keys())
                .map(key -> key + copy * 0x9E3779B97F4A7C15L)
                .toArray();
        return new HistoryRecord(original.kind(), Instant.now(), keys, original.value());
    }

    @Override
    public void written(int records, Duration took) {}

    @Override
    public void dropped(long records) {}

    @Override
    public void failed(Throwable cause) {
        System.err.println(cause);
    }

    @Override
    public void recovered() {}

    @Override
    public void damaged(String cause, Path setAside) {
        System.err.println(cause);
    }
}
