package tocsin.evaluator.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.Sample;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/** It is 12:00, the rule has `for: 30m` in a group of one minute, the grace period is ten minutes. */
final class ForSeriesTest {
    private static final Instant NOW = at("12:00:00");
    private static final Labels LABELS = Labels.of("alertname", "Down", "instance", "a");
    private static final Labels EXTERNAL = Labels.of("alertname", "Down", "instance", "a", "zone", "west");

    @ParameterizedTest(name = "active since {0}, last seen at {1}: counts as active since {2} ({3})")
    @CsvSource(delimiter = '|', textBlock = """
            10:00:00 | 11:20:00 | 10:00:00 | was firing: fires at the next evaluation
            11:10:00 | 11:40:00 | 11:10:00 | was just about to fire
            11:15:00 | 11:40:00 | 11:40:00 | five minutes were left: grace from now on
            11:30:00 | 11:40:00 | 11:50:00 | twenty minutes were left: the outage does not count
            11:30:00 | 11:59:30 | 11:30:00 | still written, so nobody was away
            11:35:00 | 11:58:30 | 11:35:00 | still written
            """)
    void restores_as_prometheus_does(String since, String seen, String restored, String why) {
        assertThat(activeAt(sample(LABELS, seen, since))).as(why).isEqualTo(at(restored));
    }

    @Test
    void never_makes_an_alert_younger_than_it_is() {
        assertThat(activeAt(sample(LABELS, "11:00:00", "10:59:00"))).isNull();
    }

    @ParameterizedTest(name = "last seen at {0}, found until {1}: {2} ({3})")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            11:40:00 | 11:45:00 | 10:00:00 | its evaluator went away, so it was found for the look-back
            11:40:00 | 11:41:00 | 10:00:00 | found an interval later
            11:40:00 | 11:40:45 | -        | ended by a marker in the next interval
            11:40:00 | -        | -        | an interval longer than the look-back: nobody knows
            11:58:30 | 11:59:15 | -        | ended a moment ago
            11:58:30 | 12:00:00 | 10:00:00 | goes on
            11:59:30 | 11:59:45 | 10:00:00 | goes on; this was the last step
            11:59:30 | 11:59:30 | -        | ended just now
            """)
    void of_a_series_that_has_ended_nothing_is_restored(
            String seen, @Nullable String found, @Nullable String restored, String why) {
        List<Sample> steps =
                found == null ? List.of() : List.of(new Sample(LABELS, at(found).getEpochSecond()));

        assertThat(activeAt(List.of(sample(LABELS, seen, "10:00:00")), steps))
                .as(why)
                .isEqualTo(restored == null ? null : at(restored));
    }

    @Test
    void finds_the_alert_with_its_external_labels_or_without_them_and_no_other() {
        assertThat(activeAt(sample(EXTERNAL, "11:59:00", "11:30:00"))).isEqualTo(at("11:30:00"));
        assertThat(activeAt(sample(
                        Labels.of("alertname", "Down", "instance", "a", "zone", "east"), "11:59:00", "11:30:00")))
                .isNull();
    }

    @Test
    void of_two_series_of_one_alert_the_newer_counts() {
        LastSample older = sample(LABELS, "11:58:00", "11:00:00");
        LastSample newer = new LastSample(
                LABELS.toBuilder().set("__name__", "ALERTS_FOR_STATE").build(),
                at("11:59:00"),
                at("11:30:00").getEpochSecond());

        assertThat(activeAt(newer, older)).isEqualTo(at("11:30:00"));
    }

    @Test
    void a_value_that_is_no_time_of_the_past_is_ignored() {
        for (double value : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY, NOW.getEpochSecond() + 60}) {
            assertThat(activeAt(new LastSample(LABELS, at("11:59:00"), value))).isNull();
        }
    }

    @Test
    void a_step_of_the_data_source_may_lie_within_the_second_of_now() {
        Instant now = NOW.plusMillis(7_700);
        List<Sample> steps = List.of(new Sample(LABELS, NOW.getEpochSecond() + 7.5));
        ForSeries series =
                new ForSeries(List.of(sample(LABELS, "12:00:00", "11:30:00")), steps, Duration.ofSeconds(30), now);

        assertThat(series.activeAt(pending(), EXTERNAL, Duration.ofMinutes(40), Duration.ofMinutes(10)))
                .isEqualTo(at("11:30:00"));
    }

    /** Of evaluators that went away, or go on. */
    private static @Nullable Instant activeAt(LastSample... series) {
        List<Sample> found = Arrays.stream(series)
                .map(last -> {
                    Instant until = last.at().plus(Duration.ofMinutes(5));
                    return new Sample(last.labels(), (until.isBefore(NOW) ? until : NOW).getEpochSecond());
                })
                .toList();
        return activeAt(List.of(series), found);
    }

    private static @Nullable Instant activeAt(List<LastSample> series, List<Sample> found) {
        return new ForSeries(series, found, Duration.ofMinutes(1), NOW)
                .activeAt(pending(), EXTERNAL, Duration.ofMinutes(30), Duration.ofMinutes(10));
    }

    private static ActiveAlert pending() {
        return new ActiveAlert(
                LABELS,
                Annotations.empty(),
                1,
                ActiveAlert.State.PENDING,
                at("11:58:00"),
                null,
                null,
                null,
                null,
                null);
    }

    private static LastSample sample(Labels labels, String seen, String since) {
        return new LastSample(labels, at(seen), at(since).getEpochSecond());
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-02T" + time + "Z");
    }
}
