package tocsin.evaluator.group;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tocsin.evaluator.alerting.ClockStep;

/** A process that has begun at 10:00, ten minutes after the former was there for the last time. */
class ClockStepsTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private long nanos = 7;
    private final ClockSteps steps = new ClockSteps(() -> nanos, new Origin(START.minus(ofMinutes(10)), START));

    @Test
    void time_that_passes_is_no_step_and_neither_is_the_time_between_two_readings() {
        nanos += ofHours(5).toNanos();

        assertThat(steps.ahead(START.plus(ofHours(5)))).isEqualTo(ZERO);
        assertThat(ClockSteps.isNoticed(steps.ahead(START.plus(ofHours(5)).minusMillis(900))))
                .isFalse();
    }

    @Test
    void small_steps_that_nobody_answers_add_up() {
        Instant now = START.plus(ofMillis(700));
        assertThat(ClockSteps.isNoticed(steps.ahead(now))).isFalse();

        assertThat(ClockSteps.isNoticed(steps.ahead(now.plus(ofMillis(700))))).isTrue();
    }

    @Test
    void work_between_a_reading_and_its_answer_is_no_step() {
        Instant set = START.plus(ofHours(2));
        ClockStep step = steps.answer(steps.ahead(set));
        nanos += ofMinutes(3).toNanos();

        assertThat(step.here()).isEqualTo(ofHours(2));
        assertThat(steps.ahead(set.plus(ofMinutes(3)))).isEqualTo(ZERO);
    }

    @Test
    void of_a_step_back_the_downtime_takes_its_part_from_what_a_former_process_has_written() {
        assertThat(steps.begin().isNone()).isTrue();
        assertThat(steps.answer(ofMinutes(-15))).isEqualTo(new ClockStep(ofMinutes(-15), ofMinutes(-5)));
        assertThat(steps.answer(ofMinutes(15))).isEqualTo(new ClockStep(ofMinutes(15), ofMinutes(5)));
    }
}
