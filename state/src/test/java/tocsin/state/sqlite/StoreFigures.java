package tocsin.state.sqlite;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tocsin.state.Entry;
import tocsin.state.StateStoreContract;

/** Prints what the store costs, for rows of some 340 bytes; run by hand, with an empty directory as its argument. */
final class StoreFigures {
    private static final int KEYS = 100_000;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final String VALUE = "x".repeat(280);
    private static final PrintStream OUT = System.out;

    private StoreFigures() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]);
        SqliteStateStore store = Stores.open(directory);
        AtomicInteger next = new AtomicInteger();
        Path file = directory.resolve("tocsin.db");

        fill(store);
        OUT.printf(
                "file with %,d rows: %,d kB, log %,d kB%n",
                KEYS, kilobytes(file), kilobytes(directory.resolve("tocsin.db-wal")));
        for (int round = 0; round < 3; round++) {
            waiting("1 caller, rows of one each", store, 1, 5_000, 1, next);
            waiting("16 callers, rows of one each", store, 16, 2_000, 1, next);
            waiting("1 caller, 100 rows each", store, 1, 200, 100, next);
            replay(store);
        }
        OUT.printf(
                "file afterwards: %,d kB, log %,d kB%n",
                kilobytes(file), kilobytes(directory.resolve("tocsin.db-wal")));
        StateStoreContract.await(store.close());
        long begun = System.nanoTime();
        SqliteStateStore again = Stores.open(directory);
        OUT.printf("open again: %d ms%n", millis(begun));
        replay(again);
        StateStoreContract.await(again.close());
    }

    private static void fill(SqliteStateStore store) {
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        List<Entry<String>> rows = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            rows.add(row(i, 0));
        }
        StateStoreContract.await(store.append(rows));
        OUT.printf("fill in one append: %d ms, %.2f CPU s%n", millis(begun), cpuSince(cpu));
    }

    private static void waiting(
            String what, SqliteStateStore store, int callers, int appends, int rows, AtomicInteger next)
            throws InterruptedException {
        CountDownLatch left = new CountDownLatch(callers);
        long[] times = new long[callers * appends];
        AtomicInteger taken = new AtomicInteger();
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        for (int caller = 0; caller < callers; caller++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < appends; i++) {
                    long start = System.nanoTime();
                    StateStoreContract.await(store.append(batch(next, rows)));
                    times[taken.getAndIncrement()] = System.nanoTime() - start;
                }
                left.countDown();
            });
            thread.start();
        }
        left.await();
        long took = System.nanoTime() - begun;
        Arrays.sort(times);
        OUT.printf(
                "%s: %,d appends/s, p50 %.2f ms, p99 %.2f ms, most %.1f ms, %.1f CPU us each%n",
                what,
                (long) (callers * appends * 1e9 / took),
                times[times.length / 2] / 1e6,
                times[times.length * 99 / 100] / 1e6,
                times[times.length - 1] / 1e6,
                cpuSince(cpu) * 1e6 / (callers * appends));
    }

    private static List<Entry<String>> batch(AtomicInteger next, int rows) {
        List<Entry<String>> batch = new ArrayList<>(rows);
        for (int i = 0; i < rows; i++) {
            int number = next.incrementAndGet();
            // A stride without a common factor visits rows far apart.
            batch.add(row((int) (number * 7919L % KEYS), number));
        }
        return batch;
    }

    private static Future<Void> replayed(SqliteStateStore store, AtomicLong seen) {
        return store.open(Stores.WORDS, entry -> seen.incrementAndGet());
    }

    private static void replay(SqliteStateStore store) {
        AtomicLong seen = new AtomicLong();
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        StateStoreContract.await(replayed(store, seen));
        OUT.printf("replay of %,d rows: %d ms, %.2f CPU s%n", seen.get(), millis(begun), cpuSince(cpu));
    }

    private static Entry<String> row(int key, int version) {
        Instant at = Stores.START.plusMillis(version);
        return Entry.of(Stores.WORDS, "a key such as that of a group with labels " + key, at, VALUE + version);
    }

    private static long kilobytes(Path file) throws IOException {
        return Files.size(file) / 1024;
    }

    private static long millis(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static double cpuSince(long cpu) {
        return (PROCESS.getProcessCpuTime() - cpu) / 1e9;
    }
}
