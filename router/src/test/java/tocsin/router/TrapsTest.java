package tocsin.router;

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

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;

/**
 * Traps of the routing specification, section 11, that no other test walks into with a whole router. Most have their test at
 * the class that would fall into them.
 */
class TrapsTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");

    private static Route groupedBy(GroupBy groupBy, Route plain, Route... children) {
        return new Route(
                plain.receiver(),
                plain.matchers(),
                plain.continueMatching(),
                groupBy,
                plain.groupWait(),
                plain.groupInterval(),
                plain.repeatInterval(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(children));
    }

    /** Trap 13: a label that is missing is empty. */
    @Test
    void a_negative_matcher_takes_alerts_that_lack_the_label() {
        RecordingNotifier rest = scenario.receiver("rest");
        RecordingNotifier any = scenario.receiver("any");
        scenario.routes(route(
                        "ops",
                        child("rest", true, new Matcher("team", Matcher.Op.NOT_EQUAL, "db")),
                        child("any", true, new Matcher("team", Matcher.Op.REGEX, ".*"))))
                .start()
                .ruleFires(a);

        scenario.after(ofSeconds(30));
        assertThat(lines(rest)).containsExactly("first notification: a /");
        assertThat(lines(any)).containsExactly("first notification: a /");
        assertThat(ops.attempts()).isEmpty();
    }

    /** Traps 15 and 16: matchers are joined by a comma, labels by a comma and a space, and what an alert lacks is left out. */
    @Test
    void a_group_key_is_written_as_upstream_writes_it() {
        Route byMore = groupedBy(
                GroupBy.names("alertname", "dc", "i"),
                child("ops", false, is("alertname", "Down"), new Matcher("dc", Matcher.Op.NOT_EQUAL, "x")));
        scenario.routes(route("root", byMore)).start().ruleFires(a);

        scenario.after(ofSeconds(30));
        assertThat(ops.last().groupKey()).isEqualTo("{}/{alertname=\"Down\",dc!=\"x\"}:{alertname=\"Down\", i=\"a\"}");
    }

    /** Trap 17. */
    @Test
    void grouping_by_nothing_is_one_group_also_below_a_route_that_groups_by_everything() {
        Route below = groupedBy(GroupBy.NOTHING, child("ops", false, new Matcher("i", Matcher.Op.NOT_EQUAL, "")));
        scenario.routes(groupedBy(GroupBy.ALL, route("ops"), below)).start();
        scenario.ruleFires(a, labels("Other", "i", "b"), labels("Down", "x", "1"), labels("Down", "x", "2"));

        scenario.after(ofSeconds(30));
        assertThat(lines(ops))
                .containsExactlyInAnyOrder(
                        "first notification: a b /", "first notification: Down /", "first notification: Down /");
    }

    /** Trap 30: an entry has outlived its life, but what has alerts is not forgotten, and nothing judges it by its age. */
    @Test
    void an_old_log_entry_still_counts_while_its_group_has_alerts() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.silence(ofHours(24), is("i", "a"));
        scenario.after(ofHours(20)).ruleResolves(a);
        scenario.after(ofHours(5));

        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    /** Trap 35: an integration is known by its place among those of its kind. */
    @Test
    void an_integration_that_is_added_below_is_told_and_the_others_are_not_told_again() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        RecordingNotifier second = scenario.receiver("ops");
        scenario.reload();

        scenario.after(ofMinutes(10));
        assertThat(ops.attempts()).hasSize(1);
        assertThat(lines(second)).containsExactly("first notification: a /");
    }

    /** Traps 36 and 37, of alerts that are over when they come. */
    @Test
    void an_alert_with_an_end_only_began_at_its_end_and_one_that_was_before_it_is_another() {
        scenario.start();
        scenario.post(posted(a, null, START.plusSeconds(60)));
        scenario.after(ofSeconds(30));
        assertThat(ops.last().alerts().get(0).startsAt()).isEqualTo(START.plusSeconds(60));

        scenario.after(ofSeconds(40)).post(posted(a, START.plusSeconds(65), START.plusSeconds(900)));
        scenario.after(ofMinutes(5));
        assertThat(scenario.router.alerts().get(0).alert().startsAt()).isEqualTo(START.plusSeconds(65));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    /** Trap 38. */
    @Test
    void a_resend_without_end_does_not_shorten_an_end_that_was_named() {
        scenario.start();
        scenario.post(posted(a, START.minusSeconds(1), START.plus(ofHours(2))));
        scenario.after(ofMinutes(1)).post(posted(a, START, null));

        scenario.after(ofMinutes(110));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        scenario.after(ofMinutes(15));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    /** Trap 43. */
    @Test
    void an_alert_on_both_sides_of_a_rule_mutes_neither_itself_nor_its_twin() {
        scenario.inhibit(new InhibitRule(
                        null, List.of(is("alertname", "Down")), List.of(is("alertname", "Down")), Set.of()))
                .start()
                .ruleFires(a, labels("Down", "i", "b"));

        scenario.after(ofSeconds(30));
        assertThat(lines(ops)).containsExactly("first notification: a b /");
    }

    /** Trap 55 and promise 9: nobody waits for a cluster that is not there. */
    @Test
    void the_first_notification_of_a_fresh_process_waits_for_group_wait_and_nothing_else() {
        scenario.start().ruleFires(a);

        scenario.after(ofSeconds(30));
        assertThat(ops.delivered()).extracting(Notification::flushedAt).containsExactly(START.plusSeconds(30));
    }

    /** Trap 64, with source and target in groups of their own: the target's receiver never heard of it. */
    @Test
    void a_target_in_another_group_that_resolves_together_with_its_source_is_not_mentioned() {
        scenario.inhibit(new InhibitRule(
                        null, List.of(is("alertname", "Down")), List.of(is("alertname", "Slow")), Set.of()))
                .start();
        Labels slow = labels("Slow", "i", "slow");
        scenario.ruleFires(a, slow);
        scenario.after(ofMinutes(1)).ruleResolves(a, slow);

        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(scenario.router.groups()).isEmpty();
    }
}
