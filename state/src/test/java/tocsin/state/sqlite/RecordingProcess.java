package tocsin.state.sqlite;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import tocsin.state.history.HistoryRecord;

/** A process that keeps records until it is killed, and says on its standard output how many are on disk. */
final class RecordingProcess {
    private static final int AT_ONCE = 50;

    private RecordingProcess() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        SqliteRecordLog log = SqliteRecordLog.open(options(Path.of(args[0])), new RecordingHistoryObserver());
        write(log, out, 0);
        join();
    }

    private static void write(SqliteRecordLog log, PrintStream out, int from) {
        for (int i = from; i < from + AT_ONCE; i++) {
            log.append(new HistoryRecord("flush", Stores.START, new long[] {i, i % 7}, value(i)));
        }
        log.settle().onSuccess(done -> {
            out.println(from + AT_ONCE);
            out.flush();
            write(log, out, from + AT_ONCE);
        });
    }

    static HistoryOptions options(Path directory) {
        return new HistoryOptions(directory, Duration.ofDays(30), 1L << 30, () -> Runnable::run, () -> Stores.START);
    }

    static byte[] value(int number) {
        return ("record " + number).getBytes(StandardCharsets.UTF_8);
    }

    private static void join() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
