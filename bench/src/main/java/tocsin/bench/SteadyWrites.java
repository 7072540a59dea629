package tocsin.bench;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is written in an hour in which nothing happens: alerts go on firing and are sent again each minute, groups flush every
 * 5 minutes and repeat every 4 hours. All programs run at the same time, as their share of the machine is small: both get
 * the posted alerts, and a second Tocsin evaluates rules of its own with as many alerts.
 *
 * <p>A faster time packs more into one transaction than the real one does, and so flatters who writes at once: what a speed
 * above 1 says is good for comparing, and for the repeats, which a short window does not have.
 */
final class SteadyWrites {
    private static final int PER_GROUP = 10;
    /** In which a minute's alerts are posted. */
    private static final int SLOTS = 60;

    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);
    private static final int FLUSH_MINUTES = 5;
    /** All are posted after five, and flushed once more after that. */
    private static final int WARM_UP_MINUTES = 7;

    private static final String OWN_RULES = ", own rules";

    private final Scene scene;
    private final int alerts;
    private final int speed;
    private final int minutes;

    SteadyWrites(Scene scene, int alerts, int speed, int minutes) {
        this.scene = scene;
        this.alerts = alerts;
        this.speed = speed;
        this.minutes = minutes;
    }

    String measure(List<Program> programs, int repeat) throws IOException, InterruptedException {
        FigureTable table = new FigureTable(columns(programs));
        StubDatasource datasource = StubDatasource.listen(scene.vertx(), alerts / PER_GROUP, PER_GROUP);
        for (int round = 0; round < repeat; round++) {
            table.noteLoad();
            measure(programs, datasource, table);
        }
        return "Steady state: %,d alerts in %,d groups, %d minutes at speed %d; by hour:%n%s"
                .formatted(alerts, alerts / PER_GROUP, minutes, speed, table.text());
    }

    private static List<String> columns(List<Program> programs) {
        List<String> columns =
                new ArrayList<>(programs.stream().map(Program::name).toList());
        columns.add(programs.get(0).name() + OWN_RULES);
        return columns;
    }

    private void measure(List<Program> programs, StubDatasource datasource, FigureTable table)
            throws IOException, InterruptedException {
        List<Running> all = new ArrayList<>();
        try {
            List<Running> posted = new ArrayList<>();
            for (Program program : programs) {
                posted.add(start(program, "", List.of()));
                all.add(posted.get(posted.size() - 1));
            }
            all.add(startWithRules(programs.get(0), datasource));
            long began = System.nanoTime();
            post(posted, began, 0, WARM_UP_MINUTES);
            List<Meters> before = Meters.of(all);
            post(posted, began, WARM_UP_MINUTES, WARM_UP_MINUTES + minutes);
            List<Meters> after = Meters.of(all);
            for (int i = 0; i < all.size(); i++) {
                report(all.get(i).name(), before.get(i), after.get(i), table);
            }
        } finally {
            all.forEach(running -> running.server().close());
        }
    }

    private Running start(Program program, String what, List<String> more) throws IOException, InterruptedException {
        Path directory = scene.directory("writes");
        List<String> args = new ArrayList<>(more);
        args.add(scene.config(directory, GROUP_WAIT, minutes(FLUSH_MINUTES), minutes(4 * 60)));
        if (!program.isTocsin()) {
            args.add("--data.maintenance-interval=%dms".formatted(minutes(15).toMillis()));
        }
        return new Running(program.name() + what, ServerProcess.start(program, directory, args));
    }

    private Running startWithRules(Program tocsin, StubDatasource datasource) throws IOException, InterruptedException {
        Path rules = Files.writeString(scene.base().resolve("rules.yml"), rules(), StandardCharsets.UTF_8);
        return start(tocsin, OWN_RULES, List.of("--rules=" + rules, "--datasource.url=" + datasource.url()));
    }

    private String rules() {
        StringBuilder yaml = new StringBuilder("groups:\n");
        for (int rule = 0; rule < alerts / PER_GROUP; rule++) {
            if (rule % PER_GROUP == 0) {
                yaml.append("- name: group-%d%n  interval: %dms%n  rules:%n"
                        .formatted(rule, minutes(1).toMillis()));
            }
            yaml.append("""
                      - alert: StubAlert%d
                        expr: stub_metric{rule="%d"} > 0
                        labels:
                          severity: warning
                        annotations:
                          summary: "{{ $labels.instance }} of {{ $labels.job }} is over its limit"
                    """.formatted(rule, rule));
        }
        return yaml.toString();
    }

    /** Each group has its second in the minute, and its first minute. */
    private void post(List<Running> posted, long began, int fromMinute, int toMinute) throws InterruptedException {
        long slotNanos = minutes(1).toNanos() / SLOTS;
        for (int slot = fromMinute * SLOTS; slot < toMinute * SLOTS; slot++) {
            TimeUnit.NANOSECONDS.sleep(began + slot * slotNanos - System.nanoTime());
            for (Running running : posted) {
                post(running, slot);
            }
        }
        TimeUnit.NANOSECONDS.sleep(began + toMinute * minutes(1).toNanos() - System.nanoTime());
    }

    private void post(Running running, int slot) {
        Instant end = Instant.now().plus(minutes(4));
        List<Buffer> bodies = new ArrayList<>();
        for (int group = slot % SLOTS; group < alerts / PER_GROUP; group += SLOTS) {
            if (group / SLOTS % FLUSH_MINUTES <= slot / SLOTS) {
                int first = group * PER_GROUP;
                bodies.addAll(PostedBodies.alerts(first, first + PER_GROUP, PER_GROUP, startOf(running, group), end));
            }
        }
        if (!bodies.isEmpty()) {
            PostLoad.post(scene.vertx(), running.server().port(), "/api/v2/alerts", bodies, 1);
        }
    }

    private Instant startOf(Running running, int group) {
        int slot = group / SLOTS % FLUSH_MINUTES * SLOTS + group % SLOTS;
        return running.start().plus(minutes(1).dividedBy(SLOTS).multipliedBy(slot));
    }

    private Duration minutes(int count) {
        return Duration.ofMinutes(count).dividedBy(speed);
    }

    private void report(String column, Meters before, Meters after, FigureTable table) {
        double hours = minutes / 60.0;
        table.add("written to disk, MB", column, (after.writtenBytes() - before.writtenBytes()) / 1e6 / hours);
        table.add("notifications", column, (after.notifications() - before.notifications()) / hours);
        table.add("CPU s", column, (after.cpuSeconds() - before.cpuSeconds()) / hours);
        table.add("resident, MiB", column, after.residentMiB());
        if (column.startsWith("Tocsin")) {
            table.add("transactions of state", column, (after.commits() - before.commits()) / hours);
            table.add("rows of state", column, (after.rows() - before.rows()) / hours);
            table.add("records of history", column, (after.records() - before.records()) / hours);
        }
    }

    /** @param start of its first alerts */
    private record Running(String name, ServerProcess server, Instant start) {
        Running(String name, ServerProcess server) {
            this(name, server, Instant.now());
        }
    }

    /** What grows, at one moment; memory apart. */
    private record Meters(
            long writtenBytes,
            double cpuSeconds,
            double residentMiB,
            double notifications,
            double commits,
            double rows,
            double records) {

        static List<Meters> of(List<Running> all) throws IOException, InterruptedException {
            List<Meters> meters = new ArrayList<>();
            for (Running running : all) {
                meters.add(of(running.server()));
            }
            return meters;
        }

        private static Meters of(ServerProcess server) throws IOException, InterruptedException {
            ProcessFiles files = server.files();
            String metrics = server.metrics();
            return new Meters(
                    files.writtenBytes(),
                    files.cpuSeconds(),
                    files.mebibytes("VmRSS"),
                    Reading.sum(metrics, "alertmanager_notifications_total"),
                    Reading.sum(metrics, "tocsin_state_commit_duration_seconds_count"),
                    Reading.sum(metrics, "tocsin_state_rows_written_total"),
                    Reading.sum(metrics, "tocsin_history_records_written_total"));
        }
    }
}
