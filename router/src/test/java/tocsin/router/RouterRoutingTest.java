package tocsin.router;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.AlertFixtures.posted;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;
import static tocsin.router.group.MemberChange.Kind.JOINED;
import static tocsin.router.group.MemberChange.Kind.TURNED;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.group.MemberChange;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.ingest.PostResult;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;

class RouterRoutingTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a", "team", "db");
    private final Labels b = labels("Down", "i", "b", "team", "db");

    @Test
    void continue_notifies_several_receivers_and_the_parent_none() {
        RecordingNotifier first = scenario.receiver("first");
        RecordingNotifier second = scenario.receiver("second");
        scenario.routes(route("ops", child("first", true, is("team", "db")), child("second", false, is("team", "db"))))
                .start()
                .ruleFires(a);

        scenario.after(ofSeconds(30));
        assertThat(lines(first)).containsExactly("first notification: a /");
        assertThat(lines(second)).containsExactly("first notification: a /");
        assertThat(ops.attempts()).isEmpty();
        assertThat(scenario.router.alerts().get(0).receivers()).containsExactly("first", "second");
    }

    @Test
    void sibling_routes_with_equal_matchers_and_receiver_share_the_group_key_but_no_state() {
        RecordingNotifier db = scenario.receiver("db");
        scenario.routes(route("ops", child("db", true, is("team", "db")), child("db", false, is("team", "db"))))
                .start()
                .ruleFires(a);

        scenario.after(ofMinutes(1));
        assertThat(db.delivered())
                .extracting(Notification::groupKey)
                .containsExactly("{}/{team=\"db\"}:{alertname=\"Down\"}", "{}/{team=\"db\"}:{alertname=\"Down\"}");
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(5));
        assertThat(lines(db))
                .containsExactly(
                        "first notification: a /",
                        "first notification: a /",
                        "all alerts resolved: / a",
                        "all alerts resolved: / a");
    }

    @Test
    void one_failing_integration_does_not_repeat_what_the_other_has_got() {
        RecordingNotifier second = scenario.receiver("ops");
        ops.answers(RecordingNotifier.unavailable());
        scenario.start().ruleFires(a);

        scenario.after(ofMinutes(20));
        assertThat(lines(second)).containsExactly("first notification: a /");
        assertThat(ops.delivered()).isEmpty();

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(second.attempts()).hasSize(1);
    }

    @Test
    void a_failing_integration_keeps_a_resolved_alert_until_it_was_told() {
        RecordingNotifier second = scenario.receiver("ops");
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        ops.answers(RecordingNotifier.unavailable());
        scenario.after(ofHours(2));
        assertThat(lines(second)).containsExactly("first notification: a /", "all alerts resolved: / a");

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(lines(second)).hasSize(2);
        assertThat(scenario.router.groups()).isEmpty();
    }

    @Test
    void without_send_resolved_nothing_is_sent_at_the_end_but_the_next_firing_is() {
        RecordingNotifier quiet = scenario.receiver("quiet", false);
        scenario.routes(route("quiet")).start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(5));
        assertThat(lines(quiet)).containsExactly("first notification: a /");
        assertThat(scenario.observer.count("notified quiet/webhook/0")).isEqualTo(2);

        scenario.ruleFires(a);
        scenario.after(ofSeconds(30));
        assertThat(lines(quiet)).containsExactly("first notification: a /", "first notification: a /");
    }

    @Test
    void without_send_resolved_resolved_alerts_are_left_out() {
        RecordingNotifier quiet = scenario.receiver("quiet", false);
        scenario.routes(route("quiet")).start().ruleFires(a, b);
        scenario.after(ofMinutes(1)).ruleResolves(a);

        scenario.after(ofHours(5));
        assertThat(lines(quiet)).containsExactly("first notification: a b /", "repeat interval elapsed: b /");
    }

    @Test
    void a_receiver_without_integrations_takes_alerts_and_sends_nothing() {
        scenario.routes(route("nobody")).start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(5));

        assertThat(scenario.router.groups()).isEmpty();
        assertThat(scenario.decisions.flushes().get(0).decisions())
                .containsExactly(new Decision.NobodyToTell("nobody"));
    }

    @Test
    void a_post_cannot_end_an_alert_of_an_own_rule() {
        scenario.start().ruleFires(a);
        PostResult result = scenario.post(posted(a, START, START.plusSeconds(10)));

        scenario.after(ofMinutes(20));
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(scenario.router.alerts().get(0).alert().endsAt()).isNull();
    }

    @Test
    void valid_alerts_of_a_post_are_routed_although_others_are_refused() {
        scenario.start();
        PostResult result = scenario.post(
                posted(Labels.empty(), null, null), posted(a, null, null), posted(Labels.of("", "x"), null, null));

        scenario.after(ofSeconds(30));
        assertThat(result.accepted()).isEqualTo(1);
        assertThat(result.problems()).extracting(problem -> problem.index()).containsExactly(0, 2);
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(scenario.observer.seen).contains("received firing=3 resolved=0", "invalid 2");
    }

    @Test
    void figures_count_each_alert_once_by_what_the_gates_said_last() {
        scenario.receiver("db");
        scenario.routes(route("ops", child("db", true, is("team", "db")), child("db", false, is("team", "db"))))
                .start()
                .ruleFires(a, b);
        silenced(b);
        assertThat(scenario.router.figures())
                .extracting(
                        RouterFigures::active,
                        RouterFigures::suppressed,
                        RouterFigures::unprocessed,
                        RouterFigures::groups,
                        RouterFigures::logEntries)
                .containsExactly(0, 0, 2, 2, 0);

        scenario.after(ofMinutes(1));
        assertThat(scenario.router.figures())
                .extracting(
                        RouterFigures::active,
                        RouterFigures::suppressed,
                        RouterFigures::unprocessed,
                        RouterFigures::groups,
                        RouterFigures::logEntries)
                .containsExactly(1, 1, 0, 2, 2);
        assertThat(scenario.observer.count("suppressed silence 1")).isEqualTo(2);
    }

    private String silenced(Labels which) {
        return scenario.silence(ofDays(10), is("i", which.getOrEmpty("i")));
    }

    @Test
    void a_resolution_held_back_by_a_mute_is_sent_when_the_mute_ends() {
        scenario.start();
        scenario.ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        String silence = silenced(a);
        scenario.after(ofHours(30));
        assertThat(lines(ops)).containsExactly("first notification: a /");

        scenario.expire(silence);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(scenario.router.groups()).isEmpty();
    }

    @Test
    void a_resolution_held_back_is_sent_although_the_rest_of_the_group_resolved_before() {
        scenario.start();
        scenario.ruleFires(a, b);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        String silence = silenced(a);
        scenario.ruleResolves(b);
        scenario.after(ofMinutes(20));
        assertThat(lines(ops)).containsExactly("first notification: a b /", "all alerts resolved: / b");

        scenario.expire(silence);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).hasSize(3).last().isEqualTo("all alerts resolved: / a");
    }

    @Test
    void without_send_resolved_an_alert_that_resolved_under_a_mute_is_notified_when_it_fires_again() {
        RecordingNotifier quiet = scenario.receiver("quiet", false);
        scenario.routes(route("quiet"));
        scenario.start();
        scenario.ruleFires(a);
        scenario.after(ofMinutes(1));
        String silence = silenced(a);
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(20));
        scenario.expire(silence);
        scenario.after(ofMinutes(10));
        assertThat(lines(quiet)).containsExactly("first notification: a /");
        assertThat(scenario.router.groups()).isEmpty();

        scenario.ruleFires(a);
        scenario.after(ofMinutes(1));
        assertThat(lines(quiet)).containsExactly("first notification: a /", "first notification: a /");
    }

    @Test
    void a_resolution_that_a_rule_repeats_does_not_end_what_others_post_meanwhile() {
        scenario.start().ruleFires(a);
        Instant began = scenario.now();
        scenario.after(ofMinutes(1));
        Instant ended = scenario.now();
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(5));
        scenario.post(posted(a, scenario.now(), scenario.now().plus(ofHours(1))));
        scenario.acceptFromRules(AlertFixtures.ofRule(a, began, ended, scenario.now()));

        scenario.after(ofMinutes(10));
        assertThat(lines(ops))
                .containsExactly("first notification: a /", "all alerts resolved: / a", "first notification: a /");
    }

    @Test
    void a_muted_resolution_that_nobody_waits_for_is_dropped() {
        scenario.start().ruleFires(a);
        silenced(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(5));

        assertThat(scenario.router.groups()).isEmpty();
        assertThat(ops.attempts()).isEmpty();
    }

    @Test
    void every_flush_leaves_one_record_and_a_verdict_only_when_it_changes() {
        scenario.start();
        scenario.ruleFires(a, b);
        scenario.after(ofSeconds(30));
        String silence = silenced(a);
        scenario.after(ofMinutes(10));
        scenario.expire(silence);
        scenario.after(ofMinutes(5));

        Verdict.Muted muted = new Verdict.Muted(SuppressionReason.SILENCE, List.of(silence));
        assertThat(scenario.decisions.flushes())
                .extracting(record -> record.decisions().stream()
                        .filter(Decision.VerdictChanged.class::isInstance)
                        .toList())
                .containsExactly(
                        List.of(),
                        List.of(new Decision.VerdictChanged(a, Verdict.PASSED, muted)),
                        List.of(),
                        List.of(new Decision.VerdictChanged(a, muted, Verdict.PASSED)));
    }

    @Test
    void a_record_tells_what_is_new_about_the_alerts_of_the_group() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleFires(b);
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(10));

        assertThat(scenario.decisions.flushes())
                .extracting(FlushRecord::changes)
                .containsExactly(
                        List.of(new MemberChange(a, JOINED, true)),
                        List.of(new MemberChange(a, TURNED, false), new MemberChange(b, JOINED, true)),
                        List.of());
    }
}
