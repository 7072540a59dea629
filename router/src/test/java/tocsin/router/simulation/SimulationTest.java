package tocsin.router.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tocsin.router.simulation.Tally.Obligation;

class SimulationTest {
    private static final int LENGTH = 70;
    private static final int LINES_OF_A_REPORT = 60;

    @Test
    void whatever_happens_everybody_is_told_what_he_has_to_know_and_nothing_else() {
        String single = System.getProperty("tocsin.simulation.seed");
        if (single != null) {
            replay(Long.parseLong(single));
            return;
        }
        String[] range = System.getProperty("tocsin.simulation.seeds", "1-1000").split("-", 2);
        Tally tally = new Tally();
        LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .parallel()
                .mapToObj(SimulationTest::tallyOf)
                .forEachOrdered(tally::add);

        for (Obligation obligation : Obligation.values()) {
            assertThat(tally.of(obligation))
                    .as("tests of %s in %s", obligation, tally)
                    .isPositive();
        }
    }

    private static Tally tallyOf(long seed) {
        Simulation simulation = simulate(seed, false);
        if (!simulation.findings().isEmpty()) {
            fail(report(seed, simulate(seed, true)));
        }
        return simulation.tally();
    }

    private static void replay(long seed) {
        Simulation simulation = simulate(seed, true);
        write(Path.of("target", "simulation-" + seed + ".txt"), simulation.lines());
        assertThat(simulation.findings()).as(() -> report(seed, simulation)).isEmpty();
    }

    private static Simulation simulate(long seed, boolean traced) {
        return new Simulation(seed, pace(seed), traced).run(LENGTH);
    }

    static World.Pace pace(long seed) {
        return switch ((int) (seed % 10)) {
            case 0 -> World.Pace.LONG;
            case 1, 2 -> World.Pace.FAST;
            default -> World.Pace.USUAL;
        };
    }

    private static String report(long seed, Simulation simulation) {
        List<String> lines = simulation.lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_OF_A_REPORT), lines.size());
        return "seed %d, replay with -Dtocsin.simulation.seed=%d%n%s%nWhat happened last:%n%s"
                .formatted(seed, seed, String.join("\n", simulation.findings()), String.join("\n", last));
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
