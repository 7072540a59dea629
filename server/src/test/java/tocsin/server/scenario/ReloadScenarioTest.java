package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.delivery.RecordingNotifier.ok;
import static tocsin.delivery.RecordingNotifier.unavailable;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;
import static tocsin.server.scenario.Files.SLOW;
import static tocsin.server.scenario.Files.rule;

import org.junit.jupiter.api.Test;

/** The files change while everything runs. */
class ReloadScenarioTest {
    private final Pipeline pipeline = new Pipeline().routing(ONE_TEAM);

    @Test
    void a_reload_of_unchanged_files_says_nothing_and_a_repeat_comes_no_earlier() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        for (int reload = 0; reload < 10; reload++) {
            pipeline.advance("13m10s").reload();
        }
        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");

        pipeline.until("16:30:00");
        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "16:01:40 team firing Down{instance=a}");
    }

    @Test
    void an_edited_rule_goes_on_with_its_for() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 3);

        pipeline.until("12:02:10").rules(rule("""
                - alert: Slow
                  expr: latency > 2
                  for: 3m
                  annotations: {summary: it is slow}
                """)).reload();
        pipeline.until("12:10:00");

        assertThat(pipeline.notifications()).containsExactly("12:04:30 team firing Slow{instance=a}");
    }

    @Test
    void an_edited_rule_keeps_what_fires_and_resolves_what_it_does_not_find_any_more() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 3).series("latency{instance=b}", 2);

        pipeline.until("12:04:10").rules(rule("""
                - alert: Slow
                  expr: latency > 2
                  for: 2m
                """)).reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:03:30 team firing Slow{instance=a} Slow{instance=b}",
                        "12:09:10 team firing Slow{instance=a} resolved Slow{instance=b}");
    }

    @Test
    void a_raised_for_takes_an_alert_back_to_pending_and_receivers_hear_of_its_end() {
        pipeline.rules(SLOW).start().series("latency{instance=a}", 3);

        pipeline.until("12:04:10").rules(rule("""
                - alert: Slow
                  expr: latency > 1
                  for: 20m
                """)).reload();
        pipeline.until("12:05:10");
        assertThat(pipeline.activeAlerts()).containsExactly("pending Slow{instance=a} since 12:01:00");

        // Handed over at 12:03, good until 12:07; the groups were made anew at 12:04:10.
        pipeline.until("13:00:00");
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:03:30 team firing Slow{instance=a}",
                        "12:09:10 team resolved Slow{instance=a}",
                        "12:21:30 team firing Slow{instance=a}");
    }

    @Test
    void alerts_of_a_removed_rule_end_at_their_last_end_time_and_others_stay() {
        pipeline.rules(rule("""
                - {alert: Down, expr: up == 0}
                - {alert: Slow, expr: latency > 1}
                """)).start().series("up{instance=a}", 0).series("latency{instance=a}", 2);

        pipeline.until("12:04:10").rules(DOWN).reload();
        pipeline.until("13:00:00");

        // Handed over last at 12:03, good until 12:07; the groups were made anew at 12:04:10.
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:01:30 team firing Slow{instance=a}",
                        "12:09:10 team resolved Slow{instance=a}");
    }

    @Test
    void alerts_of_a_removed_file_end_too_and_fire_again_when_it_is_back() {
        pipeline.rules(DOWN)
                .rules("shop.yml", rule("- {alert: ShopSlow, expr: latency > 1}"))
                .start()
                .series("latency{instance=a}", 2);

        pipeline.until("12:04:10").withoutRules("shop.yml").reload();
        pipeline.until("12:20:10")
                .rules("shop.yml", rule("- {alert: ShopSlow, expr: latency > 1}"))
                .reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing ShopSlow{instance=a}",
                        "12:09:10 team resolved ShopSlow{instance=a}",
                        "12:21:30 team firing ShopSlow{instance=a}");
    }

    @Test
    void a_removed_rule_that_is_put_back_before_its_last_end_time_was_never_away() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10").withoutRules("rules.yml").reload();
        pipeline.until("12:05:10").rules(DOWN).reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
    }

    private static final String NIGHT = """
            route:
              receiver: team
              group_by: [alertname]
              routes:
              - {receiver: night, matchers: [alertname="Down"]}
            receivers:
            - name: team
              webhook_configs: [{url: "http://team.example/"}]
            - name: night
              webhook_configs: [{url: "http://night.example/"}]
            """;

    @Test
    void an_alert_that_is_routed_elsewhere_is_told_there_at_once() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10").routing(NIGHT).reload();
        pipeline.until("12:10:10").series("up{instance=a}", 1);
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:04:10 night firing Down{instance=a}",
                        "12:14:10 night resolved Down{instance=a}");
    }

    @Test
    void a_reload_within_group_wait_begins_the_wait_anew() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:01:20").reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:50 team firing Down{instance=a}");
    }

    @Test
    void an_alert_that_resolved_just_before_the_reload_is_told_after_it() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:02:10").series("up{instance=a}", 1);
        pipeline.until("12:04:10").reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:04:10 team resolved Down{instance=a}");
    }

    @Test
    void a_notification_in_flight_during_a_reload_arrives_once() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        var answer = pipeline.receiver("team").answersLater();

        pipeline.until("12:01:40").reload();
        pipeline.until("12:01:44").reload();
        pipeline.until("12:01:48").receiver("team").answers(ok());
        answer.complete(ok());
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:48 team firing Down{instance=a}");
        assertThat(pipeline.receiver("team").attempts()).hasSize(1);
    }

    @Test
    void a_notification_in_flight_that_fails_after_the_reload_is_tried_by_the_new_group() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        var answer = pipeline.receiver("team").answersLater();

        pipeline.until("12:02:40").reload();
        pipeline.until("12:02:45").receiver("team").answers(ok());
        answer.complete(unavailable());
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:02:45 team firing Down{instance=a}");
    }

    @Test
    void an_attempt_that_hangs_over_a_reload_holds_the_new_group_for_ten_seconds_at_most() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answersLater();

        pipeline.until("12:02:40").reload();
        pipeline.receiver("team").answers(ok());
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:02:50 team firing Down{instance=a}");
    }

    @Test
    void a_delivery_that_was_being_retried_goes_on_after_the_reload() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answers(unavailable());

        pipeline.until("12:04:00").receiver("team").answers(ok());
        pipeline.reload();

        assertThat(pipeline.notifications()).containsExactly("12:04:00 team firing Down{instance=a}");
    }

    @Test
    void a_reload_while_the_data_source_is_away_keeps_alerts_and_their_unknown_since() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10").datasourceDown();
        pipeline.until("12:06:10").rules(rule("""
                - alert: Down
                  expr: up == 0
                  annotations: {summary: it is down}
                """)).reload();
        pipeline.until("12:09:10");
        assertThat(pipeline.failingRules()).containsExactly("Down since 12:05:00: connection refused");

        pipeline.datasourceUp().until("13:00:00");
        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
    }

    @Test
    void a_reload_during_a_slow_evaluation_waits_for_it_and_loses_nothing() {
        pipeline.rules(DOWN).datasourceAnswersAfter("20s").start().series("up{instance=a}", 0);

        pipeline.until("12:01:10")
                .rules(rule("- {alert: Down, expr: up == 0, for: 1m}"))
                .reload();
        pipeline.until("12:01:15")
                .rules(rule("- {alert: Down, expr: up == 0, for: 2m}"))
                .reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
        // The evaluation under way at the reload ends at 12:01:20, by the rule with which it began.
        assertThat(pipeline.notifications()).containsExactly("12:01:50 team firing Down{instance=a}");
    }

    @Test
    void a_renamed_group_hands_its_alerts_over_without_a_word_to_receivers() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:05:10")
                .rules(DOWN.replace("name: web", "name: shop"))
                .reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
    }

    @Test
    void a_label_added_to_a_rule_makes_new_alerts_of_its_alerts() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10")
                .rules(rule("- {alert: Down, expr: up == 0, labels: {severity: page}}"))
                .reload();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:09:10 team firing Down{instance=a,severity=page} resolved Down{instance=a}");
    }

    @Test
    void routes_that_change_there_and_back_repeat_nothing() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);

        pipeline.until("12:04:10").routing(NIGHT).reload();
        pipeline.until("12:10:10").routing(ONE_TEAM).reload();
        pipeline.until("12:20:10").series("up{instance=a}", 1).until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:04:10 night firing Down{instance=a}",
                        "12:25:10 team resolved Down{instance=a}");
    }

    @Test
    void a_resolution_that_was_being_retried_goes_on_after_the_reload() {
        pipeline.rules(DOWN).start().series("up{instance=a}", 0);
        pipeline.until("12:02:10").series("up{instance=a}", 1).receiver("team").answers(unavailable());

        pipeline.until("12:07:10").reload();
        pipeline.until("12:07:20").receiver("team").answers(ok());
        pipeline.until("13:00:00");

        // Attempts after the reload: at once, then 0.5, 1.25, 2.375, 4.063, 6.594 and 10.391 seconds later.
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}", "12:07:20.391 team resolved Down{instance=a}");
    }
}
