package tocsin.evaluator.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/** Laws over any history of a few series; bit i of a slot says whether series i is in the result. */
final class ActiveAlertsLawsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

    @Property(tries = 200)
    void the_same_history_gives_the_same_alerts_and_messages(
            @ForAll @Size(max = 30) List<@IntRange(max = 15) Integer> history,
            @ForAll @IntRange(max = 4) int hold,
            @ForAll @IntRange(max = 4) int keep) {
        assertThat(run(history, hold, keep)).isEqualTo(run(history, hold, keep));
    }

    @Property(tries = 200)
    void an_alert_is_resolved_only_in_a_slot_that_lacks_its_series(
            @ForAll @Size(max = 30) List<@IntRange(max = 15) Integer> history,
            @ForAll @IntRange(max = 4) int hold,
            @ForAll @IntRange(max = 4) int keep) {
        for (Recorded slot : run(history, hold, keep)) {
            for (ActiveAlert alert : slot.alerts()) {
                boolean present = (slot.result() >> series(alert.labels()) & 1) == 1;
                assertThat(alert.state() == ActiveAlert.State.INACTIVE && present)
                        .isFalse();
            }
        }
    }

    @Property(tries = 200)
    void every_series_of_the_result_is_active_and_no_more_than_kept_ones_beside_it(
            @ForAll @Size(max = 30) List<@IntRange(max = 15) Integer> history, @ForAll @IntRange(max = 4) int hold) {
        for (Recorded slot : run(history, hold, 0)) {
            long active = slot.alerts().stream().filter(ActiveAlert::isActive).count();
            assertThat(active).isEqualTo(Integer.bitCount(slot.result()));
        }
    }

    @Property(tries = 200)
    void whatever_fired_is_told_to_have_ended_once_it_is_gone(
            @ForAll @Size(max = 30) List<@IntRange(max = 15) Integer> history,
            @ForAll @IntRange(max = 4) int hold,
            @ForAll @IntRange(max = 4) int keep) {
        Set<Labels> firingAtReceivers = new HashSet<>();
        for (Recorded slot : run(history, hold, keep)) {
            slot.sent().forEach(alert -> {
                if (alert.isFiring()) {
                    firingAtReceivers.add(alert.labels());
                } else {
                    firingAtReceivers.remove(alert.labels());
                }
            });
            Set<Labels> firing = new HashSet<>();
            slot.alerts().stream().filter(ActiveAlert::isFiring).forEach(alert -> firing.add(alert.labels()));
            assertThat(firingAtReceivers).isEqualTo(firing);
        }
    }

    @Property(tries = 100)
    void no_more_alerts_than_the_limit_are_ever_active(
            @ForAll @Size(max = 30) List<@IntRange(max = 15) Integer> history,
            @ForAll @IntRange(min = 1, max = 4) int limit,
            @ForAll @IntRange(max = 4) int keep) {
        AlertPolicy policy = new AlertPolicy(
                Duration.ZERO, Duration.ofMinutes(keep), Duration.ofMinutes(1), Duration.ofMinutes(4), limit);
        ActiveAlerts alerts = ActiveAlerts.none();
        Instant now = START;
        for (int result : history) {
            alerts = alerts.advance(policy, now, now, occurrences(result)).alerts();
            assertThat(alerts.pending() + alerts.firing()).isLessThanOrEqualTo(limit);
            now = now.plusSeconds(60);
        }
    }

    private static List<Recorded> run(List<Integer> history, int hold, int keep) {
        AlertPolicy policy = new AlertPolicy(
                Duration.ofMinutes(hold), Duration.ofMinutes(keep), Duration.ofMinutes(1), Duration.ofMinutes(4), 0);
        List<Recorded> recorded = new ArrayList<>();
        ActiveAlerts alerts = ActiveAlerts.none();
        Instant now = START;
        for (int result : history) {
            Advance advance = alerts.advance(policy, now, now, occurrences(result));
            alerts = advance.alerts();
            recorded.add(new Recorded(result, List.copyOf(alerts.all()), advance.toSend()));
            now = now.plusSeconds(60);
        }
        return recorded;
    }

    private static List<Occurrence> occurrences(int result) {
        List<Occurrence> occurrences = new ArrayList<>();
        for (int series = 0; series < 4; series++) {
            if ((result >> series & 1) == 1) {
                occurrences.add(new Occurrence(Labels.of("series", "" + series), Annotations.empty(), 1));
            }
        }
        return occurrences;
    }

    private static int series(Labels labels) {
        return Integer.parseInt(labels.getOrEmpty("series"));
    }

    private record Recorded(int result, List<ActiveAlert> alerts, List<ActiveAlert> sent) {}
}
