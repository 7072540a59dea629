package tocsin.state.sqlite;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import tocsin.state.Entry;
import tocsin.state.StateStoreContract;
import tocsin.state.Table;
import tocsin.state.codec.Codec;

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
        churn(directory.resolve("churn"), 2000, Duration.ofSeconds(10), Duration.ofMinutes(10));
    }

    /** Rows that expire as fast as they come, five writes to a second, in virtual time. */
    private static void churn(Path directory, int rowsEachSecond, Duration life, Duration most) throws IOException {
        AtomicReference<Instant> clock = new AtomicReference<>(Stores.START);
        SqliteStateStore store = SqliteStateStore.open(
                new SqliteOptions(directory, false, () -> Runnable::run, clock::get, "tocsin figures"),
                new RecordingObserver());
        for (int table = 0; table < 9; table++) {
            Table<String> idle = Table.lastWriterWins("idle-" + table, Codec.text());
            StateStoreContract.await(store.append(List.of(Entry.of(idle, "row", Stores.START, VALUE))));
        }
        int writes = (int) (most.toSeconds() * 5);
        long[] times = new long[writes];
        long cpu = PROCESS.getProcessCpuTime();
        for (int write = 0; write < writes; write++) {
            clock.set(Stores.START.plusMillis(200L * write));
            List<Entry<String>> come = new ArrayList<>();
            for (int row = 0; row < rowsEachSecond / 5; row++) {
                String key = "a key such as that of a delivery " + write + "/" + row;
                Instant expiry = clock.get().plus(life);
                come.add(new Entry<>(Stores.WORDS, key, clock.get(), VALUE, expiry));
            }
            long begun = System.nanoTime();
            StateStoreContract.await(store.append(come));
            times[write] = System.nanoTime() - begun;
            if (write % (writes / 5) == writes / 5 - 1) {
                OUT.printf("churn after %s: file %,d kB%n", write / 5, kilobytes(directory.resolve("tocsin.db")));
            }
        }
        Arrays.sort(times);
        OUT.printf(
                "churn of %,d rows/s, good for %s: write p50 %.1f ms, p99 %.1f ms, most %.1f ms, %.2f CPU us each row%n",
                rowsEachSecond,
                life,
                times[writes / 2] / 1e6,
                times[writes * 99 / 100] / 1e6,
                times[writes - 1] / 1e6,
                cpuSince(cpu) * 1e6 / (writes * (rowsEachSecond / 5)));
        StateStoreContract.await(store.close());
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
