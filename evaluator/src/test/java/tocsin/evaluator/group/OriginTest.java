package tocsin.evaluator.group;

import static java.time.Instant.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A former process was there until 09:50. */
class OriginTest {
    private static final Instant LAST_LIVED = parse("2026-01-01T09:50:00Z");

    @ParameterizedTest(name = "begun at {0}, set by {1}: told later by {2} ({3})")
    @CsvSource(delimiter = '|', textBlock = """
            10:00:00 | PT0S   | PT0S   | as it was written
            10:00:00 | PT5M   | PT5M   | goes ahead with the clock
            10:00:00 | PT-4M  | PT0S   | stays, for less of the downtime has passed
            10:00:00 | PT-10M | PT0S   | stays, for no downtime has passed
            10:00:00 | PT-60M | PT-50M | ends with the start
            08:50:00 | PT0S   | PT-60M | ends with the start on a clock that is behind
            08:50:00 | PT60M  | PT0S   | put right
            08:50:00 | PT70M  | PT10M  | ahead of that counts for nothing
            08:50:00 | PT-10M | PT-70M | goes back with the clock
            """)
    void history_of_the_former_process_is_told_by_the_clock_as_it_was_set(
            String start, Duration set, Duration later, String why) {
        Origin origin = new Origin(LAST_LIVED, parse("2026-01-01T" + start + "Z"));

        assertThat(origin.shift(set)).as(why).isEqualTo(later);
    }
}
