package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.mute.TimeInterval.Range;
import tocsin.router.route.Route;

/**
 * It is Sunday, 1 March 2026, 12:00 UTC. Grouped by alertname; group_wait 30 s, group_interval 5 m, repeat_interval 4 h, so
 * that flushes are at 12:00:30, 12:05:30 and so on.
 */
class RouterTimeIntervalTest {
    private static final NamedTimeInterval NEVER = new NamedTimeInterval("never", List.of());

    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    /** {@code 12:05} is {@code 1205}. */
    private static NamedTimeInterval daily(String name, int from, int to) {
        return daily(name, from, to, ZoneOffset.UTC);
    }

    private static NamedTimeInterval daily(String name, int from, int to, ZoneId zone) {
        Range range = new Range(from / 100 * 60 + from % 100, to / 100 * 60 + to % 100);
        return new NamedTimeInterval(name, List.of(new TimeInterval(List.of(range), null, null, null, null, zone)));
    }

    private static Route muted(Route plain, String... names) {
        return timed(plain, List.of(names), List.of());
    }

    private static Route active(Route plain, String... names) {
        return timed(plain, List.of(), List.of(names));
    }

    private static Route timed(Route plain, List<String> mute, List<String> active) {
        return new Route(
                plain.receiver(),
                plain.matchers(),
                plain.continueMatching(),
                plain.groupBy(),
                plain.groupWait(),
                plain.groupInterval(),
                plain.repeatInterval(),
                Map.of(),
                mute,
                active,
                plain.routes());
    }

    private List<Instant> times() {
        return ops.delivered().stream().map(Notification::flushedAt).toList();
    }

    private Verdict verdict() {
        return scenario.router.alerts().get(0).verdict();
    }

    private static Instant at(int minute, int second) {
        return START.plusSeconds(60L * minute + second);
    }

    @Test
    void a_mute_time_holds_everything_back_and_after_it_the_next_tick_tells_it() {
        scenario.interval(daily("lunch", 1200, 1208))
                .routes(muted(route("ops"), "lunch"))
                .start()
                .ruleFires(a, b);
        scenario.after(ofMinutes(6));
        assertThat(ops.attempts()).isEmpty();
        assertThat(verdict()).isEqualTo(new Verdict.Muted(SuppressionReason.MUTE_TIME_INTERVAL, List.of("lunch")));
        assertThat(scenario.observer.count("suppressed mute_time_interval 2")).isEqualTo(2);

        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a b /");
        assertThat(times()).as("not at 12:08").containsExactly(at(10, 30));
        assertThat(verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void outside_of_its_active_times_a_route_tells_nothing_and_all_their_names_are_said_to_mute_it() {
        scenario.interval(daily("night", 2200, 2400))
                .interval(daily("afternoon", 1208, 1800))
                .routes(active(route("ops"), "night", "afternoon"))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(6));
        assertThat(ops.attempts()).isEmpty();
        assertThat(verdict())
                .isEqualTo(new Verdict.Muted(SuppressionReason.ACTIVE_TIME_INTERVAL, List.of("night", "afternoon")));
        assertThat(scenario.observer.count("suppressed active_time_interval 1")).isEqualTo(2);

        scenario.after(ofMinutes(6));
        assertThat(times()).as("one active time is enough").containsExactly(at(10, 30));
    }

    @Test
    void a_mute_time_counts_within_an_active_time() {
        scenario.interval(daily("day", 800, 1800))
                .interval(daily("lunch", 1200, 1300))
                .routes(timed(route("ops"), List.of("lunch"), List.of("day")))
                .start()
                .ruleFires(a);

        scenario.after(ofMinutes(59));
        assertThat(ops.attempts()).isEmpty();
        assertThat(verdict()).isEqualTo(new Verdict.Muted(SuppressionReason.MUTE_TIME_INTERVAL, List.of("lunch")));
        scenario.after(ofMinutes(2));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void an_interval_that_contains_no_time_never_mutes_and_as_the_only_active_one_always_does() {
        RecordingNotifier never = scenario.receiver("never");
        Route child = RouterScenario.child("never", true, is("i", "a"));
        Route other = RouterScenario.child("ops", false, is("i", "a"));
        scenario.interval(NEVER)
                .routes(route("ops", active(child, "never"), muted(other, "never")))
                .start()
                .ruleFires(a);

        scenario.after(Duration.ofDays(8));
        assertThat(never.attempts()).isEmpty();
        assertThat(lines(ops)).first().isEqualTo("first notification: a /");
    }

    /** Trap 18. */
    @Test
    void a_child_does_not_take_over_the_times_of_its_parent() {
        Route parent = RouterScenario.child("nobody", false, is("alertname", "Down"));
        Route child = RouterScenario.child("ops", false, new Matcher("i", Matcher.Op.NOT_EQUAL, ""));
        Route withChild = new Route(
                parent.receiver(),
                parent.matchers(),
                false,
                parent.groupBy(),
                parent.groupWait(),
                parent.groupInterval(),
                parent.repeatInterval(),
                Map.of(),
                List.of("always"),
                List.of("never"),
                List.of(child));
        scenario.interval(NEVER)
                .interval(daily("always", 0, 2400))
                .routes(route("root", withChild))
                .start()
                .ruleFires(a);

        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    /** Promise 4. */
    @Test
    void a_resolution_in_a_mute_time_is_sent_after_it() {
        scenario.interval(daily("evening", 1203, 1800))
                .routes(muted(route("ops"), "evening"))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(4)).ruleResolves(a);
        scenario.after(ofHours(5));
        assertThat(lines(ops)).containsExactly("first notification: a /");

        scenario.after(ofHours(1));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(scenario.router.groups()).isEmpty();
    }

    /** Traps 26 and 27: as upstream, for those who ask for it. */
    @Test
    void a_resolution_in_a_mute_time_is_lost_when_the_operator_wants_it_so() {
        scenario.options(RouterOptions.DEFAULTS.withResolvedAfterMute(false))
                .interval(daily("evening", 1203, 1230))
                .routes(muted(route("ops"), "evening"))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(4)).ruleResolves(a);
        scenario.after(ofMinutes(5));
        assertThat(scenario.router.groups()).isEmpty();

        scenario.after(ofMinutes(30)).ruleFires(a);
        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).as("the log still has it as firing").containsExactly("first notification: a /");
    }

