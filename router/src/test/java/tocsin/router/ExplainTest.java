package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.route;

import io.vertx.core.Promise;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.explain.Effect;
import tocsin.router.explain.Explanation;
import tocsin.router.explain.Finding;
import tocsin.router.explain.Gate;
import tocsin.router.explain.GroupStory;
import tocsin.router.explain.History;
import tocsin.router.explain.IntegrationStory;
import tocsin.router.explain.Past;
import tocsin.router.explain.Present;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.pipeline.DeliveryLimits;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.route.Route;

/** What a person reads who asks why. It is noon in UTC on a Sunday when a scenario starts. */
class ExplainTest {
    private static final Finding RULE = Finding.of(Gate.RULE, Effect.PASSES, "not asked here");

    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    private final SoftAssertions soft = new SoftAssertions();

    @AfterEach
    void all() {
        soft.assertAll();
    }

    private Explanation explanation(Labels alert) {
        return Present.explain(scenario.router.inquire(alert).result(), RULE, history());
    }

    private Explanation explanation(Labels alert, Instant at) {
        return Past.explain(alert, at, RULE, 0, history());
    }

    private History history() {
        return new History(scenario.decisions.flushes(), scenario.decisions.intakes());
    }

    private String sentence(Labels alert) {
        return explanation(alert).sentence();
    }

