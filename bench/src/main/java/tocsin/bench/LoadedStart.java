package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts on much state: alerts whose groups were notified, silences and a long history, after an orderly stop and after
 * {@code kill -9}. What was read before is in the system's cache. An Alertmanager has its silences and its notification log;
 * alerts and a history it does not keep.
 */
final class LoadedStart {
    private static final int PER_GROUP = 10;
    /** So long that all alerts of a group are there, whatever else runs on the machine. */
    private static final Duration GROUP_WAIT = Duration.ofMinutes(1);

    private static final int CONNECTIONS = 4;
    /** By then the collector has given back what the start needed. */
    private static final int IDLE_SECONDS = 60;

    private final Scene scene;
    private final int alerts;
    private final int silences;
    private final int history;

    LoadedStart(Scene scene, int alerts, int silences, int history) {
        this.scene = scene;
        this.alerts = alerts;
        this.silences = silences;
        this.history = history;
    }

    String measure(List<Program> programs, int repeat) throws IOException, InterruptedException {
        FigureTable table = new FigureTable(programs.stream().map(Program::name).toList());
        List<Site> sites = new ArrayList<>();
        for (Program program : programs) {
            Site site = prepared(program);
            sites.add(site);
            table.add("on disk, MiB", program.name(), mebibytes(Program.dataOf(site.directory())));
        }
        for (int round = 0; round < repeat; round++) {
            for (Site site : sites) {
                table.noteLoad();
                measure(site, table);
            }
        }
        return "Start with %,d alerts in %,d groups, %,d silences and %,d records of history:%n%s"
                .formatted(alerts, alerts / PER_GROUP, silences, history, table.text());
    }

    private Site prepared(Program program) throws IOException, InterruptedException {
        Path directory = scene.directory("start");
        List<String> args = new ArrayList<>();
        args.add(scene.config(directory, GROUP_WAIT, Duration.ofHours(6), Duration.ofHours(24)));
        if (program.isTocsin()) {
            args.add("--history.max-size=" + Long.MAX_VALUE);
        }
        try (ServerProcess server = ServerProcess.start(program, directory, args)) {
            post(server);
        }
        if (program.isTocsin()) {
            HistoryFill.fill(Program.dataOf(directory), history);
        }
        return new Site(program, directory, args);
    }

    private void post(ServerProcess server) throws IOException, InterruptedException {
        Instant now = Instant.now();
        long told = scene.receiver().alerts();
        PostLoad.post(
                scene.vertx(),
                server.port(),
                "/api/v2/alerts",
                PostedBodies.alerts(0, alerts, PER_GROUP, now, now.plus(Duration.ofDays(1))),
                CONNECTIONS);
        server.await("done with its notifications", () -> scene.receiver().alerts() >= told + alerts);
        PostLoad.post(
                scene.vertx(), server.port(), "/api/v2/silences", PostedBodies.silences(0, silences, now), CONNECTIONS);
    }

    private void measure(Site site, FigureTable table) throws IOException, InterruptedException {
        ServerProcess afterStop = start(site, "after a stop", table);
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        String column = site.program().name();
        table.add("resident, a minute later, MiB", column, afterStop.files().mebibytes("VmRSS"));
        table.add("resident, greatest, MiB", column, afterStop.files().mebibytes("VmHWM"));
        afterStop.kill();
        start(site, "after kill -9", table).close();
    }

    private ServerProcess start(Site site, String when, FigureTable table) throws IOException, InterruptedException {
        String column = site.program().name();
        ServerProcess server = ServerProcess.start(site.program(), site.directory(), site.args());
        table.add(when + ": ready, ms", column, millis(server));
        server.await("all there", () -> isAllThere(server.metrics(), site.program()));
        table.add(when + ": all there, ms", column, millis(server));
        table.add(when + ": CPU s until then", column, server.files().cpuSeconds());
        table.add(when + ": resident then, MiB", column, server.files().mebibytes("VmRSS"));
        return server;
    }

    private boolean isAllThere(String metrics, Program program) {
        boolean silenced = Reading.sum(metrics, "alertmanager_silences{state=\"active\"}") >= silences;
        return silenced && (!program.isTocsin() || hasAlertsAndHistory(metrics));
    }

    private boolean hasAlertsAndHistory(String metrics) {
        return Reading.sum(metrics, "alertmanager_alerts") >= alerts
                && Reading.sum(metrics, "tocsin_history_records") >= history;
    }

    private static double millis(ServerProcess server) {
        return server.sinceStart().toNanos() / 1e6;
    }

    private static double mebibytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes / (double) (1 << 20);
    }

    /** A program with its state. */
    private record Site(Program program, Path directory, List<String> args) {}
}
