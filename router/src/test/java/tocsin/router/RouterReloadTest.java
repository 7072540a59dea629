package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.route.Route;

class RouterReloadTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a", "team", "db");
    private final Labels b = labels("Down", "i", "b", "team", "db");

    @Test
    void a_reload_sends_nothing_again() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(2)).reload();

        scenario.after(ofHours(3));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void a_reload_after_the_clock_was_set_back_does_not_bring_back_what_has_ended() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(6)).jumpWallClock(ofHours(-1));

        scenario.reload().after(ofMinutes(30));

        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void a_reload_restarts_group_wait() {
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(20)).reload();

        scenario.after(ofSeconds(29));
        assertThat(ops.attempts()).isEmpty();
        scenario.after(ofSeconds(1));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void a_route_that_is_added_above_does_not_make_known_groups_new_ones() {
        RecordingNotifier db = scenario.receiver("db");
        scenario.routes(route("ops", child("db", false, is("team", "db"))))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1))
                .routes(route("ops", child("ops", false, is("team", "web")), child("db", false, is("team", "db"))))
                .reload();

        scenario.after(ofHours(1));
        assertThat(lines(db)).containsExactly("first notification: a /");
    }

    @Test
    void an_attempt_under_way_at_a_reload_is_logged_and_not_repeated() {
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(40)).reload();
        ops.answers(RecordingNotifier.ok());
        scenario.after(ofSeconds(9));
        assertThat(ops.attempts()).hasSize(1);

        pending.complete(RecordingNotifier.ok());
        scenario.after(ofHours(3));
        assertThat(ops.attempts()).hasSize(1);
        assertThat(scenario.router.groups()).hasSize(1);
    }

    @Test
    void a_reload_does_not_wait_for_an_attempt_that_hangs() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(40)).reload();
        ops.answers(RecordingNotifier.ok());

        scenario.after(ofSeconds(10));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        List<FlushRecord> records = scenario.decisions.flushes();
        assertThat(records.get(0).decisions().get(0)).isInstanceOf(Decision.Stopped.class);
        assertThat(records.get(1).decisions().get(0))
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.unsureBefore()).isTrue());
    }

    @Test
    void an_attempt_that_fails_after_a_reload_is_taken_over_by_the_new_group() {
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(40)).reload();
        ops.answers(RecordingNotifier.ok());
        scenario.after(ofSeconds(1));

        pending.complete(RecordingNotifier.unavailable());
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(scenario.observer.seen).noneMatch(line -> line.startsWith("failed"));
        assertThat(scenario.decisions.flushes().get(0).decisions().get(0)).isInstanceOf(Decision.Stopped.class);
    }

    @Test
    void a_reload_does_not_wait_for_the_retries_of_the_old_configuration() {
        ops.answers(RecordingNotifier.unavailable());
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(3));
        ops.answers(RecordingNotifier.ok());
        ops.clear();

        scenario.reload().after(ofSeconds(0));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        scenario.after(ofMinutes(3));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void a_flush_whose_labels_are_rendered_during_a_reload_is_left_to_the_new_configuration() {
        Promise<Labels> rendering = Promise.promise();
        RecordingNotifier old = scenario.receiver("old");
        old.answers(RecordingNotifier.unavailable());
        scenario.routes(labelled(route("old")))
                .routeLabels(flush -> rendering.future())
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(40))
                .routeLabels(flush -> Future.succeededFuture(Labels.empty()))
                .reload();
        rendering.complete(Labels.empty());
        assertThat(old.attempts()).isEmpty();
        assertThat(scenario.decisions.flushes().get(0).decisions().get(0)).isInstanceOf(Decision.Stopped.class);

        old.answers(RecordingNotifier.ok());
        scenario.after(ofSeconds(30));
        assertThat(lines(old)).containsExactly("first notification: a /");
    }

    private static Route labelled(Route plain) {
        return new Route(
                plain.receiver(),
                plain.matchers(),
                false,
                plain.groupBy(),
                plain.groupWait(),
                plain.groupInterval(),
                plain.repeatInterval(),
                Map.of("team", "{{ x }}"),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void a_resolution_that_is_not_sent_yet_survives_a_reload_even_after_alerts_were_cleared_up() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        ops.answers(RecordingNotifier.unavailable());
        scenario.ruleResolves(a);
        scenario.after(ofHours(2)).reload();
        scenario.after(ofMinutes(10));

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void a_resolution_that_was_sent_does_not_come_back_with_a_reload() {
        scenario.start().ruleFires(a, b);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(10)).reload();

        scenario.after(ofHours(5));
        assertThat(lines(ops))
                .containsExactly(
                        "first notification: a b /", "some alerts resolved: b / a", "repeat interval elapsed: b /");
    }

    @Test
    void alerts_move_to_the_routes_of_the_new_tree() {
        RecordingNotifier db = scenario.receiver("db");
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1))
                .routes(route("ops", child("db", false, is("team", "db"))))
                .reload();

        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(5));
        assertThat(lines(db)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }
}
