package tocsin.router.ingest;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.CountingObserver;
import tocsin.router.journal.StateJournal;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.sqlite.Damage;
import tocsin.state.sqlite.SqliteOptions;
import tocsin.state.sqlite.SqliteStateStore;
import tocsin.state.sqlite.StoreObserver;
import tocsin.time.SimulatedTime;

/**
 * Prints what 100,000 alerts of ten labels and three annotations cost in the table and on disk; run by hand, with an empty
 * directory as its argument.
 */
final class AlertFigures {
    private static final int ALERTS = 100_000;
    private static final int POST = 64;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final PrintStream OUT = System.out;

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Written written = new Written();
    private final SimulatedTime time = new SimulatedTime(START);

    private AlertFigures() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Path.of(args[0]);
        for (int round = 0; round < 4; round++) {
            OUT.printf("round %d%n", round);
            new AlertFigures().inMemory();
            new AlertFigures().onDisk(Files.createDirectory(directory.resolve("round" + round)));
        }
    }

    private void inMemory() throws InterruptedException {
        AlertTable table = table(new MemoryStateStore());
        measure("memory: first posts", () -> post(table, 0));
        measure("memory: resends", () -> post(table, 1));
    }

    private void onDisk(Path directory) throws InterruptedException {
        SqliteStateStore store = open(directory);
        AlertTable table = table(store);
        measure("disk: first posts", () -> post(table, 0));
        measure("disk: resends", () -> post(table, 1));
        measure("disk: one of each 100 is resolved", () -> resolve(table, 100));
        measure("disk: all are resolved", () -> resolve(table, 1));
        measure("disk: fire again", () -> post(table, 60));
        await(store.close());

        SqliteStateStore again = open(directory);
        AlertTable restored = table(again);
        long heap = heap();
        measure("disk: restored", () -> await(restored.restore(time.now())));
        OUT.printf("  heap of %,d: %,d kB%n", restored.all().size(), (heap() - heap) / 1024);
        measure("disk: settled", () -> {
            time.advance(Duration.ofHours(10));
            restored.removeResolved(time.now());
            time.advance(Duration.ofSeconds(1));
        });
        await(again.close());
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void measure(String what, Work work) throws InterruptedException {
        long rows = written.rows.get();
        long begun = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        work.run();
        settle();
        OUT.printf(
                "  %-36s %5d ms, %.2f CPU s, %,d rows%n",
                what,
                (System.nanoTime() - begun) / 1_000_000,
                (PROCESS.getProcessCpuTime() - cpu) / 1e9,
                written.rows.get() - rows);
    }

    /** Ten thousand a second. */
    private void post(AlertTable table, int minute) {
        time.advance(Duration.ofMinutes(minute));
        for (int i = 0; i < ALERTS; i += POST) {
            Instant now = time.now();
            for (int each = i; each < Math.min(ALERTS, i + POST); each++) {
                table.put(alert(each, now, now.plusSeconds(240), minute > 1 ? now : START), now);
            }
            time.advance(Duration.ofMillis(6));
            drain();
        }
        time.advance(Duration.ofSeconds(1));
    }

    private void resolve(AlertTable table, int each) {
        for (int i = 0; i < ALERTS; i += each) {
            Instant now = time.now();
            table.put(alert(i, now, now, START), now);
            if (i % POST == 0) {
                time.advance(Duration.ofMillis(6));
                drain();
            }
        }
        time.advance(Duration.ofSeconds(1));
    }

    private AlertTable table(StateStore store) {
        return new AlertTable(new StateJournal(store, time, time, new CountingObserver()), time, time, 0);
    }

    private SqliteStateStore open(Path directory) {
        return SqliteStateStore.open(
                new SqliteOptions(directory, false, () -> tasks::add, Clock.systemUTC(), "figures"), written);
    }

    private void drain() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Until the store has been silent for a while. */
    private void settle() throws InterruptedException {
        long rows;
        do {
            rows = written.rows.get();
            Thread.sleep(300);
            drain();
        } while (rows != written.rows.get());
    }

    private void await(Future<Void> future) throws InterruptedException {
        while (!future.isComplete()) {
            tasks.take().run();
        }
    }

    private static Alert alert(int i, Instant receipt, Instant end, Instant start) {
        int s = i / 100;
        String name = "Rule" + i % 40 + "HighRequestLatency";
        String service = String.format("checkout-api-%05d", s);
        String pod = service + '-' + Integer.toHexString(i * 0x9E3779B9) + '-' + i;
        String instance = "10." + (i >> 16) + '.' + (i >> 8 & 255) + '.' + (i & 255) + ":9100";
        String cluster = "prod-eu-west-" + s % 20;
        Labels labels = Labels.of(
                "alertname",
                name,
                "cluster",
                cluster,
                "instance",
                instance,
                "job",
                "kubernetes-pods",
                "namespace",
                "tenant-" + s % 50,
                "pod",
                pod,
                "region",
                "eu-west-" + s % 6,
                "service",
                service,
                "severity",
                i % 10 == 0 ? "critical" : i % 10 < 6 ? "warning" : "info",
                "team",
                "team-" + s % 25);
        Annotations annotations = Annotations.of(
                "description",
                "Service " + service + " in namespace tenant-" + s % 50
                        + " has been violating its objective for more than 15 minutes: current value is " + i % 1000
                        + " on instance " + instance
                        + ", the limit is 0.5. Check recent rollouts and upstream dependencies.",
                "runbook_url",
                "https://runbooks.example.com/team-" + s % 25 + '/' + name,
                "summary",
                name + " on " + pod + " in " + cluster);
        String url = "http://prometheus.example.com:9090/graph?g0.expr=rate%28http_requests_total%7Bservice%3D%22"
                + service + "%22%7D%5B5m%5D%29+%3E+0.5&g0.tab=1";
        return new Alert(labels, annotations, start, end, url, receipt, false, Alert.Origin.API);
    }

    private static final class Written implements StoreObserver {
        final AtomicLong rows = new AtomicLong();

        @Override
        public void rowSetAside(String table, String key, String reason) {
            OUT.println(table + ' ' + key + ": " + reason);
        }

        @Override
        public void tailCut(long bytes) {}

        @Override
        public void damaged(Damage damage) {}

        @Override
        public void upkeepFailed(Throwable cause) {
            OUT.println(cause);
        }

        @Override
        public void committed(int count, Duration took) {
            rows.addAndGet(count);
        }
    }
}
