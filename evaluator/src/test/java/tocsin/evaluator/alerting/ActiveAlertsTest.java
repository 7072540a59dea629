package tocsin.evaluator.alerting;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Annotations;
import tocsin.model.Durations;
import tocsin.model.Labels;

final class ActiveAlertsTest {
    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");
    private static final Labels LABELS = Labels.of("alertname", "Down", "instance", "a");

    /** The condition per slot ({@code 1} true, {@code 0} not) gives states: P pending, F firing, R resolved, . nothing. */
    @ParameterizedTest(name = "for {0}, keep {1}, every {2}: {3} gives {4}")
    @CsvSource(delimiter = '|', textBlock = """
            # for | keep | interval | condition          | states
            0s    | 0s   | 1m       | 1110               | FFFR
            90s   | 0s   | 1m       | 1111               | PPFF
            2m    | 0s   | 1m       | 1111               | PPFF
            1m    | 0s   | 1m       | 1111               | PFFF
            5m    | 0s   | 5m       | 111                | PFF
            2m    | 0s   | 1m       | 1101111            | PP.PPFF
            0s    | 2m   | 1m       | 1111110000         | FFFFFFFFRR
            0s    | 2m   | 1m       | 1001001            | FFFFFFF
            2m    | 2m   | 1m       | 110000             | PP....
            0s    | 1m   | 1m       | 100                | FFR
            0s    | 30s  | 1m       | 100                | FFR
            0s    | 0s   | 1m       | 101                | FRF
            2m    | 0s   | 1m       | 1110111            | PPFRPPF
            0s    | 0s   | 1m       | 100000000000000000 | FRRRRRRRRRRRRRRRR.
            0s    | 0s   | 5m       | 100000             | FRRRR.
            """)
    void moves_by_slots(String hold, String keep, String interval, String condition, String states) {
        Timeline timeline = new Timeline(policy(Durations.parse(hold), Durations.parse(keep), 0));

        StringBuilder seen = new StringBuilder();
        for (int slot = 0; slot < condition.length(); slot++) {
            timeline.step(condition.charAt(slot) == '1' ? List.of(occurrence(1)) : List.of());
            seen.append(letter(timeline.alert()));
            timeline.wait(Durations.parse(interval));
        }

        assertThat(seen).hasToString(states);
    }

    /** At which slots, from 0 on, an alert that fires all the time is sent. */
    @ParameterizedTest(name = "interval {0}, resend {1}: sent at {2}")
    @CsvSource(delimiter = '|', textBlock = """
            1m  | 1m | 0s 2m 4m 6m
            15s | 1m | 0s 1m15s 2m30s 3m45s
            5m  | 1m | 0s 5m 10m 15m
            1m  | 0s | 0s 1m 2m 3m
            """)
    void sends_again_strictly_later_than_the_resend_delay(String interval, String resend, String slots) {
        Timeline timeline = new Timeline(new AlertPolicy(ZERO, ZERO, Durations.parse(resend), ofMinutes(4), 0));

        List<String> sentAt = new ArrayList<>();
        while (sentAt.size() < 4) {
            if (!timeline.step(List.of(occurrence(1))).toSend().isEmpty()) {
                sentAt.add(Durations.print(Duration.between(START, timeline.now)));
            }
            timeline.wait(Durations.parse(interval));
        }

        assertThat(String.join(" ", sentAt)).isEqualTo(slots);
    }

