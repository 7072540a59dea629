package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.AlertFixtures.ofRule;
import static tocsin.router.AlertFixtures.posted;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;
import static tocsin.router.RouterScenario.timed;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.ingest.PostedAlert;

class RouterTimersTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    private List<Instant> times() {
        return ops.delivered().stream().map(Notification::flushedAt).toList();
    }

    private static Instant at(Duration sinceStart) {
        return AlertFixtures.START.plus(sinceStart);
    }

    @Test
    void a_new_group_waits_group_wait_before_its_first_notification() {
        scenario.start().ruleFires(a);

        scenario.after(ofSeconds(30).minusMillis(1));
        assertThat(ops.delivered()).isEmpty();

        scenario.after(Duration.ofMillis(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void later_alerts_join_at_the_next_group_interval() {
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(31)).ruleFires(b);

        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "new alerts added: a b /");
        assertThat(times()).containsExactly(at(ofSeconds(30)), at(ofSeconds(330)));
    }

    @Test
    void alerts_are_in_their_order_whenever_they_came() {
        Labels c = labels("Down", "i", "c");
        scenario.start().ruleFires(c, a);
        scenario.after(ofSeconds(31)).ruleFires(b);
        scenario.after(ofMinutes(5)).ruleResolves(a);
        scenario.ruleFires(labels("Down", "i", "0"));

        scenario.after(ofMinutes(5));
        assertThat(lines(ops))
                .containsExactly(
                        "first notification: a c /", "new alerts added: a b c /", "new alerts added: 0 b c / a");
    }

    @Test
    void an_unchanged_group_repeats_exactly_after_repeat_interval() {
        scenario.start().ruleFires(a);

        scenario.after(ofHours(9));
        assertThat(times())
                .containsExactly(
                        at(ofSeconds(30)),
                        at(ofHours(4).plusSeconds(30)),
                        at(ofHours(8).plusSeconds(30)));
    }

    @Test
    void a_repeat_interval_of_one_group_interval_repeats_at_every_flush() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(5), ofMinutes(5)))
                .start()
                .ruleFires(a);

        scenario.after(ofMinutes(20));
        assertThat(times())
                .containsExactly(
                        at(Duration.ZERO), at(ofMinutes(5)), at(ofMinutes(10)), at(ofMinutes(15)), at(ofMinutes(20)));
    }

    @Test
    void repeats_stay_on_time_when_the_receiver_is_slow() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(5), ofMinutes(5)))
                .start();
        ops.answersWith(() -> {
            Promise<DeliveryResult> slow = Promise.promise();
            scenario.time.after(ofSeconds(40), () -> slow.complete(RecordingNotifier.ok()));
            return slow.future();
        });
        scenario.ruleFires(a);

        scenario.after(ofMinutes(16));
        assertThat(times()).containsExactly(at(Duration.ZERO), at(ofMinutes(5)), at(ofMinutes(10)), at(ofMinutes(15)));
    }

    @Test
    void an_alert_that_fired_long_ago_flushes_its_new_group_at_once() {
        scenario.start();
        scenario.acceptFromRules(ofRule(a, scenario.now().minus(ofSeconds(31)), null, scenario.now()));

        scenario.after(Duration.ZERO);
        assertThat(ops.delivered()).hasSize(1);
    }

    @Test
    void an_alert_exactly_as_old_as_group_wait_does_not_hurry() {
        scenario.start();
        scenario.acceptFromRules(ofRule(a, scenario.now().minus(ofSeconds(30)), null, scenario.now()));

        scenario.after(ofSeconds(29));
        assertThat(ops.delivered()).isEmpty();
    }

    @Test
    void an_old_alert_that_joins_a_waiting_group_does_not_hurry_it() {
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(10));
        scenario.acceptFromRules(ofRule(b, scenario.now().minus(ofHours(1)), null, scenario.now()));

        scenario.after(ofSeconds(19));
        assertThat(ops.delivered()).isEmpty();
        scenario.after(ofSeconds(1));
        assertThat(lines(ops)).containsExactly("first notification: a b /");
    }

    @Test
    void an_api_alert_resolves_by_itself_when_its_end_passes() {
        scenario.start().fires(a);

        scenario.after(ofMinutes(11));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(times()).containsExactly(at(ofSeconds(30)), at(ofSeconds(330)));
        assertThat(scenario.router.groups()).isEmpty();
    }

    @Test
    void an_alert_that_resolves_and_fires_again_between_two_flushes_is_not_seen() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(1)).ruleFires(a);

        scenario.after(ofHours(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void an_alert_that_is_resolved_before_anybody_heard_of_it_is_forgotten_in_silence() {
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(10)).ruleResolves(a);

        scenario.after(ofMinutes(1));
        assertThat(ops.attempts()).isEmpty();
        assertThat(scenario.router.groups()).isEmpty();
    }

    @Test
    void a_destroyed_group_comes_back_with_a_new_group_wait() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(10)).ruleFires(a);

        scenario.after(ofSeconds(29));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        scenario.after(ofSeconds(1));
        assertThat(lines(ops)).hasSize(3).last().isEqualTo("first notification: a /");
    }

    @Test
    void a_resolved_alert_that_fires_again_while_its_resolution_is_sent_is_kept() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.after(ofMinutes(5));

        scenario.ruleFires(a);
        ops.answers(RecordingNotifier.ok());
        pending.complete(RecordingNotifier.ok());

        scenario.after(ofMinutes(5));
        assertThat(lines(ops))
                .containsExactly("first notification: a /", "all alerts resolved: / a", "first notification: a /");
    }

    @Test
    void an_alert_that_is_resolved_while_it_is_sent_as_firing_is_resolved_at_the_next_flush() {
        scenario.start();
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.ruleFires(a);
        scenario.after(ofSeconds(31)).ruleResolves(a);
        ops.answers(RecordingNotifier.ok());
        pending.complete(RecordingNotifier.ok());

        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(ops.delivered().get(0).alerts().get(0).endsAt()).isNull();
    }

    @Test
    void a_slow_flush_is_followed_by_one_flush_for_the_ticks_it_missed() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofSeconds(3), ofSeconds(3)))
                .start();
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.ruleFires(a);
        scenario.after(ofMillis(9_500));
        assertThat(ops.attempts()).hasSize(1);

        ops.answers(RecordingNotifier.ok());
        pending.complete(RecordingNotifier.ok());
        assertThat(ops.attempts()).hasSize(2);
        scenario.after(ofMillis(2_900));
        assertThat(ops.attempts()).hasSize(2);
        scenario.after(ofMillis(100));
        assertThat(ops.attempts()).hasSize(3);
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void no_group_flushes_before_the_start_delay_is_over_and_a_reload_does_not_renew_it() {
        scenario.options(RouterOptions.DEFAULTS.withStartDelay(ofMinutes(2)))
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(90)).reload();
        scenario.after(ofSeconds(30).minusMillis(1));
        assertThat(ops.attempts()).isEmpty();

        scenario.after(ofMillis(1));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void a_group_whose_wait_is_longer_than_the_start_delay_keeps_its_wait() {
        scenario.options(RouterOptions.DEFAULTS.withStartDelay(ofMinutes(2))).start();
        scenario.after(ofSeconds(110)).ruleFires(a);

        scenario.after(ofSeconds(30).minusMillis(1));
        assertThat(ops.attempts()).isEmpty();
        scenario.after(ofMillis(1));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void a_jump_of_the_wall_clock_makes_no_group_flush_early_or_twice_or_go_silent() {
        scenario.routes(timed(route("ops"), ofSeconds(30), ofMinutes(5), ofMinutes(10)))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.jumpWallClock(ofHours(5));
        scenario.after(ofMinutes(9));
        assertThat(ops.delivered()).hasSize(1);
        scenario.after(ofMinutes(1));
        assertThat(ops.delivered()).hasSize(2);

        scenario.jumpWallClock(Duration.ofDays(-2));
        scenario.after(ofMinutes(10));
        assertThat(ops.delivered()).hasSize(3);
        scenario.ruleFires(b);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).hasSize(4).last().isEqualTo("new alerts added: a b /");
        scenario.after(ofMinutes(9));
        assertThat(ops.delivered()).hasSize(4);
    }

    @Test
    void after_a_jump_backward_state_is_still_written() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.jumpWallClock(ofHours(-2));
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(6));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");

        scenario.crashAndRestartAfter(ofSeconds(1));
        scenario.after(ofHours(1));
        assertThat(ops.delivered()).hasSize(2);
    }

    @Test
    void a_posted_alert_that_fires_again_on_a_clock_that_was_set_right_is_told_with_the_next_resend() {
        PostedAlert sent = posted(a, scenario.now(), scenario.now().plus(ofHours(12)));
        scenario.start().post(sent);
        scenario.after(ofMinutes(1)).jumpWallClock(Duration.ofDays(1));
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");

        scenario.jumpWallClock(Duration.ofDays(-1));
        scenario.post(sent);
        scenario.after(ofMinutes(1)).post(sent);
        scenario.after(ofMinutes(20));
        assertThat(lines(ops)).hasSize(3).last().isEqualTo("first notification: a /");
    }

    @Test
    void a_flush_under_way_does_not_let_go_what_fires_again_by_a_clock_that_was_set_right() {
        PostedAlert sent = posted(a, scenario.now(), scenario.now().plus(ofHours(12)));
        scenario.start().post(sent);
        scenario.after(ofMinutes(1)).jumpWallClock(Duration.ofDays(1));
        Promise<DeliveryResult> answer = ops.answersLater();
        scenario.after(ofMinutes(5)).jumpWallClock(Duration.ofDays(-1));
        scenario.post(sent);
        ops.answers(RecordingNotifier.ok());
        answer.complete(RecordingNotifier.ok());

        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).last().isEqualTo("first notification: a /");
    }

    @Test
    void an_end_that_a_rule_repeats_on_a_clock_that_was_set_back_is_still_an_end() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        Alert end = ofRule(a, AlertFixtures.START, scenario.now(), scenario.now());
        scenario.after(ofMinutes(10)).jumpWallClock(ofHours(-1));

        scenario.acceptFromRules(end);
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void a_suspended_machine_flushes_once_when_it_wakes_up() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleFires(b);

        scenario.time.suspend(ofHours(3));
        assertThat(lines(ops)).containsExactly("first notification: a /", "new alerts added: a b /");
        scenario.after(ofMinutes(5));
        assertThat(ops.delivered()).hasSize(2);
    }
}
