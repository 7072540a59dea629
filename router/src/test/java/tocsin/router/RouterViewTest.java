package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.route;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;

/** Grouped by alertname; group_wait 30 s, group_interval 5 m. */
class RouterViewTest {
    private final RouterScenario scenario = new RouterScenario();
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    private List<AlertView> alerts(Predicate<String> receivers) {
        RouterView view = scenario.router.view();
        return settled(view.judge(settled(view.alerts()), receivers));
    }

    private List<GroupView> groups(Predicate<String> receivers) {
        RouterView view = scenario.router.view();
        return settled(view.groups(settled(view.alerts()), receivers));
    }

    private <T> T settled(Future<T> answer) {
        scenario.after(Duration.ZERO);
        return answer.result();
    }

    private AlertView alert(Labels labels) {
        return alerts(receiver -> true).stream()
                .filter(view -> view.alert().labels().equals(labels))
                .findFirst()
                .orElseThrow();
    }

    private static List<Labels> labelsOf(List<AlertView> views) {
        return views.stream().map(view -> view.alert().labels()).toList();
    }

    private static Route mutedBy(Route route, String interval) {
        return new Route(
                route.receiver(),
                route.matchers(),
                route.continueMatching(),
                route.groupBy(),
                route.groupWait(),
                route.groupInterval(),
                route.repeatInterval(),
                Map.of("team", "{{ .x }}"),
                List.of(interval),
                List.of(),
                route.routes());
    }

    private static NamedTimeInterval always(String name) {
        return new NamedTimeInterval(name, List.of(new TimeInterval(null, null, null, null, null, ZoneOffset.UTC)));
    }

    @Test
    void an_alert_is_shown_before_its_group_flushes_and_not_any_more_from_its_end_on() {
        scenario.start().fires(a);

        assertThat(labelsOf(alerts(receiver -> true))).containsExactly(a);
        assertThat(alert(a).receivers()).containsExactly("ops");
        assertThat(alert(a).suppression().suppressed()).isFalse();

        scenario.after(ofMinutes(5));
        assertThat(alerts(receiver -> true)).isEmpty();
        assertThat(groups(receiver -> true)).isEmpty();
    }

    @Test
    void a_silence_shows_at_once_and_no_longer_than_it_is_in_force() {
        scenario.start().ruleFires(a, b);
        String id = scenario.silence(ofHours(1), is("i", "a"));

        assertThat(alert(a).suppression()).isEqualTo(new Suppression(List.of(id), List.of(), List.of()));
        assertThat(alert(b).suppression()).isSameAs(Suppression.NONE);

        scenario.after(ofSeconds(1));
        scenario.expire(id);
        scenario.after(ofSeconds(1));
        assertThat(alert(a).suppression().suppressed()).isFalse();
    }

    @Test
    void an_inhibited_alert_names_the_fingerprint_of_what_inhibits_it() {
        scenario.inhibit(new InhibitRule(null, List.of(is("i", "a")), List.of(is("i", "b")), Set.of("alertname")))
                .start()
                .ruleFires(a, b);

        assertThat(alert(b).suppression().inhibitedBy())
                .containsExactly(a.fingerprint().toString());
        assertThat(alert(a).suppression().suppressed()).isFalse();
    }

    @Test
    void an_alert_is_muted_when_every_route_that_it_reaches_is() {
        Route night = mutedBy(child("night", true, is("i", "a")), "always");
        scenario.routes(route("ops", night, mutedBy(child("late", false, is("i", "a")), "ever"), child("day", true)))
                .interval(always("always"))
                .interval(always("ever"))
                .start()
                .ruleFires(a);

        assertThat(alert(a).receivers()).containsExactly("night", "late");
        assertThat(alert(a).suppression().mutedBy()).containsExactly("always", "ever");

        scenario.routes(route("ops", night, child("day", true))).reload();
        assertThat(alert(a).receivers()).containsExactly("night", "day");
        assertThat(alert(a).suppression().mutedBy()).isEmpty();
        assertThat(groups(receiver -> true))
                .extracting(GroupView::receiver, GroupView::mutedBy)
                .containsExactlyInAnyOrder(tuple("night", List.of("always")), tuple("day", List.of()));
    }