    @Test
    void fires_at_the_first_evaluation_without_for_and_starts_there() {
        Timeline timeline = new Timeline(policy(ZERO, ZERO, 0));

        Advance advance = timeline.step(List.of(occurrence(7)));

        assertThat(advance.toSend()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(ActiveAlert.State.FIRING);
            assertThat(alert.activeAt()).isEqualTo(START);
            assertThat(alert.firedAt()).isEqualTo(START);
            assertThat(alert.lastSentAt()).isEqualTo(START);
            assertThat(alert.validUntil()).isEqualTo(START.plus(ofMinutes(4)));
            assertThat(alert.value()).isEqualTo(7);
        });
    }

    @Test
    void a_pending_alert_is_never_sent() {
        Timeline timeline = new Timeline(policy(ofMinutes(10), ZERO, 0));

        for (int i = 0; i < 10; i++) {
            assertThat(timeline.step(List.of(occurrence(1))).toSend()).isEmpty();
            timeline.wait(ofMinutes(1));
        }
    }

    @Test
    void a_resolution_is_sent_at_once_and_again_for_a_quarter_of_an_hour() {
        Timeline timeline = new Timeline(policy(ZERO, ZERO, 0));
        timeline.step(List.of(occurrence(1)));
        List<Instant> sentAt = new ArrayList<>();

        for (int minute = 1; minute <= 20; minute++) {
            timeline.wait(ofMinutes(1));
            timeline.step(List.of()).toSend().forEach(alert -> {
                assertThat(alert.resolvedAt()).isEqualTo(START.plus(ofMinutes(1)));
                sentAt.add(timeline.now);
            });
        }

        assertThat(sentAt)
                .containsExactly(IntStream.of(1, 3, 5, 7, 9, 11, 13, 15)
                        .mapToObj(minute -> START.plus(ofMinutes(minute)))
                        .toArray(Instant[]::new));
        assertThat(timeline.alerts.isEmpty()).isTrue();
    }

    @Test
    void an_alert_that_comes_back_after_its_resolution_is_a_new_one() {
        Timeline timeline = new Timeline(policy(ofMinutes(1), ZERO, 0));
        timeline.steps("110");
        assertThat(timeline.alertOrFail().resolvedAt()).isEqualTo(START.plus(ofMinutes(2)));

        Advance advance = timeline.step(List.of(occurrence(1)));

        assertThat(advance.toSend()).isEmpty();
        assertThat(timeline.alertOrFail()).isEqualTo(ActiveAlert.pending(occurrence(1), START.plus(ofMinutes(3))));
    }

    @Test
    void a_kept_alert_stays_as_at_its_last_true_evaluation_and_goes_on_when_the_sample_comes_back() {
        Timeline timeline = new Timeline(policy(ZERO, ofMinutes(5), 0));
        timeline.step(List.of(occurrence(1)));
        timeline.wait(ofMinutes(1));
        timeline.step(List.of(new Occurrence(LABELS, Annotations.of("summary", "last"), 5)));

        timeline.wait(ofMinutes(1));
        timeline.step(List.of());
        ActiveAlert kept = timeline.alertOrFail();
        timeline.wait(ofMinutes(1));
        timeline.step(List.of(occurrence(9)));

        assertThat(kept.value()).isEqualTo(5);
        assertThat(kept.annotations()).isEqualTo(Annotations.of("summary", "last"));
        assertThat(kept.keepFiringSince()).isEqualTo(START.plus(ofMinutes(2)));
        assertThat(timeline.alertOrFail().keepFiringSince()).isNull();
        assertThat(timeline.alertOrFail().activeAt()).isEqualTo(START);
        assertThat(timeline.alertOrFail().firedAt()).isEqualTo(START);
        assertThat(timeline.alertOrFail().value()).isEqualTo(9);
    }

    @Test
    void a_special_value_is_an_alert_like_any_other() {
        Timeline timeline = new Timeline(policy(ZERO, ZERO, 0));

        timeline.step(List.of(occurrence(Double.NaN)));

        assertThat(timeline.alertOrFail().isFiring()).isTrue();
        assertThat(timeline.alertOrFail().value()).isNaN();
    }

    @Test
    void two_samples_of_one_label_set_change_nothing() {
        Timeline timeline = new Timeline(policy(ZERO, ZERO, 0));
        timeline.step(List.of(occurrence(1)));
        ActiveAlerts before = timeline.alerts;
        timeline.wait(ofMinutes(5));

        Advance advance = timeline.step(List.of(occurrence("b"), occurrence(2), occurrence(3)));

        assertThat(advance.error())
                .isEqualTo("vector contains metrics with the same labelset after applying alert labels");
        assertThat(advance.alerts()).isSameAs(before);
        assertThat(advance.toSend()).isEmpty();
        assertThat(advance.transitions()).isEmpty();
    }

    @Test
    void beyond_the_limit_every_alert_is_dropped_and_what_fired_ends_at_its_last_end_time() {
        Timeline timeline = new Timeline(policy(ZERO, ZERO, 2));
        assertThat(timeline.step(List.of(occurrence("a"), occurrence("b"))).error())
                .isNull();
        timeline.wait(ofMinutes(1));

        Advance advance = timeline.step(List.of(occurrence("a"), occurrence("b"), occurrence("c")));

        assertThat(advance.error()).isEqualTo("exceeded limit of 2 with 3 alerts");
        assertThat(advance.alerts().isEmpty()).isTrue();
        assertThat(advance.toSend())
                .hasSize(2)
                .allSatisfy(alert -> assertThat(alert.resolvedAt()).isEqualTo(START.plus(ofMinutes(4))));
    }

    @Test
    void kept_alerts_count_for_the_limit_and_resolved_ones_do_not() {
        Timeline kept = new Timeline(policy(ZERO, ofMinutes(5), 1));
        kept.step(List.of(occurrence("a")));
        kept.wait(ofMinutes(1));
        Timeline resolved = new Timeline(policy(ZERO, ZERO, 1));
        resolved.step(List.of(occurrence("a")));
        resolved.wait(ofMinutes(1));

        assertThat(kept.step(List.of(occurrence("b"))).error()).isEqualTo("exceeded limit of 1 with 2 alerts");
        assertThat(resolved.step(List.of(occurrence("b"))).error()).isNull();
    }

    @Test
    void a_raised_for_puts_a_firing_alert_back_to_pending_and_tells_the_receivers() {
        Timeline timeline = new Timeline(policy(ofMinutes(1), ZERO, 0));
        timeline.steps("11");
        timeline.policy = policy(ofMinutes(10), ZERO, 0);

        Advance advance = timeline.step(List.of(occurrence(1)));

        assertThat(timeline.alertOrFail().state()).isEqualTo(ActiveAlert.State.PENDING);
        assertThat(timeline.alertOrFail().activeAt()).isEqualTo(START);
        assertThat(timeline.alertOrFail().firedAt()).isNull();
        assertThat(timeline.alertOrFail().lastSentAt()).isNull();
        assertThat(advance.toSend()).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(ActiveAlert.State.INACTIVE);
            assertThat(alert.resolvedAt()).isEqualTo(START.plus(ofMinutes(5)));
        });
    }

    @Test
    void a_gap_between_slots_counts_for_the_hold_duration() {
        Timeline timeline = new Timeline(policy(ofMinutes(30), ZERO, 0));
        timeline.step(List.of(occurrence(1)));
        timeline.wait(ofMinutes(60));

        timeline.step(List.of(occurrence(1)));

        assertThat(timeline.alertOrFail().isFiring()).isTrue();
    }

    @Test
    void while_it_cannot_be_evaluated_firing_alerts_are_sent_again_with_a_fresh_end_and_nothing_moves() {
        Timeline timeline = new Timeline(policy(ofMinutes(2), ZERO, 0));
        timeline.steps("111");
        timeline.step(List.of(occurrence(1), occurrence("pending")));
        Instant later = START.plus(ofMinutes(30));

        Advance advance = timeline.alerts.keepAlive(timeline.policy, later);

        assertThat(advance.toSend()).singleElement().satisfies(alert -> {
            assertThat(alert.isFiring()).isTrue();
            assertThat(alert.validUntil()).isEqualTo(later.plus(ofMinutes(4)));
            assertThat(alert.firedAt()).isEqualTo(START.plus(ofMinutes(2)));
        });
        assertThat(advance.transitions()).isEmpty();
        assertThat(advance.alerts().pending()).isEqualTo(1);
        assertThat(advance.alerts()
                        .keepAlive(timeline.policy, later.plusSeconds(60))
                        .toSend())
                .isEmpty();
    }

    @Test
    void a_clock_set_back_keeps_what_a_pending_alert_has_waited() {
        Timeline timeline = new Timeline(policy(ofMinutes(3), ZERO, 0));
        timeline.steps("11");
        timeline.alerts =
                timeline.alerts.moved(new ClockStep(Duration.ofHours(-1), ZERO)).alerts();
        timeline.now = timeline.now.minus(ofMinutes(60));

        timeline.steps("1");
        assertThat(timeline.alertOrFail().state()).isEqualTo(ActiveAlert.State.PENDING);
        timeline.steps("1");

        assertThat(timeline.alertOrFail().isFiring()).isTrue();
    }

    @Test
    void a_clock_set_back_does_not_silence_a_firing_alert_nor_undo_it() {
        Timeline timeline = new Timeline(policy(ofMinutes(2), ZERO, 0));
        timeline.steps("111");
        timeline.now = START.minus(ofMinutes(60));

        Advance advance = timeline.step(List.of(occurrence(1)));

        assertThat(advance.toSend()).singleElement().matches(ActiveAlert::isFiring);
    }

    @Test
    void an_unchanged_alert_keeps_its_object_and_is_no_transition() {
        Timeline timeline = new Timeline(policy(ZERO, ZERO, 0));
        timeline.step(List.of(occurrence(1)));
        ActiveAlert before = timeline.alertOrFail();
        timeline.wait(ofSeconds(30));

        Advance advance = timeline.step(List.of(occurrence(1)));

        assertThat(timeline.alertOrFail()).isSameAs(before);
        assertThat(advance.transitions()).isEmpty();
    }

    @Test
    void a_new_value_is_no_transition_but_each_change_of_state_is() {
        Timeline timeline = new Timeline(policy(ofMinutes(1), ofMinutes(1), 0));
        List<Integer> transitions = new ArrayList<>();

        for (List<Occurrence> result : List.of(
                List.of(occurrence(1)),
                List.of(occurrence(2)),
                List.of(occurrence(3)),
                List.<Occurrence>of(),
                List.of(occurrence(4)),
                List.<Occurrence>of(),
                List.<Occurrence>of(),
                List.<Occurrence>of())) {
            transitions.add(timeline.step(result).transitions().size());
            timeline.wait(ofMinutes(1));
        }

        // pending, firing, -, kept, back, kept, resolved, -
        assertThat(transitions).containsExactly(1, 1, 0, 1, 1, 1, 1, 0);
    }

    static AlertPolicy policy(Duration hold, Duration keep, long limit) {
        return new AlertPolicy(hold, keep, ofMinutes(1), ofMinutes(4), limit);
    }

    static Occurrence occurrence(double value) {
        return new Occurrence(LABELS, Annotations.empty(), value);
    }

    static Occurrence occurrence(String instance) {
        return new Occurrence(Labels.of("alertname", "Down", "instance", instance), Annotations.empty(), 1);
    }

    private static char letter(@Nullable ActiveAlert alert) {
        if (alert == null) {
            return '.';
        }
        return switch (alert.state()) {
            case PENDING -> 'P';
            case FIRING -> 'F';
            case INACTIVE -> 'R';
        };
    }

    private static final class Timeline {
        private AlertPolicy policy;
        private ActiveAlerts alerts = ActiveAlerts.none();
        private Instant now = START;

        Timeline(AlertPolicy policy) {
            this.policy = policy;
        }

        Advance step(List<Occurrence> result) {
            Advance advance = alerts.advance(policy, now, now, result);
            alerts = advance.alerts();
            return advance;
        }

        /** A minute apart each. */
        void steps(String condition) {
            for (int slot = 0; slot < condition.length(); slot++) {
                step(condition.charAt(slot) == '1' ? List.of(occurrence(1)) : List.of());
                wait(ofMinutes(1));
            }
        }

        void wait(Duration duration) {
            now = now.plus(duration);
        }

        @Nullable
        ActiveAlert alert() {
            return alerts.get(LABELS);
        }

        ActiveAlert alertOrFail() {
            ActiveAlert alert = alert();
            if (alert == null) {
                throw new AssertionError("no alert");
            }
            return alert;
        }
    }
}
