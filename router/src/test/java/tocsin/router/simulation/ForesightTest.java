package tocsin.router.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The proof of {@code explain}: in any world, what it says comes next is what then comes. */
class ForesightTest {
    private record Outcome(long seed, List<String> findings, Map<String, Integer> kinds) {}

    @Test
    void what_is_foretold_of_an_alert_is_what_happens_when_nothing_else_does() {
        String[] range = System.getProperty("tocsin.simulation.seeds", "1-400").split("-", 2);
        Map<String, Integer> kinds = new TreeMap<>();
        LongStream.rangeClosed(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .parallel()
                .mapToObj(ForesightTest::outcome)
                .forEachOrdered(outcome -> {
                    assertThat(outcome.findings()).as("seed " + outcome.seed()).isEmpty();
                    outcome.kinds().forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
                });

        assertThat(kinds)
                .containsKeys(
                        "FIRST_NOTIFICATION of a firing alert",
                        "NEW_ALERTS_ADDED of a firing alert",
                        "NEW_ALERTS_ADDED of a resolved alert",
                        "SOME_ALERTS_RESOLVED of a firing alert",
                        "SOME_ALERTS_RESOLVED of a resolved alert",
                        "ALL_ALERTS_RESOLVED of a resolved alert",
                        "REPEAT_INTERVAL_ELAPSED of a firing alert",
                        "retry",
                        "dropped",
                        "never",
                        "hypothetical, new group",
                        "hypothetical, known group");
    }

    private static Outcome outcome(long seed) {
        Simulation simulation = new Simulation(seed, SimulationTest.pace(seed), false);
        int length = 5 + (int) (seed * 7 % 60);
        simulation.foresee(length, seed % 3 == 0);
        return new Outcome(seed, simulation.findings(), simulation.foretold());
    }
}