    @Test
    void a_silenced_alert_of_a_route_that_is_muted_shows_the_mute_and_no_silence() {
        scenario.interval(daily("lunch", 1200, 1300))
                .routes(muted(route("ops"), "lunch"))
                .start()
                .ruleFires(a);
        scenario.silence(ofHours(1), is("i", "a"));

        scenario.after(ofMinutes(1));
        assertThat(verdict()).isEqualTo(new Verdict.Muted(SuppressionReason.MUTE_TIME_INTERVAL, List.of("lunch")));
    }

    @Test
    void a_flush_that_had_to_wait_is_judged_by_the_time_at_which_it_was_due() {
        Promise<DeliveryResult> pending = ops.answersLater();
        Route plain = RouterScenario.timed(route("ops"), ofSeconds(58), ofMinutes(5), ofHours(4));
        scenario.interval(daily("soon", 1206, 1300))
                .routes(muted(plain, "soon"))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1)).ruleFires(b);
        scenario.after(ofMinutes(5).plusSeconds(1));
        assertThat(scenario.now()).as("due at 12:05:58").isEqualTo(at(6, 1));
        ops.answers(RecordingNotifier.ok());

        pending.complete(RecordingNotifier.ok());
        assertThat(lines(ops)).containsExactly("first notification: a /", "new alerts added: a b /");
    }

    @Test
    void a_reload_that_changes_an_interval_counts_from_the_next_flush_on() {
        scenario.interval(NEVER).routes(active(route("ops"), "never")).start().ruleFires(a);
        scenario.after(ofMinutes(20));
        assertThat(ops.attempts()).isEmpty();

        scenario.interval(daily("day", 0, 2400))
                .routes(active(route("ops"), "day"))
                .reload();
        scenario.after(ofSeconds(30));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    /** 29 March 2026: at 01:00 UTC the clock in Berlin goes from 02:00 to 03:00. */
    @Test
    void the_clock_on_the_wall_of_the_zone_decides_on_the_day_on_which_it_jumps() {
        scenario.interval(daily("from three", 300, 400, ZoneId.of("Europe/Berlin")))
                .routes(active(route("ops"), "from three"))
                .start();
        scenario.after(Duration.between(START, Instant.parse("2026-03-29T00:50:00Z")))
                .ruleFires(a);

        scenario.after(ofMinutes(30));
        assertThat(times()).containsExactly(Instant.parse("2026-03-29T01:00:30Z"));
    }

    /** 25 October 2026: at 01:00 UTC the clock in Berlin goes from 03:00 to 02:00. */
    @Test
    void an_hour_that_comes_twice_mutes_twice() {
        scenario.interval(daily("from two", 200, 300, ZoneId.of("Europe/Berlin")))
                .routes(muted(route("ops"), "from two"))
                .start();
        scenario.after(Duration.between(START, Instant.parse("2026-10-25T00:00:00Z")))
                .ruleFires(a);

        scenario.after(ofHours(3));
        assertThat(times()).containsExactly(Instant.parse("2026-10-25T02:00:30Z"));
    }
}
