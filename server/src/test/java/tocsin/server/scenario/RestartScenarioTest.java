package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.delivery.RecordingNotifier.ok;
import static tocsin.delivery.RecordingNotifier.unavailable;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;
import static tocsin.server.scenario.Files.SLOW;
import static tocsin.server.scenario.Files.rule;

import org.junit.jupiter.api.Test;

/** The process is killed, and a new one begins on its disk. */
class RestartScenarioTest {
    private final Pipeline pipeline = new Pipeline().routing(ONE_TEAM);

    @Test
    void the_for_of_a_pending_alert_goes_on() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 2);

        pipeline.until("12:02:20").kill().advance("30s").restart();
        assertThat(pipeline.activeAlerts()).containsExactly("pending Slow{instance=a} since 12:01:00");
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:03:30 team firing Slow{instance=a}");
    }

    @Test
    void time_without_a_process_counts_for_the_for() {
        pipeline.rules(rule("- {alert: Slow, expr: latency > 1, for: 30m}"))
                .start()
                .series("latency{instance=a}", 2);

        pipeline.until("12:02:20").kill().until("12:40:10").restart();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:41:30 team firing Slow{instance=a}");
    }

    @Test
    void a_kill_at_any_second_repeats_nothing_and_loses_nothing() {
        for (int second = 0; second < 720; second += 7) {
            Pipeline story = new Pipeline().routing(ONE_TEAM).rules(DOWN).start();
            story.series("up{instance=a}", 0).series("up{instance=b}", 0);

            story.advance(second + "s");
            boolean told = !story.notifications().isEmpty();
            story.kill().advance("3s").restart().until("12:14:00").series("up{instance=a}", 1);
            story.until("15:00:00");

            assertThat(story.notifications()).as("killed after %d s", second).hasSize(2);
            assertThat(story.notifications().get(0)).endsWith("team firing Down{instance=a} Down{instance=b}");
            assertThat(story.notifications().get(1)).endsWith("team firing Down{instance=b} resolved Down{instance=a}");
            if (told) {
                assertThat(story.notifications().get(0)).startsWith("12:01:30 ");
            }
        }
    }

    @Test
    void timers_of_groups_go_on() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:01:10").kill().advance("5s").restart();
        pipeline.until("12:02:10").series("up{instance=b}", 0);
        pipeline.until("12:04:00").kill().advance("1m").restart();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:06:30 team firing Down{instance=a} Down{instance=b}");
    }

    @Test
    void a_flush_that_was_due_meanwhile_is_made_at_once() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:01:10").kill().until("12:40:10").restart();

        assertThat(pipeline.notifications()).containsExactly("12:40:10 team firing Down{instance=a}");
    }

    @Test
    void a_repeat_comes_when_it_would_have_come() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("13:00:00").kill().advance("20s").restart();
        pipeline.until("15:00:00").kill().advance("20s").restart();
        pipeline.until("17:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "16:01:30 team firing Down{instance=a}");
    }

    @Test
    void a_resolution_that_was_not_yet_told_is_told() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").series("up{instance=a}", 1);
        pipeline.until("12:03:10").kill().advance("1m").restart();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:06:30 team resolved Down{instance=a}");
    }

    @Test
    void what_ends_without_a_process_is_resolved_by_the_first_evaluation() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").kill().noSeries("up{instance=a}");
        pipeline.until("12:30:10").restart();
        pipeline.until("13:00:00");

        // The flush of 12:06:30 is late: it is made at once, and still finds the alert firing.
        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:35:10 team resolved Down{instance=a}");
    }

    @Test
    void nothing_resolves_before_the_data_source_answers_again() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").kill().datasourceDown().until("12:30:10").restart();
        pipeline.until("14:30:10");
        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
        pipeline.datasourceUp().until("15:00:00");

        String failing = "RuleEvaluationFailing{file=rules.yml,rule=Down,rule_group=rules.yml;web,severity=warning}";
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:36:30 team firing " + failing,
                        "14:31:30 team resolved " + failing);
    }

    @Test
    void a_rule_that_failed_before_the_restart_is_unknown_since_then() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").datasourceDown().until("12:05:10").kill();
        pipeline.until("12:05:40").restart().until("12:20:00");

        assertThat(pipeline.failingRules()).containsExactly("Down since 12:03:00: connection refused");
        assertThat(pipeline.notifications().get(1)).startsWith("12:08:30 team firing RuleEvaluationFailing");
    }

    @Test
    void keep_firing_for_goes_on() {
        pipeline.rules(rule("- {alert: Down, expr: up == 0, keep_firing_for: 10m}"))
                .start()
                .series("up{instance=a}", 0);

        pipeline.until("12:02:10").noSeries("up{instance=a}");
        pipeline.until("12:06:10").kill().advance("10s").restart();
        pipeline.until("12:12:59");
        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
        pipeline.until("13:30:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:16:30 team resolved Down{instance=a}");
    }

    @Test
    void a_notification_in_flight_is_repeated_at_once() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        var answer = pipeline.receiver("team").answersLater();

        pipeline.until("12:01:40").kill();
        answer.complete(ok());
        pipeline.receiver("team").answers(ok());
        pipeline.until("12:02:10").restart();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:40 team firing Down{instance=a}", "12:02:10 team firing Down{instance=a}");
    }

    @Test
    void a_receiver_that_was_away_before_the_restart_is_told_after_it() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answers(unavailable());

        pipeline.until("12:04:00").kill().advance("10s").restart();
        pipeline.until("12:05:00").receiver("team").answers(ok());
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).singleElement().asString().endsWith("team firing Down{instance=a}");
        assertThat(pipeline.notifications().get(0)).isLessThan("12:06:31");
    }

    @Test
    void an_orderly_end_is_no_recovery_and_the_next_process_goes_on() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 2);

        pipeline.until("12:02:10").stop().until("12:02:50").restart();
        pipeline.until("12:05:10").stop().until("12:07:50").restart();
        pipeline.until("12:20:10").series("latency{instance=a}", 0).until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:03:30 team firing Slow{instance=a}", "12:23:30 team resolved Slow{instance=a}");
    }

    @Test
    void a_rule_removed_while_no_process_ran_ends_its_alerts_at_their_last_end_time() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").kill().rules(rule("- {alert: Other, expr: other}"));
        pipeline.until("12:02:40").restart();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:06:30 team resolved Down{instance=a}");
    }

    @Test
    void the_rules_and_routes_of_the_new_process_may_be_others() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").kill().routing("""
                        route: {receiver: night, group_by: [alertname]}
                        receivers:
                        - name: night
                          webhook_configs: [{url: "http://night.example/"}]
                        """);
        pipeline.until("12:02:40").restart().until("12:10:10").series("up{instance=a}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:02:40 night firing Down{instance=a}",
                        "12:12:40 night resolved Down{instance=a}");
    }

    @Test
    void ten_crashes_in_a_row_are_ten_silent_restarts() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:00");
        for (int crash = 0; crash < 10; crash++) {
            pipeline.kill().advance("1s").restart().advance("50s");
        }
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
    }

    @Test
    void who_may_have_been_told_firing_by_an_attempt_cut_off_hears_of_the_end() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answersLater();

        pipeline.until("12:02:10").series("up{instance=a}", 1).until("12:03:10").kill();
        pipeline.receiver("team").answers(ok());
        pipeline.until("12:03:20").restart().until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:03:20 team resolved Down{instance=a}");
    }

    @Test
    void a_kill_just_after_a_rule_was_removed_leaves_no_alert_that_fires_for_ever() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        // The rule's last words are on disk, the router's are not: it collects its writes for a moment.
        pipeline.until("12:02:10")
                .rules(rule("- {alert: Other, expr: other}"))
                .reload()
                .kill();
        pipeline.until("12:02:40").restart();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:06:30 team resolved Down{instance=a}");
    }

    @Test
    void a_kill_just_after_the_end_of_an_alert_loses_no_resolution() {
        for (int millis = 0; millis < 400; millis += 20) {
            Pipeline story = new Pipeline().routing(ONE_TEAM).rules(DOWN).start();
            story.series("up{instance=a}", 0).until("12:02:10").series("up{instance=a}", 1);

            story.until("12:03:00").advance(millis + "ms").kill();
            story.until("12:03:30").restart().until("13:00:00");

            assertThat(story.notifications())
                    .as("killed %d ms after the slot", millis)
                    .containsExactly(
                            "12:01:30 team firing Down{instance=a}", "12:06:30 team resolved Down{instance=a}");
        }
    }

    @Test
    void a_label_edited_while_no_process_ran_keeps_what_is_the_same_alert_still() {
        pipeline.rules(rule("- {alert: Down, expr: up == 0, labels: {severity: page}}"))
                .start()
                .series("up{instance=a}", 0);

        pipeline.until("12:02:10").kill();
        pipeline.rules(rule("- {alert: Down, expr: up == 0, for: 1m, labels: {severity: '{{ \"page\" }}'}}"));
        pipeline.until("12:02:40").restart().until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a,severity=page}");
    }
}
