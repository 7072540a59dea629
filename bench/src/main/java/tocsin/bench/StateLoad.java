package tocsin.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What state on disk costs: starts the whole program and an Alertmanager as processes of their own, in turn, with the same
 * requests and the same receiver, and prints a table for each part.
 *
 * <pre>
 * mvn -Pbench -pl bench -am -DskipTests package
 * java -cp bench/target/benchmarks.jar tocsin.bench.StateLoad
 * java -cp bench/target/benchmarks.jar tocsin.bench.StateLoad --parts=silences --repeat=5
 * </pre>
 *
 * Linux only; an hour and a half with all parts at their defaults, most of which is waiting: {@code WRITES} is a steady state in real time.
 */
@Command(
        name = "StateLoad",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures silences per second, the start on much state, and how much is written in an hour.")
public final class StateLoad implements Callable<Integer> {
    enum Part {
        SILENCES,
        START,
        WRITES
    }

    @Option(names = "--tocsin", description = "The launcher. Default: ${DEFAULT-VALUE}.")
    private Path launcher = Path.of("tocsin");

    @Option(
            names = "--alertmanager",
            description = "The program to compare with; empty for none. Default: ${DEFAULT-VALUE}.")
    private String alertmanager = "prometheus-alertmanager";

    @Option(
            names = "--directory",
            description = "For all data, on the disk to be measured. Default: one for temporary files.")
    private @Nullable Path directory;

    @Option(names = "--parts", split = ",", description = "${COMPLETION-CANDIDATES}. Default: all.")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(names = "--repeat", description = "Default: ${DEFAULT-VALUE}.")
    private int repeat = 3;

    @Option(names = "--silences", description = "Default: ${DEFAULT-VALUE}.")
    private int silences = 10_000;

    @Option(names = "--clients", description = "That make silences at once. Default: ${DEFAULT-VALUE}.")
    private int clients = 64;

    @Option(names = "--alerts", description = "Of START, ten in a group. Default: ${DEFAULT-VALUE}.")
    private int alerts = 100_000;

    @Option(names = "--history", description = "Records of START. Default: ${DEFAULT-VALUE}.")
    private int history = 1_000_000;

    @Option(names = "--firing", description = "Alerts of WRITES, ten in a group. Default: ${DEFAULT-VALUE}.")
    private int firing = 10_000;

    @Option(
            names = "--speed",
            description = "Of WRITES: all its intervals are divided by it. Default: ${DEFAULT-VALUE}.")
    private int speed = 1;

    @Option(
            names = "--minutes",
            description = "Window of WRITES, at speed 1; a multiple of 15. Default: ${DEFAULT-VALUE}.")
    private int minutes = 15;

    public static void main(String[] args) {
        System.exit(new CommandLine(new StateLoad())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        Path base = directory == null
                ? Files.createTempDirectory("tocsin-state-load")
                : Files.createTempDirectory(directory, "state-load");
        try {
            Scene scene = new Scene(vertx, AlertCounter.listen(vertx), base);
            for (Part part : parts) {
                run(part, scene);
            }
            return 0;
        } finally {
            vertx.close().await();
            ServerProcess.delete(base);
        }
    }

    private void run(Part part, Scene scene) throws IOException, InterruptedException {
        System.out.print(
                switch (part) {
                    case SILENCES -> new SilenceWrites(scene, silences, clients).measure(programs(), repeat);
                    case START -> new LoadedStart(scene, alerts, silences, history).measure(programs(), repeat);
                    case WRITES -> new SteadyWrites(scene, firing, speed, minutes).measure(programs(), repeat);
                });
        System.out.println();
    }

    private List<Program> programs() {
        return Stream.of(Program.tocsin(launcher), Program.alertmanager(alertmanager))
                .filter(program -> program.isTocsin() || !alertmanager.isEmpty())
                .toList();
    }
}