    /** All gates but the rule, each in a line. */
    private static String gates(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        explanation.findings().stream().skip(1).forEach(finding -> line(text, finding));
        for (GroupStory group : explanation.groups()) {
            text.append(group.receiver()).append(' ').append(group.groupKey()).append('\n');
            group.findings().forEach(finding -> line(text, finding));
            for (IntegrationStory each : group.integrations()) {
                text.append(each.integration()).append('\n');
                line(text, each.dedup());
                line(text, each.delivery());
                text.append("next: ").append(each.next()).append('\n');
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Finding finding) {
        text.append("%s | %s | %s\n"
                .formatted(finding.gate().label(), finding.effect().label(), finding.text()));
    }

    private static NamedTimeInterval nights() {
        return new NamedTimeInterval(
                "nights",
                List.of(new TimeInterval(
                        List.of(new TimeInterval.Range(0, 14 * 60)),
                        null,
                        null,
                        null,
                        null,
                        ZoneId.of("Europe/Berlin"))));
    }

    private static Route withTimes(Route route, List<String> mute, List<String> active) {
        return new Route(
                route.receiver(),
                route.matchers(),
                route.continueMatching(),
                route.groupBy(),
                route.groupWait(),
                route.groupInterval(),
                route.repeatInterval(),
                route.labels(),
                mute,
                active,
                route.routes());
    }

    // The present.

    @Test
    void a_new_alert_waits_for_its_group() {
        scenario.start().ruleFires(a);

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops was told nothing of this group yet; next: "
                        + "notified at 12:00:30Z (first notification).");
        soft.assertThat(gates(explanation(a))).contains("delivery | nothing new | the group was not flushed yet");
    }

    @Test
    void after_the_notification_it_is_told_when_it_repeats() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops was notified last at 12:00:30Z that it fires; "
                        + "next: notified at 16:00:30Z (repeat interval elapsed).");
        soft.assertThat(gates(explanation(a))).isEqualTo("""
                        ingest | passes | given by a rule of this process, which alone can end it
                        route | passes | reaches receiver ops by the default route
                        ops {}:{alertname="Down"}
                        group | waits | alone in its group; flush 2 at 12:05:30Z (group_interval 5m)
                        active time | passes | the route has no active times
                        mute time | passes | the route has no mute times
                        inhibit | passes | no alert that fires inhibits it
                        silence | passes | no silence matches
                        ops/webhook/0
                        dedup | nothing new | was notified last at 12:00:30Z that it fires
                        delivery | passes | delivered by the flush of 12:00:30Z (first notification) with 1 attempt
                        next: notified at 16:00:30Z (repeat interval elapsed)
                        """);
    }

    @Test
    void silences_that_follow_one_another_are_one_mute_and_the_notification_comes_at_the_flush_after() {
        scenario.start().ruleFires(a);
        scenario.silence(ofHours(1), is("i", "a"));
        scenario.after(ofMinutes(30));
        scenario.silence(ofHours(2), is("alertname", "Down"));

        soft.assertThat(sentence(a).replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "ID"))
                .isEqualTo("Down fires since 12:00:00Z: ops is not notified, because it is silenced by ID of "
                        + "ann (\"maintenance\") and ID of ann (\"maintenance\") until 14:30:00Z; next: "
                        + "notified at 14:30:30Z (first notification).");
    }

    @Test
    void a_silence_that_begins_before_the_repeat_moves_it() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.silenceLater(ofHours(3), ofHours(5), is("i", "a"));

        soft.assertThat(sentence(a)).contains("next: notified at 17:05:30Z (repeat interval elapsed)");
        scenario.after(ofHours(5).plusMinutes(4).plusSeconds(29));
        soft.assertThat(ops.delivered()).hasSize(1);
        scenario.after(ofSeconds(1));
        soft.assertThat(ops.delivered()).hasSize(2);
    }

    /** A silence is in force at the very instant of its end. */
    @Test
    void a_silence_that_ends_with_a_flush_holds_this_flush_back_too() {
        scenario.start().ruleFires(a);
        scenario.silence(ofMinutes(5).plusSeconds(30), is("i", "a"));

        soft.assertThat(sentence(a)).contains("next: notified at 12:10:30Z (first notification)");
        scenario.after(ofMinutes(10).plusSeconds(29));
        soft.assertThat(ops.delivered()).isEmpty();
        scenario.after(ofSeconds(1));
        soft.assertThat(ops.delivered()).hasSize(1);
    }

    @Test
    void an_inhibited_alert_names_the_alert_that_does_it() {
        scenario.inhibit(
                new InhibitRule("outage", List.of(is("severity", "page")), List.of(is("alertname", "Down")), Set.of()));
        scenario.start().ruleFires(a);
        scenario.ruleFires(labels("Outage", "severity", "page"));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops is not notified, because it is inhibited by the "
                        + "rule \"outage\" as long as {alertname=\"Outage\", severity=\"page\"} fires; next: "
                        + "nothing, unless something changes.");
    }

    @Test
    void an_inhibition_by_a_posted_alert_ends_with_it() {
        scenario.inhibit(
                new InhibitRule(null, List.of(is("severity", "page")), List.of(is("alertname", "Down")), Set.of()));
        scenario.start().ruleFires(a);
        scenario.fires(labels("Outage", "severity", "page"));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops is not notified, because it is inhibited as long "
                        + "as {alertname=\"Outage\", severity=\"page\"} fires; the last such alert ends at "
                        + "12:05:00Z; next: notified at 12:05:30Z (first notification), unless alerts are posted "
                        + "again; as long as they are: nothing, unless something changes.");
    }

    @Test
    void a_mute_time_ends_on_the_clock_of_its_zone() {
        scenario.interval(nights());
        scenario.routes(route(
                "ops", withTimes(child("ops", false, is("alertname", "Down")), List.of("nights"), List.of())));
        scenario.start().ruleFires(a);

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops is not notified, because it is inside the mute "
                        + "times \"nights\" until 13:00:00Z (Sun 14:00 in Europe/Berlin); next: notified at "
                        + "13:00:30Z (first notification).");
    }

    @Test
    void outside_of_active_times_that_never_come_nothing_follows() {
        scenario.interval(new NamedTimeInterval("never", List.of()));
        scenario.routes(route(
                "ops", withTimes(child("ops", false, is("alertname", "Down")), List.of(), List.of("never"))));
        scenario.start().ruleFires(a);

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops is not notified, because it is outside of the "
                        + "active times \"never\", which never ends by itself; next: nothing, unless "
                        + "something changes.");
    }

    @Test
    void a_posted_alert_says_when_it_runs_out() {
        scenario.start().fires(a);
        scenario.after(ofMinutes(1));

        soft.assertThat(explanation(a).findings().get(1).text())
                .isEqualTo("posted by API, last changed at 12:00:00Z; it ends at 12:05:00Z, resolve_timeout "
                        + "after it was last posted, unless it is posted again");
        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops was notified last at 12:00:30Z that it fires; "
                        + "next: notified at 12:05:30Z (all alerts resolved), as resolved, unless it is posted "
                        + "again; as long as it is: notified at 16:00:30Z (repeat interval elapsed).");
        scenario.after(ofMinutes(3)).fires(a);
        soft.assertThat(sentence(a)).contains("as long as it is: notified at 16:00:30Z (repeat interval elapsed)");
    }

    @Test
    void a_start_that_lies_ahead_is_not_said_to_be_past() {
        scenario.start().post(AlertFixtures.posted(a, null, scenario.now().plus(ofMinutes(5))));

        soft.assertThat(sentence(a)).startsWith("Down fires, from 12:05:00Z on as it was posted: ops ");
    }

    @Test
    void one_mute_of_several_groups_and_integrations_is_told_once() {
        scenario.receiver("db");
        scenario.receiver("ops");
        scenario.routes(route("ops", child("db", true, is("alertname", "Down")), child("ops", false)));
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.silence(ofHours(5), is("i", "a"));

        soft.assertThat(sentence(a).replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "ID"))
                .isEqualTo("Down fires since 12:00:00Z: db is not notified, because it is silenced by ID of ann "
                        + "(\"maintenance\") until 17:01:00Z; next: notified at 17:05:30Z (repeat interval elapsed); "
                        + "ops is not notified for the same reason; next: notified at 17:05:30Z (repeat interval "
                        + "elapsed).");
    }

    @Test
    void what_differs_between_integrations_that_one_mute_holds_back_is_told_of_each() {
        scenario.receiver("ops", false);
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.silence(ofHours(1), is("i", "a"));
        scenario.after(ofMinutes(1)).ruleResolves(a);

        soft.assertThat(sentence(a).replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "ID"))
                .isEqualTo("Down is resolved since 12:02:00Z: ops is not notified, because it is silenced by ID of ann "
                        + "(\"maintenance\") until 13:01:00Z; next: ops/webhook/0: notified at 13:05:30Z (all alerts "
                        + "resolved), as resolved; ops/webhook/1: at 13:05:30Z the group lets it go, and no "
                        + "notification follows (send_resolved is false).");
    }

    @Test
    void a_silenced_alert_of_a_receiver_without_integrations_makes_a_sentence() {
        scenario.routes(route("nobody")).start().ruleFires(a);
        scenario.silence(ofHours(1), is("i", "a"));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: receiver nobody has no integration, so nobody is told.");
    }

    @Test
    void an_alert_that_is_pending_is_foretold_from_when_it_fires_on() {
        Instant fires = Instant.parse("2026-03-01T12:07:00Z");
        Finding pending = new Finding(Gate.RULE, Effect.WAITS, "Down of g: it fires at 12:07:00Z", fires, List.of());
        scenario.start();

        soft.assertThat(Present.explain(scenario.router.inquire(a).result(), pending, history())
                        .sentence())
                .isEqualTo("Down is not sent yet, Down of g: it fires at 12:07:00Z; fired at 12:07:00Z, it would go "
                        + "this way: ops was told nothing of this group yet; next: notified at 12:07:30Z (first "
                        + "notification).");

        scenario.ruleFires(b);
        scenario.after(ofMinutes(1));
        soft.assertThat(Present.explain(scenario.router.inquire(a).result(), pending, history())
                        .sentence())
                .endsWith("next: notified at 12:10:30Z (new alerts added).");
        scenario.after(ofMinutes(6)).ruleFires(a);
        scenario.after(ofMinutes(3).plusSeconds(29));
        soft.assertThat(ops.delivered()).hasSize(1);
        scenario.after(ofSeconds(1));
        soft.assertThat(ops.delivered()).hasSize(2);
    }

    @Test
    void a_resolution_that_nobody_wants_to_hear_of_is_let_go() {
        scenario.receiver("quiet", false);
        scenario.routes(route("quiet")).start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);

        soft.assertThat(sentence(a))
                .isEqualTo("Down is resolved since 12:01:00Z: quiet was notified last at 12:00:30Z that it "
                        + "fires; next: at 12:05:30Z the group lets it go, and no notification follows "
                        + "(send_resolved is false).");
    }

    @Test
    void an_alert_whose_end_was_told_has_nothing_more_to_say() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(10));

        soft.assertThat(sentence(a)).isEqualTo("Down is resolved since 12:01:00Z: ops has nothing more to hear of it.");
    }

    @Test
    void a_receiver_that_fails_says_how_and_when_it_is_tried_again() {
        ops.answers(new DeliveryResult.Retryable(FailureReason.SERVER_ERROR, "503 from hooks.example", ofSeconds(20)));
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(60));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops: attempt 2 failed: 503 from hooks.example; "
                        + "attempt 3 at 12:01:10Z, and no attempt begins after 12:05:30Z; next: attempt 3 "
                        + "at 12:01:10Z.");
    }

    @Test
    void a_receiver_that_refuses_waits_for_the_next_flush() {
        ops.answers(new DeliveryResult.Rejected(FailureReason.CLIENT_ERROR, "404 from hooks.example"));
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(60));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops: the flush of 12:00:30Z could not deliver (first "
                        + "notification) after 1 attempt: 404 from hooks.example (clientError); the next "
                        + "flush tries again; next: notified at 12:05:30Z (first notification).");
    }

    @Test
    void an_attempt_whose_turn_has_not_come_is_said_to_wait() {
        ops.answersWith(() -> Promise.<DeliveryResult>promise().future());
        scenario.options(RouterOptions.DEFAULTS.withDeliveries(new DeliveryLimits(1, 100)))
                .start()
                .ruleFires(labels("First"), labels("Second"), a);
        scenario.after(ofSeconds(35));

        soft.assertThat(sentence(a))
                .isEqualTo(
                        "Down fires since 12:00:00Z: ops: attempt 1 waits for its turn, and before it 1 of other groups "
                                + "for the same integration; no attempt begins after 12:05:30Z; next: attempt 1, when it is its turn.");
    }

    @Test
    void an_attempt_without_an_answer_is_waited_for() {
        ops.answersWith(() -> Promise.<DeliveryResult>promise().future());
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(60));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops: attempt 1 waits for its answer; no attempt "
                        + "begins after 12:05:30Z; next: the answer to attempt 1.");
    }

    @Test
    void one_integration_that_fails_is_told_apart_from_one_that_works() {
        RecordingNotifier second = scenario.receiver("ops");
        second.answers(new DeliveryResult.Rejected(FailureReason.CLIENT_ERROR, "404 from hooks.example"));
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(60));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops/webhook/0 was notified last at 12:00:30Z that it "
                        + "fires; next: notified at 16:00:30Z (repeat interval elapsed); ops/webhook/1: the "
                        + "flush of 12:00:30Z could not deliver (first notification) after 1 attempt: 404 "
                        + "from hooks.example (clientError); the next flush tries again; next: notified at "
                        + "12:05:30Z (first notification).");
    }

    @Test
    void an_integration_that_is_done_before_the_others_of_the_first_flush_is_nothing_unknown() {
        scenario.receiver("ops")
                .answers(new DeliveryResult.Retryable(FailureReason.SERVER_ERROR, "503", ofSeconds(20)));
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(40));

        soft.assertThat(gates(explanation(a))).contains("""
                        dedup | nothing new | was notified last at 12:00:30Z that it fires
                        delivery | nothing new | nothing of the flush of 12:00:30Z, the first on record, is under way for it
                        """);
    }

    @Test
    void each_group_of_an_alert_has_its_own_story() {
        scenario.receiver("db");
        scenario.interval(nights());
        Route muted = withTimes(child("ops", true, is("alertname", "Down")), List.of("nights"), List.of());
        scenario.routes(route("ops", muted, child("db", false, is("alertname", "Down"))));
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: ops is not notified, because it is inside the mute "
                        + "times \"nights\" until 13:00:00Z (Sun 14:00 in Europe/Berlin); next: notified at "
                        + "13:00:30Z (first notification); db was notified last at 12:00:30Z that it fires; "
                        + "next: notified at 16:00:30Z (repeat interval elapsed).");
    }

    @Test
    void a_receiver_without_integrations_tells_nobody() {
        scenario.routes(route("nobody")).start().ruleFires(a);

        soft.assertThat(sentence(a))
                .isEqualTo("Down fires since 12:00:00Z: receiver nobody has no integration, so nobody is told.");
    }

    @Test
    void labels_that_no_alert_has_are_answered_for_one_that_would_come() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(2));

        soft.assertThat(sentence(b))
                .isEqualTo("There is no alert with exactly these labels; one that fired from now on would go this "
                        + "way: ops was notified last at 12:00:30Z, and not of this alert; next: notified "
                        + "at 12:05:30Z (new alerts added).");
        soft.assertThat(sentence(labels("Other")))
                .isEqualTo("There is no alert with exactly these labels; one that fired from now on would go this "
                        + "way: ops was told nothing of this group yet; next: notified at 12:02:30Z (first "
                        + "notification).");
        soft.assertThat(scenario.router.known().result()).containsExactly(a);
    }

    @Test
    void an_alert_over_the_limit_says_so() {
        scenario.options(RouterOptions.DEFAULTS.withAlertsPerName(1)).start().fires(a, b);

        soft.assertThat(explanation(b).findings().get(1).text())
                .isEqualTo("no alert with these labels is held; turned away at 12:00:00Z: over the limit of "
                        + "1 alerts named Down");
    }

    @Test
    void a_gate_that_broke_and_let_alerts_pass_is_named() {
        scenario.routes(withTimes(route("ops"), List.of("a name that no interval has"), List.of()))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1));

        soft.assertThat(gates(explanation(a)))
                .contains(
                        "mute time | passes | the route has no mute times; at the last flush, at 12:00:30Z, this gate broke"
                                + " and let everything pass, see the log");
        soft.assertThat(gates(explanation(a, scenario.now())))
                .contains("mute time | passes | broke, and let everything pass; see the log");
    }

    @Test
    void an_alert_that_is_pending_is_said_to_be_with_its_rule() {
        Finding pending = Finding.of(Gate.RULE, Effect.WAITS, "Down of g: pending since 11:59:00Z");

        scenario.start();
        Explanation told = Present.explain(scenario.router.inquire(a).result(), pending, history());

        soft.assertThat(told.sentence())
                .isEqualTo(
                        "Down is not sent yet, Down of g: pending since 11:59:00Z; one that fired from now on would go"
                                + " this way: ops was told nothing of this group yet; next: notified at 12:00:30Z (first"
                                + " notification).");
    }

    @Test
    void after_a_restart_an_attempt_of_which_nobody_knows_whether_it_arrived_is_named() {
        ops.answersWith(() -> Promise.<DeliveryResult>promise().future());
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(40));
        scenario.crashAndRestartAfter(ofSeconds(1));

        soft.assertThat(gates(explanation(a))).contains("whether the attempt of 12:00:30Z arrived is not known");
    }

    @Test
    void flushes_that_are_not_on_record_because_they_came_to_the_same_are_counted() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(7));
        FlushRecord quiet = scenario.decisions.flushes().get(1);
        History untilThen = new History(scenario.decisions.flushes(), List.of());

        soft.assertThat(quiet.isQuiet()).isTrue();
        soft.assertThat(delivery(untilThen)).isEqualTo("the flush of 12:05:30Z had nothing new for it");
        scenario.after(ofMinutes(5));
        soft.assertThat(delivery(untilThen))
                .isEqualTo("the flush of 12:05:30Z had nothing new for it; the next one came to the same");
        scenario.after(ofMinutes(30));
        soft.assertThat(delivery(untilThen))
                .isEqualTo("the flush of 12:05:30Z had nothing new for it; the 7 since came to the same");
    }

    @Test
    void of_flushes_that_are_not_on_record_nothing_is_claimed_that_nobody_knows() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(7));
        History untilThen = new History(scenario.decisions.flushes(), List.of());

        scenario.after(ofMinutes(65));
        soft.assertThat(delivery(untilThen))
                .as("a record vouches for an hour")
                .isEqualTo("the flush of 12:05:30Z had nothing new for it; the 13 since are not on record");
    }

    @Test
    void a_delivery_whose_record_was_lost_did_not_come_to_the_same() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(7));
        History untilThen = new History(scenario.decisions.flushes(), List.of());
        scenario.ruleFires(b);
        scenario.after(ofMinutes(4));

        soft.assertThat(delivery(untilThen))
                .isEqualTo("the flush of 12:05:30Z had nothing new for it; the next one is not on record");
    }

    private String delivery(History history) {
        return Present.explain(scenario.router.inquire(a).result(), RULE, history)
                .groups()
                .get(0)
                .integrations()
                .get(0)
                .delivery()
                .text();
    }

    // The past.

    @Test
    void the_past_tells_what_was_decided_then() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(10));
        Instant then = scenario.now();
        scenario.silence(ofHours(1), is("i", "a"));
        scenario.after(ofMinutes(30)).ruleResolves(a);
        scenario.after(ofHours(2));

        soft.assertThat(explanation(a, then).sentence())
                .isEqualTo("At 12:10:00Z Down fired: ops/webhook/0 was notified last at 12:00:30Z that it "
                        + "fires (first notification).");
        soft.assertThat(gates(explanation(a, then))).isEqualTo("""
                        ingest | passes | nothing with its labels was turned away, as far as is recorded
                        route | passes | reached receiver ops by {}
                        ops {}:{alertname="Down"}
                        group | passes | first flushed at 12:00:30Z (flush 1); nothing was new since flush 2, at 12:05:30Z, with 1 firing and 0 resolved
                        active time | passes | let it pass
                        mute time | passes | let it pass
                        inhibit | passes | let it pass
                        silence | passes | let it pass
                        ops/webhook/0
                        dedup | passes | was notified last at 12:00:30Z that it fires (first notification)
                        delivery | nothing new | the flush of 12:05:30Z had nothing new for it
                        next: delivered by the flush of 13:10:30Z (all alerts resolved) with 1 attempt
                        """);
        soft.assertThat(explanation(a, then.plus(ofMinutes(20)))
                        .sentence()
                        .replaceAll("[0-9a-f]{8}-[-0-9a-f]{27}", "ID"))
                .isEqualTo("At 12:30:00Z Down fired: ops was not notified, because it was silenced by ID.");
        soft.assertThat(explanation(a, then.plus(ofHours(2))).sentence())
                .isEqualTo("At 14:10:00Z Down was resolved: ops had nothing more to hear of it since 13:10:30Z.");
        soft.assertThat(explanation(a, then.minus(ofHours(2))).sentence())
                .isEqualTo("Of Down at 10:10:00Z nothing is on record: the records reach back to 12:00:30Z only.");
    }

    @Test
    void a_failure_of_the_past_is_told_with_what_came_after() {
        ops.answers(new DeliveryResult.Rejected(FailureReason.CLIENT_ERROR, "404 from hooks.example"));
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        Instant then = scenario.now();
        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(10));

        Explanation told = explanation(a, then);
        soft.assertThat(told.sentence())
                .isEqualTo("At 12:01:00Z Down fired: ops/webhook/0 was not notified of it: the flush of "
                        + "12:00:30Z could not deliver (first notification) after 1 attempt: 404 from "
                        + "hooks.example (clientError); the next flush tries again.");
        soft.assertThat(told.groups().get(0).integrations().get(0).next())
                .isEqualTo("delivered by the flush of 12:05:30Z (first notification) with 1 attempt");
    }

    @Test
    void an_integration_that_takes_no_resolutions_is_not_said_to_have_got_one() {
        scenario.receiver("quiet", false);
        scenario.routes(route("quiet")).start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.ruleFires(b);
        scenario.after(ofMinutes(5));

        soft.assertThat(explanation(a, scenario.now())
                        .groups()
                        .get(0)
                        .integrations()
                        .get(0)
                        .dedup()
                        .text())
                .isEqualTo("was notified last at 12:00:30Z that it fires (first notification)");
    }

    @Test
    void records_that_were_pushed_out_are_missed_and_not_made_up() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        Instant then = scenario.now();
        scenario.after(ofMinutes(5));
        History late = new History(history().flushes().subList(1, 2), List.of());

        soft.assertThat(Past.isRecorded(a, late)).isFalse();
        soft.assertThat(Past.explain(a, then, RULE, 0, late).sentence())
                .isEqualTo("Of Down at 12:01:00Z nothing is on record: the records reach back to 12:05:30Z only.");
    }

    @Test
    void a_reload_and_a_clock_that_was_set_back_do_not_confuse_the_records() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(10));
        scenario.reload();
        scenario.jumpWallClock(ofMinutes(-20));
        scenario.after(ofMinutes(30));

        Explanation told = explanation(a, scenario.now());
        soft.assertThat(told.sentence())
                .isEqualTo("At 12:20:00Z Down fired: ops/webhook/0 was notified last at 12:00:30Z that it "
                        + "fires (first notification).");
        soft.assertThat(told.remarks()).anyMatch(remark -> remark.contains("set back"));
    }
}
