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
import org.junit.jupiter.api.Test;
import tocsin.state.sqlite.Seeds;

class CrashSimulationTest {
    private static final int LENGTH = 60;
    private static final int LINES_OF_A_REPORT = 60;

    @Test
    void whatever_the_disk_does_nothing_that_was_acknowledged_is_forgotten() {
        Seeds seeds = Seeds.of("tocsin.crash", 150);
        Map<String, Integer> tally = new TreeMap<>();
        seeds.stream()
                .mapToObj(seed -> judged(seeds, seed))
                .forEachOrdered(each -> each.forEach((what, count) -> tally.merge(what, count, Integer::sum)));

        assertThat(tally).isNotEmpty();
        if (!seeds.isSingle()) {
            assertThat(tally)
                    .containsKeys(
                            "alerts firing",
                            "alerts resolved",
                            "crashes with something under way",
                            "marked deliveries",
                            "owed over a crash",
                            "silences refused",
                            "silences half written",
                            "timers");
        }
    }

    private static Map<String, Integer> judged(Seeds seeds, long seed) {
        CrashSimulation simulation = simulate(seed, seeds.isSingle());
        if (seeds.isSingle()) {
            write(Path.of("target", "crash-" + seed + ".txt"), simulation.lines());
        }
        if (!simulation.findings().isEmpty()) {
            fail(seeds.replay(seed) + report(seeds.isSingle() ? simulation : simulate(seed, true)));
        }
        return simulation.tally();
    }

    private static CrashSimulation simulate(long seed, boolean traced) {
        return new CrashSimulation(seed, SimulationTest.pace(seed), new MemoryMedium(), traced).run(LENGTH);
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
