package tocsin.router.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tocsin.state.sqlite.Seeds;
import tocsin.time.Clock;

class CrashSimulationTest {
    private static final int LENGTH = 60;
    private static final int LINES_OF_A_REPORT = 60;

    @Test
    void whatever_the_disk_does_nothing_that_was_acknowledged_is_forgotten() {
        judge(Seeds.of("tocsin.crash", 150), "memory", clock -> new MemoryMedium());
    }

    @Test
    void whatever_a_power_loss_leaves_of_the_files_nothing_that_was_acknowledged_is_forgotten() {
        Seeds seeds = Seeds.of("tocsin.crash", 20);
        Map<String, Integer> tally = judge(seeds, "sqlite", SqliteMedium::new);

        if (!seeds.isSingle()) {
            assertThat(tally).containsKeys("crashes that left torn logs", "crashes that left logs on their way");
        }
    }

    private static Map<String, Integer> judge(Seeds seeds, String name, Function<Clock, SimulatedDisk.Medium> medium) {
        Map<String, Integer> tally = new TreeMap<>();
        seeds.stream()
                .mapToObj(seed -> judged(seeds, seed, name, medium))
                .forEachOrdered(each -> each.forEach((what, count) -> tally.merge(what, count, Integer::sum)));

        assertThat(tally).isNotEmpty();
        if (!seeds.isSingle()) {
            assertThat(tally)
                    .containsKeys(
                            "alerts firing",
                            "alerts gone from a disk that is NEARLY_FULL",
                            "alerts resolved",
                            "crashes with something under way",
                            "marked deliveries",
                            "owed over a crash",
                            "silences refused",
                            "silences half written",
                            "timers");
        }
        return tally;
    }

    private static Map<String, Integer> judged(
            Seeds seeds, long seed, String name, Function<Clock, SimulatedDisk.Medium> medium) {
        CrashSimulation simulation = simulate(seed, medium, seeds.isSingle());
        if (seeds.isSingle()) {
            write(Path.of("target", "crash-%s-%d.txt".formatted(name, seed)), simulation.lines());
        }
        if (!simulation.findings().isEmpty()) {
            fail(seeds.replay(seed) + report(seeds.isSingle() ? simulation : simulate(seed, medium, true)));
        }
        return simulation.tally();
    }

    private static CrashSimulation simulate(long seed, Function<Clock, SimulatedDisk.Medium> medium, boolean traced) {
        return new CrashSimulation(seed, SimulationTest.pace(seed), medium, traced).run(LENGTH);
    }

    private static String report(CrashSimulation simulation) {
        List<String> lines = simulation.lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_OF_A_REPORT), lines.size());
        return "%n%s%nWhat happened last:%n%s"
                .formatted(String.join("\n", simulation.findings()), String.join("\n", last));
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
