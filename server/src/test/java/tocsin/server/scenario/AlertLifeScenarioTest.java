package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;
import static tocsin.server.scenario.Files.SLOW;
import static tocsin.server.scenario.Files.rule;

import org.junit.jupiter.api.Test;

/** From the sample to the receiver: pending, firing, repeated, resolved. */
class AlertLifeScenarioTest {
    private final Pipeline pipeline = new Pipeline().routing(ONE_TEAM);

    @Test
    void nobody_hears_of_an_alert_that_was_only_pending() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 2);

        pipeline.until("12:02:30");
        assertThat(pipeline.activeAlerts()).containsExactly("pending Slow{instance=a} since 12:01:00");
        pipeline.series("latency{instance=a}", 0).until("18:00:00");

        assertThat(pipeline.activeAlerts()).isEmpty();
        assertThat(pipeline.notifications()).isEmpty();
    }

    @Test
    void an_alert_fires_after_its_for_and_is_notified_after_group_wait() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 2);

        pipeline.until("12:03:29");
        assertThat(pipeline.activeAlerts()).containsExactly("firing Slow{instance=a} since 12:01:00");
        assertThat(pipeline.notifications()).isEmpty();

        pipeline.until("12:03:30");
        assertThat(pipeline.notifications()).containsExactly("12:03:30 team firing Slow{instance=a}");
    }

    @Test
    void an_interruption_of_a_pending_alert_starts_its_for_anew() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 2);

        pipeline.until("12:01:30").noSeries("latency{instance=a}");
        pipeline.until("12:02:30").series("latency{instance=a}", 2);
        pipeline.until("12:10:00");

        assertThat(pipeline.notifications()).containsExactly("12:05:30 team firing Slow{instance=a}");
    }

    @Test
    void a_resolution_is_notified_at_the_next_flush_of_the_group_and_then_all_is_quiet() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:08:10").series("up{instance=a}", 1);
        pipeline.until("23:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:11:30 team resolved Down{instance=a}");
    }

    @Test
    void an_alert_that_ends_within_group_wait_is_never_notified() {
        pipeline.rules("""
                groups:
                - name: web
                  interval: 10s
                  rules:
                  - {alert: Down, expr: up == 0}
                """).start().series("up{instance=a}", 0);

        pipeline.until("12:00:15").series("up{instance=a}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).isEmpty();
    }

    @Test
    void alerts_of_a_group_come_together_and_each_change_at_the_next_group_interval() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0).series("up{instance=b}", 0);

        pipeline.until("12:02:10").series("up{instance=c}", 0);
        pipeline.until("12:07:10").series("up{instance=a}", 1);
        pipeline.until("12:14:10").series("up{instance=b}", 1).series("up{instance=c}", 1);
        pipeline.until("15:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "12:06:30 team firing Down{instance=a} Down{instance=b} Down{instance=c}",
                        "12:11:30 team firing Down{instance=b} Down{instance=c} resolved Down{instance=a}",
                        "12:16:30 team resolved Down{instance=b} Down{instance=c}");
    }

    @Test
    void an_alert_that_comes_back_is_a_first_notification_again() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").series("up{instance=a}", 1);
        pipeline.until("12:09:10").series("up{instance=a}", 0);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:06:30 team resolved Down{instance=a}",
                        "12:10:30 team firing Down{instance=a}");
    }

    @Test
    void an_alert_that_flaps_between_two_flushes_is_not_news() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").series("up{instance=a}", 1);
        pipeline.until("12:04:10").series("up{instance=a}", 0);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
    }

    @Test
    void keep_firing_for_counts_from_the_first_evaluation_without_the_sample() {
        pipeline.rules(rule("""
                - alert: Down
                  expr: up == 0
                  keep_firing_for: 5m
                """)).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").noSeries("up{instance=a}");
        pipeline.until("12:07:59");
        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
        pipeline.until("12:08:00");
        assertThat(pipeline.activeAlerts()).isEmpty();

        pipeline.until("13:00:00");
        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:11:30 team resolved Down{instance=a}");
    }

    @Test
    void keep_firing_for_bridges_a_gap_without_a_word_to_receivers() {
        pipeline.rules(rule("""
                - alert: Down
                  expr: up == 0
                  keep_firing_for: 5m
                """)).start().series("up{instance=a}", 0);

        for (String gap : new String[] {"12:03:10", "12:13:10", "12:23:10"}) {
            pipeline.until(gap).noSeries("up{instance=a}").advance("4m").series("up{instance=a}", 0);
        }
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
    }

    @Test
    void more_alerts_than_the_limit_are_dropped_and_what_had_fired_ends_at_its_last_end_time() {
        pipeline.rules("""
                groups:
                - name: web
                  interval: 1m
                  limit: 2
                  rules:
                  - {alert: Down, expr: up == 0}
                """).start().series("up{instance=a}", 0).series("up{instance=b}", 0);

        pipeline.until("12:03:10").series("up{instance=c}", 0);
        pipeline.until("12:05:10");
        assertThat(pipeline.activeAlerts()).isEmpty();
        assertThat(pipeline.failingRules()).containsExactly("Down since 12:04:00: exceeded limit of 2 with 3 alerts");

        // Handed over at 12:01 and 12:03, each time good for four minutes.
        pipeline.until("12:10:00");
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "12:09:30 team firing "
                                + "RuleEvaluationFailing{file=rules.yml,rule=Down,rule_group=rules.yml;web,severity=warning}");

        pipeline.until("12:12:10").series("up{instance=c}", 1);
        pipeline.until("12:30:00");
        assertThat(pipeline.notifications().subList(2, 5))
                .containsExactly(
                        "12:11:30 team resolved Down{instance=a} Down{instance=b}",
                        "12:13:30 team firing Down{instance=a} Down{instance=b}",
                        "12:14:30 team resolved "
                                + "RuleEvaluationFailing{file=rules.yml,rule=Down,rule_group=rules.yml;web,severity=warning}");
        assertThat(pipeline.notifications()).hasSize(5);
    }

    @Test
    void a_group_that_takes_longer_than_its_interval_misses_slots_but_no_alert() {
        pipeline.rules("""
                groups:
                - name: slow
                  interval: 10s
                  rules:
                  - {alert: A, expr: up == 0}
                  - {alert: B, expr: up == 0}
                  - {alert: C, expr: up == 0}
                """).datasourceAnswersAfter("8s").start().series("up", 0);

        pipeline.until("12:02:00");
        assertThat(pipeline.evaluations("up == 0").stream().distinct())
                .containsExactly("12:00:10", "12:00:30", "12:00:50", "12:01:20", "12:01:40");
        pipeline.series("up", 1).until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:00:48 team firing A",
                        "12:00:56 team firing B",
                        "12:01:04 team firing C",
                        "12:05:48 team resolved A",
                        "12:05:56 team resolved B",
                        "12:06:04 team resolved C");
    }
}