    @Test
    void an_alert_of_two_routes_is_in_both_groups_and_names_the_receivers_that_were_asked_for() {
        scenario.routes(route("ops", child("z", true), child("b", true), child("b", true)))
                .start()
                .ruleFires(a);

        assertThat(groups(receiver -> true))
                .hasSize(3)
                .allSatisfy(
                        group -> assertThat(group.alerts().get(0).receivers()).containsExactly("b", "b", "z"));
        assertThat(groups("z"::equals)).singleElement().satisfies(group -> {
            assertThat(group.receiver()).isEqualTo("z");
            assertThat(group.labels()).isEqualTo(Labels.of("alertname", "Down"));
            assertThat(group.alerts().get(0).receivers()).containsExactly("z");
        });
        assertThat(alerts("z"::equals).get(0).receivers()).containsExactly("z", "b");
        assertThat(alerts("nobody"::equals)).isEmpty();
    }

    @Test
    void a_resolved_alert_that_is_still_to_be_notified_is_not_shown() {
        scenario.start().ruleFires(a, b);
        scenario.after(ofSeconds(30));
        scenario.ruleResolves(a);

        assertThat(groups(receiver -> true))
                .singleElement()
                .satisfies(group -> assertThat(labelsOf(group.alerts())).containsExactly(b));
    }

    @Test
    void route_labels_are_rendered_from_all_firing_alerts_of_the_group() {
        List<List<Labels>> seen = new ArrayList<>();
        RouteLabelRenderer renderer = flush -> {
            seen.add(flush.alerts().stream().map(Alert::labels).toList());
            return Future.succeededFuture(
                    Labels.of("team", flush.alerts().get(0).name()));
        };
        scenario.routes(mutedBy(route("ops"), "always"))
                .interval(always("always"))
                .routeLabels(renderer)
                .start()
                .ruleFires(b, a);
        RouterView view = scenario.router.view();
        List<HeldAlert> onlyB = settled(view.alerts()).stream()
                .filter(held -> held.alert().labels().equals(b))
                .toList();

        List<GroupView> groups = settled(view.groups(onlyB, receiver -> true));

        assertThat(groups.get(0).routeLabels()).isEqualTo(Labels.of("team", "Down"));
        assertThat(labelsOf(groups.get(0).alerts())).containsExactly(b);
        assertThat(seen).containsExactly(List.of(a, b));
    }

    @Test
    void a_group_whose_route_labels_fail_is_shown_without_them() {
        scenario.routes(mutedBy(route("ops"), "always"))
                .interval(always("always"))
                .routeLabels(flush -> Future.failedFuture("no"))
                .start()
                .ruleFires(a);

        assertThat(groups(receiver -> true))
                .singleElement()
                .satisfies(group -> assertThat(group.routeLabels()).isEqualTo(Labels.empty()));
    }

    @Test
    void a_large_question_lets_timers_have_their_turn_and_forgets_nobody() {
        Route each = new Route(
                "ops",
                List.of(),
                false,
                GroupBy.names("i"),
                ofSeconds(30),
                ofMinutes(5),
                ofHours(4),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
        scenario.routes(each).start();
        for (int i = 0; i < 1_000; i++) {
            scenario.ruleFires(labels("Down", "i", "n" + i));
        }
        RouterView view = scenario.router.view();
        Future<List<AlertView>> answer = view.judge(settled(view.alerts()), receiver -> true);

        assertThat(answer.isComplete()).isFalse();
        scenario.after(Duration.ZERO);
        assertThat(answer.result()).hasSize(1_000);
        assertThat(groups(receiver -> true)).hasSize(1_000);
    }

    @Test
    void an_alert_that_was_forgotten_while_the_question_was_answered_is_left_out_and_stays_forgotten() {
        scenario.start();
        scenario.fires(a);
        scenario.ruleFires(b);
        RouterView view = scenario.router.view();
        List<HeldAlert> picked = settled(view.alerts());
        scenario.after(ofHours(1));

        assertThat(labelsOf(settled(view.judge(picked, receiver -> true)))).containsExactly(b);
        assertThat(scenario.router.figures().silences().knownAlerts()).isEqualTo(1);
    }

    @Test
    void an_alert_without_end_can_be_shown_with_the_one_that_a_post_would_get() {
        scenario.start();

        assertThat(scenario.router.view().openEnd()).isEqualTo(scenario.now().plus(ofMinutes(5)));
    }
}
