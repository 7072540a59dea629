package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.delivery.RecordingNotifier.ok;
import static tocsin.delivery.RecordingNotifier.unavailable;
import static tocsin.server.scenario.Files.DOWN;
import static tocsin.server.scenario.Files.ONE_TEAM;
import static tocsin.server.scenario.Files.SLOW;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;

/** A receiver or the data source is away for an hour. */
class OutageScenarioTest {
    private static final String FAILING =
            "RuleEvaluationFailing{file=rules.yml,rule=Down,rule_group=rules.yml;web,severity=warning}";
    private static final String TWO_RECEIVERS = """
            route:
              receiver: nobody
              group_by: [alertname]
              routes:
              - {receiver: team, continue: true}
              - {receiver: log}
            receivers:
            - name: nobody
            - name: team
              webhook_configs: [{url: "http://team.example/"}]
            - name: log
              webhook_configs: [{url: "http://log.example/"}]
            """;

    private final Pipeline pipeline = new Pipeline().rules(DOWN);

    @Test
    void a_receiver_down_for_an_hour_gets_everything_once_and_nobody_else_notices() {
        pipeline.routing(TWO_RECEIVERS).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answers(unavailable());

        pipeline.until("12:33:10").series("up{instance=b}", 0);
        pipeline.until("13:00:00").receiver("team").answers(ok());
        pipeline.until("14:00:00");

        // The flush of 12:56:30 made its attempts at last each minute; the one before the deadline gets through.
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 log firing Down{instance=a}",
                        "12:36:30 log firing Down{instance=a} Down{instance=b}",
                        "13:00:38.747 team firing Down{instance=a} Down{instance=b}");
    }

    @Test
    void attempts_back_off_from_half_a_second_to_a_minute_until_the_next_flush_is_due() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answers(unavailable());
        int[] attempts = new int[6];
        String[] after = {"12:01:30", "12:01:31", "12:01:34.063", "12:02:30", "12:06:29", "12:06:30"};

        for (int i = 0; i < after.length; i++) {
            attempts[i] = pipeline.until(after[i]).receiver("team").attempts().size();
        }

        assertThat(attempts).containsExactly(1, 2, 5, 11, 15, 16);
    }

    @Test
    void a_resolution_waits_for_the_receiver_with_all_that_came_and_went_in_the_group() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);
        pipeline.until("12:02:00").receiver("team").answers(unavailable());

        pipeline.until("12:10:10").series("up{instance=b}", 0).series("up{instance=a}", 1);
        pipeline.until("12:20:10").series("up{instance=b}", 1);
        pipeline.until("13:00:00").receiver("team").answers(ok());
        pipeline.until("14:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "13:00:38.747 team resolved Down{instance=a} Down{instance=b}");
    }

    @Test
    void a_group_that_came_and_went_while_the_receiver_was_away_is_never_told() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answers(unavailable());

        pipeline.until("12:10:10").series("up{instance=a}", 1);
        pipeline.until("13:00:00").receiver("team").answers(ok());
        pipeline.until("14:00:00");

        assertThat(pipeline.notifications()).isEmpty();
    }

    @Test
    void an_integration_that_was_told_is_not_told_again_because_another_of_its_receiver_fails() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [alertname]}
                        receivers:
                        - name: team
                          webhook_configs:
                          - url: http://chat.example/
                          - url: http://pager.example/
                        """).start().series("up{instance=a}", 0);
        pipeline.receiver("team", 1).answers(unavailable());

        pipeline.until("13:00:00").receiver("team", 1).answers(ok());
        pipeline.until("14:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}", "13:00:38.747 team#1 firing Down{instance=a}");
    }

    @Test
    void a_receiver_that_never_answers_is_given_up_and_asked_again() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answersLater();

        pipeline.until("12:20:00").receiver("team").answers(ok());
        pipeline.until("13:00:00");

        // Each attempt gets five seconds beyond the five minutes, and the next flush follows it: the fifth one arrives.
        assertThat(pipeline.notifications()).containsExactly("12:21:50 team firing Down{instance=a}");
    }

    @Test
    void a_receiver_that_rejects_is_asked_again_at_the_next_flush_only() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);
        pipeline.receiver("team").answers(new DeliveryResult.Rejected(FailureReason.CLIENT_ERROR, "400"));

        pipeline.until("12:06:29");
        assertThat(pipeline.receiver("team").attempts()).hasSize(1);
        pipeline.receiver("team").answers(ok());
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:06:30 team firing Down{instance=a}");
    }

    @Test
    void a_receiver_that_asks_for_patience_gets_it() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);
        pipeline.receiver("team")
                .answers(new DeliveryResult.Retryable(FailureReason.RATE_LIMITED, "429", Duration.ofSeconds(90)));

        pipeline.until("12:01:31").receiver("team").answers(ok());
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:03:00 team firing Down{instance=a}");
    }

    @Test
    void a_data_source_down_for_an_hour_is_told_and_never_looks_like_recovery() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0).series("up{instance=b}", 0);

        pipeline.until("12:10:30").datasourceDown();
        pipeline.until("12:50:00").noSeries("up{instance=b}");
        assertThat(pipeline.failingRules()).containsExactly("Down since 12:11:00: connection refused");
        assertThat(pipeline.activeAlerts())
                .containsExactly("firing Down{instance=a} since 12:01:00", "firing Down{instance=b} since 12:01:00");

        pipeline.until("13:10:30").datasourceUp();
        pipeline.until("14:00:00");
        assertThat(pipeline.failingRules()).isEmpty();
        assertThat(pipeline.activeAlerts()).containsExactly("firing Down{instance=a} since 12:01:00");
        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a} Down{instance=b}",
                        "12:16:30 team firing " + FAILING,
                        "13:11:30 team firing Down{instance=a} resolved Down{instance=b}",
                        "13:11:30 team resolved " + FAILING);
    }

    @Test
    void repeats_go_on_while_the_data_source_is_away() {
        pipeline.routing("""
                        route: {receiver: team, group_by: [alertname], repeat_interval: 30m}
                        receivers:
                        - name: team
                          webhook_configs: [{url: "http://team.example/"}]
                        """).start().series("up{instance=a}", 0);

        pipeline.until("12:10:30").datasourceDown();
        pipeline.until("13:10:30");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}",
                        "12:16:30 team firing " + FAILING,
                        "12:31:30 team firing Down{instance=a}",
                        "12:46:30 team firing " + FAILING,
                        "13:01:30 team firing Down{instance=a}");
    }

    @Test
    void a_pending_alert_stays_pending_while_the_data_source_is_away_and_fires_when_it_still_holds() {
        pipeline.routing(ONE_TEAM).rules(SLOW).start().series("latency{instance=a}", 2);

        pipeline.until("12:01:30").datasourceDown();
        pipeline.until("12:05:30");
        assertThat(pipeline.activeAlerts()).containsExactly("pending Slow{instance=a} since 12:01:00");
        pipeline.datasourceUp().until("12:10:00");

        assertThat(pipeline.notifications()).containsExactly("12:06:30 team firing Slow{instance=a}");
    }

    @Test
    void a_short_outage_of_the_data_source_is_not_worth_a_word() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);

        pipeline.until("12:10:30").datasourceDown();
        pipeline.until("12:15:30").datasourceUp();
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications()).containsExactly("12:01:30 team firing Down{instance=a}");
    }

    @Test
    void a_data_source_that_takes_longer_than_the_timeout_is_one_that_fails() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);

        pipeline.until("12:10:30").datasourceAnswersAfter("31s");
        pipeline.until("12:16:29");
        assertThat(pipeline.failingRules()).containsExactly("Down since 12:11:00: no answer within 30s");
        pipeline.until("13:00:00");

        assertThat(pipeline.notifications())
                .containsExactly("12:01:30 team firing Down{instance=a}", "12:17:00.100 team firing " + FAILING);
    }

    @Test
    void receiver_and_data_source_away_together_lose_nothing_either() {
        pipeline.routing(ONE_TEAM).start().series("up{instance=a}", 0);

        pipeline.until("12:10:30").datasourceDown().receiver("team").answers(unavailable());
        pipeline.until("12:50:30").noSeries("up{instance=a}").datasourceUp();
        pipeline.until("13:00:00").receiver("team").answers(ok());
        pipeline.until("14:00:00");

        assertThat(pipeline.notifications())
                .containsExactly(
                        "12:01:30 team firing Down{instance=a}", "13:00:38.747 team resolved Down{instance=a}");
    }
}
