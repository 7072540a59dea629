package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;
import static tocsin.server.scenario.Files.rule;

import org.junit.jupiter.api.Test;

/** The wall clock jumps, or the machine sleeps. Times in these stories are what the wall clock shows. */
class ClockScenarioTest {
    private static final String FIVE_MINUTES = rule("- {alert: Slow, expr: latency > 1, for: 5m}");

    private final Pipeline pipeline = new Pipeline().routing(ONE_TEAM);

    @Test
    void a_jump_forward_resolves_nothing_and_repeats_nothing() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").clockForward("1h");
        pipeline.until("16:30:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
        pipeline.until("17:02:00");
        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "17:01:30 team firing Down{instance=a}");
    }

    @Test
    void a_resolution_after_a_jump_forward_comes_after_the_group_interval_that_really_passed() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").clockForward("1h").series("up{instance=a}", 1);
        pipeline.until("15:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "13:06:30 team resolved Down{instance=a}");
    }

    @Test
    void a_jump_back_resolves_nothing_repeats_nothing_and_evaluation_goes_on_at_once() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").clockBack("1h");
        pipeline.until("11:04:10").series("up{instance=b}", 0);
        pipeline.until("11:20:10").series("up{instance=a}", 1).series("up{instance=b}", 1);
        pipeline.until("14:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "11:06:30 team firing Down{instance=a} Down{instance=b}",
                        "11:21:30 team resolved Down{instance=a} Down{instance=b}");
        assertThat(pipeline.evaluations("up == 0"))
                .startsWith("12:01:00", "12:02:00", "11:03:00", "11:04:00", "11:05:00");
    }

    @Test
    void a_pending_alert_does_not_wait_for_the_old_time_to_come_again() {
        pipeline.rules(FIVE_MINUTES).start().series("latency{instance=a}", 2);

        pipeline.until("12:03:10").clockBack("1h");
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("11:06:30 team firing Slow{instance=a}");
    }

    @Test
    void a_jump_within_group_wait_moves_no_timer() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0).series("up{instance=b,x=1}", 0);
        pipeline.until("12:01:10").clockBack("1h").until("11:01:30");
        assertThat(pipeline.notifications())
                .containsExactly("11:01:30 team firing Down{instance=a} Down{instance=b,x=1}");

        Pipeline other = new Pipeline().routing(ONE_TEAM).rules(DOWN).start().series("up{instance=a}", 0);
        other.until("12:01:10").clockForward("1h").until("13:01:29");
        assertThat(other.notifications()).isEmpty();
        other.until("13:01:30");
        assertThat(other.notifications()).containsExactly("13:01:30 team firing Down{instance=a}");
    }

    @Test
    void repeats_are_counted_in_time_that_really_passed() {
        pipeline.rules(DOWN).routing("""
                        route: {receiver: team, group_by: [alertname], repeat_interval: 10m}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10").clockBack("1h");
        pipeline.until("11:14:10").clockForward("2h");
        pipeline.until("13:25:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "11:11:30 team firing Down{instance=a}",
                        "13:21:30 team firing Down{instance=a}");
    }

    @Test
    void a_jump_back_and_a_crash_together_forget_and_repeat_nothing() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0).series("up{instance=b}", 0);

        pipeline.until("12:02:10").clockBack("1h").kill();
        pipeline.until("11:03:10").restart().until("11:05:10").series("up{instance=b}", 1);
        pipeline.until("11:07:10").kill().until("11:07:40").restart();
        pipeline.until("14:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "11:08:10 team firing Down{instance=a} resolved Down{instance=b}");
    }

    @Test
    void what_was_forgotten_before_a_jump_back_can_be_kept_again_after_it() {
        pipeline.rules(rule("- {alert: Slow, expr: latency > 1, for: 5m}"))
                .start()
                .series("latency{instance=a}", 2);
        pipeline.until("12:02:10").noSeries("latency{instance=a}").until("12:03:10");
        pipeline.clockBack("1h").kill().advance("10s").restart();
        pipeline.series("latency{instance=a}", 2);

        pipeline.until("11:06:10").kill().advance("10s").restart();
        pipeline.until("12:00:00");

        assertThat(pipeline.activeAlerts()).containsExactly("firing Slow{instance=a} since 11:04:00");
        assertThat(pipeline.notifications()).containsExactly("11:09:30 team firing Slow{instance=a}");
    }

    @Test
    void a_group_that_was_forgotten_before_a_jump_back_keeps_its_timer_after_it() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.until("12:02:10").series("up{instance=a}", 1).until("12:10:10");
        pipeline.clockBack("1h").kill().advance("10s").restart();
        pipeline.series("up{instance=a}", 0);

        pipeline.until("11:11:05").kill().advance("5s").restart();
        pipeline.until("11:12:10").kill().advance("5s").restart();
        pipeline.until("12:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:06:30 team resolved Down{instance=a}",
                        "11:11:30 team firing Down{instance=a}");
    }

    @Test
    void a_machine_that_slept_for_two_hours_wakes_up_without_false_resolutions_or_a_storm() {
        pipeline.rules(DOWN).routing("""
                        route: {receiver: team, group_by: [alertname], repeat_interval: 30m}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a}", 0).series("up{instance=b}", 0);

        pipeline.until("12:02:10").suspend("2h").until("14:12:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "14:02:10 team firing Down{instance=a} Down{instance=b}");
        assertThat(pipeline.evaluations("up == 0"))
                .startsWith("12:01:00", "12:02:00", "14:02:00", "14:03:00", "14:04:00");
    }

    @Test
    void what_ended_during_the_sleep_is_resolved_once() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0).series("up{instance=b}", 0);

        pipeline.until("12:02:10").series("up{instance=a}", 1);
        pipeline.suspend("2h").until("15:00:00");

        // The flush that was due during the sleep comes first, and knows nothing yet.
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "14:07:10 team firing Down{instance=b} resolved Down{instance=a}");
    }

    @Test
    void a_network_that_wakes_up_later_than_the_machine_is_no_recovery_either() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").datasourceDown().suspend("2h").until("14:03:30");
        pipeline.datasourceUp().until("15:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
    }

    @Test
    void a_sleep_that_timers_do_not_notice_is_no_recovery_either() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").clockForward("2h").series("up{instance=b}", 0);
        pipeline.until("15:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "14:06:30 team firing Down{instance=a} Down{instance=b}");
    }

    @Test
    void a_reload_after_a_jump_back_does_not_bring_back_what_has_ended() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").series("up{instance=a}", 1).until("12:06:40");
        pipeline.clockBack("1h").reload().until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:06:30 team resolved Down{instance=a}");
    }
}
