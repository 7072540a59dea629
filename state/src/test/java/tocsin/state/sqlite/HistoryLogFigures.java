package tocsin.state.sqlite;

import static tocsin.state.history.RecordLogContract.await;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.HistorySearch;

/**
 * What the history costs: arguments are a directory, the number of records, the keys and the bytes of each, and how many
 * different keys there are. Run with {@code -XX:TieredStopAtLevel=1 -Xmx256m}, as the product does.
 */
final class HistoryLogFigures {
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final PrintStream OUT = System.out;

    private HistoryLogFigures() {}

    public static void main(String[] args) throws IOException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        int records = Integer.parseInt(args[1]);
        int keys = Integer.parseInt(args[2]);
        byte[] value = new byte[Integer.parseInt(args[3])];
        int things = Integer.parseInt(args[4]);
        fill(directory, records, keys, value, things);
        read(directory, records, things);
    }

    private static void fill(Path directory, int records, int keys, byte[] value, int things) {
        SqliteRecordLog log = open(directory, Duration.ofDays(30));
        Random random = new Random(1);
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        for (int i = 0; i < records; i++) {
            log.append(record(random, i, keys, value, things));
            if (i % 1000 == 999) {
                await(log.settle());
            }
        }
        await(log.settle());
        double micros = (PROCESS.getProcessCpuTime() - cpu) / 1e3 / records;
        HistoryFigures figures = log.figures();
        OUT.printf(
                "%,d records with %d keys of %,d and %d bytes: %.1f CPU us and %.0f bytes on disk each, %d ms, dropped %d%n",
                records,
                keys,
                things,
                value.length,
                micros,
                (double) figures.bytes() / records,
                millis(begun),
                figures.dropped());
        await(log.close());
    }

    private static HistoryRecord record(Random random, int number, int keys, byte[] value, int things) {
        long[] about = new long[keys];
        for (int k = 0; k < keys; k++) {
            about[k] = key(random.nextInt(things));
        }
        String kind = number % 1000 == 0 ? "reload" : number % 3 == 0 ? "silence" : "flush";
        return new HistoryRecord(kind, Stores.START.plusSeconds(number), about, value);
    }

    private static long key(int thing) {
        return thing * 0x9E3779B97F4A7C15L;
    }

    private static void read(Path directory, int records, int things) {
        long begun = System.nanoTime();
        SqliteRecordLog log = open(directory, Duration.ofDays(30));
        OUT.printf("open: %.1f ms%n", (System.nanoTime() - begun) / 1e6);
        Instant middle = Stores.START.plusSeconds(records / 2);
        for (int round = 0; round < 3; round++) {
            time("newest 100 of a kind", log, HistorySearch.of("flush").most(100));
            time("newest 100 of a rare kind", log, HistorySearch.of("reload").most(100));
            time(
                    "100 of one key",
                    log,
                    HistorySearch.of("flush").about(key(things / 2)).most(100));
            time(
                    "100 of a key that is not there",
                    log,
                    HistorySearch.of("flush").about(1).most(100));
            time(
                    "an hour in the middle",
                    log,
                    HistorySearch.of("flush")
                            .between(middle, middle.plusSeconds(3600))
                            .most(100));
            time(
                    "the first hour",
                    log,
                    HistorySearch.of("flush")
                            .between(Instant.MIN, Stores.START.plusSeconds(3600))
                            .most(100));
        }
        System.gc();
        Runtime heap = Runtime.getRuntime();
        OUT.printf("heap in use: %,d kB%n", (heap.totalMemory() - heap.freeMemory()) / 1024);
        await(log.close());
        trim(directory);
    }

    private static void time(String what, SqliteRecordLog log, HistorySearch search) {
        long begun = System.nanoTime();
        int found = await(log.find(search)).size();
        OUT.printf("%s: %d in %.1f ms%n", what, found, (System.nanoTime() - begun) / 1e6);
    }

    private static void trim(Path directory) {
        SqliteRecordLog log = open(directory, Duration.ofSeconds(1));
        long before = log.figures().records();
        long cpu = PROCESS.getProcessCpuTime();
        for (int i = 0; i < 20; i++) {
            log.append(new HistoryRecord("flush", Stores.START, new long[0], new byte[0]));
        }
        await(log.settle());
        OUT.printf(
                "removed: %,d, %.1f CPU us each%n",
                before - log.figures().records(),
                (PROCESS.getProcessCpuTime() - cpu)
                        / 1e3
                        / Math.max(1, before - log.figures().records()));
        await(log.close());
    }

    private static SqliteRecordLog open(Path directory, Duration retention) {
        Instant now = retention.toDays() > 0 ? Stores.START : Stores.START.plusSeconds(100_000);
        return SqliteRecordLog.open(
                new HistoryOptions(directory, retention, 1L << 40, () -> Runnable::run, () -> now),
                new RecordingHistoryObserver());
    }

    private static long millis(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
