package tocsin.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final SimulatedTime time = new SimulatedTime(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void due_tasks_run_in_due_order_each_at_its_own_time() {
        time.after(Duration.ofSeconds(2), () -> note("second"));
        time.after(Duration.ofSeconds(1), () -> note("first"));
        time.after(Duration.ofSeconds(2), () -> note("third"));
        time.after(Duration.ofSeconds(9), () -> note("never"));

        time.advance(Duration.ofSeconds(5));

        assertThat(ran).containsExactly("first@1", "second@2", "third@2");
        assertThat(time.now()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void a_task_may_schedule_within_the_time_that_passes() {
        time.after(Duration.ofSeconds(1), () -> time.after(Duration.ofSeconds(1), () -> note("next")));

        time.advance(Duration.ofSeconds(2));

        assertThat(ran).containsExactly("next@2");
    }

    @Test
    void a_canceled_task_does_not_run() {
        time.after(Duration.ZERO, () -> note("no")).cancel();

        time.settle();

        assertThat(ran).isEmpty();
    }

    @Test
    void a_task_never_runs_inside_the_call_that_schedules_it() {
        time.after(Duration.ZERO, () -> note("later"));

        assertThat(ran).isEmpty();
    }

    @Test
    void a_jump_of_the_wall_clock_moves_no_timer() {
        time.after(Duration.ofSeconds(10), () -> note("ten"));

        time.jumpWallClock(Duration.ofHours(-1));
        time.advance(Duration.ofSeconds(10));

        assertThat(ran).containsExactly("ten@-3590");
    }

    @Test
    void after_a_suspension_late_tasks_run_at_the_time_of_waking() {
        time.after(Duration.ofSeconds(10), () -> note("ten"));

        time.suspend(Duration.ofHours(1));

        assertThat(ran).containsExactly("ten@3600");
    }

    private void note(String name) {
        ran.add(name + "@" + Duration.between(START, time.now()).toSeconds());
    }
}
