package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.DURATION;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;
import static tocsin.router.RouterScenario.timed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.group.Flush;
import tocsin.router.group.GroupState;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.pipeline.Decision;
import tocsin.router.route.Route;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

class RouterDeliveryTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    @Test
    void a_receiver_that_is_down_for_an_hour_gets_everything_once_when_it_is_back() {
        ops.answers(RecordingNotifier.unavailable());
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(30)).ruleFires(b);
        scenario.after(ofMinutes(30));
        assertThat(ops.attempts()).hasSizeGreaterThan(60);

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofHours(1));
        assertThat(lines(ops)).containsExactly("first notification: a b /");
    }

    @Test
    void what_was_resolved_while_the_receiver_was_down_is_still_told() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        ops.answers(RecordingNotifier.unavailable());
        scenario.ruleResolves(a);
        scenario.after(ofHours(1));

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void delays_between_attempts_grow_by_half_and_vary_by_half() {
        List<Instant> at = new ArrayList<>();
        ops.answersWith(() -> {
            at.add(scenario.now());
            return Future.succeededFuture(RecordingNotifier.unavailable());
        });
        scenario.routes(timed(route("ops"), Duration.ZERO, ofHours(1), ofHours(4)))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(59));

        double middle = 500;
        for (int i = 1; i < at.size(); i++) {
            long delay = Duration.between(at.get(i - 1), at.get(i)).toMillis();
            assertThat((double) delay).isBetween(middle / 2 - 1, middle * 1.5 + 1);
            middle = Math.min(60_000, middle * 1.5);
        }
        assertThat(at).hasSizeBetween(45, 120);
    }

    @Test
    void retry_after_is_honoured_but_not_beyond_the_deadline() {
        ops.answers(new DeliveryResult.Retryable(FailureReason.RATE_LIMITED, "429", ofSeconds(100)));
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(30));
        assertThat(ops.attempts()).hasSize(1);
        scenario.after(ofSeconds(99));
        assertThat(ops.attempts()).hasSize(1);
        scenario.after(ofSeconds(2));
        assertThat(ops.attempts()).hasSize(2);

        ops.answers(new DeliveryResult.Retryable(FailureReason.RATE_LIMITED, "429", ofHours(9)));
        scenario.after(ofSeconds(100));
        ops.answers(RecordingNotifier.ok());
        scenario.after(ofSeconds(99));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(scenario.observer.count("failed ops/webhook/0 rateLimited")).isEqualTo(1);
    }

    @Test
    void a_short_group_interval_leaves_ten_seconds_to_deliver() {
        ops.answers(RecordingNotifier.unavailable());
        scenario.routes(timed(route("ops"), Duration.ZERO, ofSeconds(3), ofHours(4)))
                .start()
                .ruleFires(a);

        scenario.after(ofMillis(9_999));
        assertThat(scenario.observer.count("failed ops/webhook/0 serverError")).isZero();
        scenario.after(ofMillis(1));
        assertThat(scenario.observer.count("failed ops/webhook/0 serverError")).isEqualTo(1);
    }

    @Test
    void a_rejected_notification_is_tried_again_at_the_next_flush_only() {
        ops.answers(new DeliveryResult.Rejected(FailureReason.AUTH_ERROR, "401"));
        scenario.start().ruleFires(a);

        scenario.after(ofSeconds(329));
        assertThat(ops.attempts()).hasSize(1);
        assertThat(scenario.observer.count("failed ops/webhook/0 authError")).isEqualTo(1);
        scenario.after(ofSeconds(1));
        assertThat(ops.attempts()).hasSize(2);
    }

    @Test
    void a_notifier_that_never_answers_does_not_hold_its_group_for_ever() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(30));
        ops.answers(RecordingNotifier.ok());

        scenario.after(ofMinutes(5).plusSeconds(4));
        assertThat(ops.attempts()).hasSize(1);
        scenario.after(ofSeconds(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(scenario.observer.count("failed ops/webhook/0 contextDeadlineExceeded"))
                .isEqualTo(1);
    }

    @Test
    void who_may_have_been_told_firing_by_an_attempt_given_up_is_told_the_resolution() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(4));
        ops.answers(RecordingNotifier.ok());

        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
    }

    @Test
    void no_attempt_may_outlive_the_time_of_its_flush() {
        ops.answers(RecordingNotifier.unavailable());
        scenario.routes(timed(route("ops"), Duration.ZERO, ofSeconds(20), ofHours(4)))
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(19));

        assertThat(ops.limits()).hasSizeGreaterThan(5).first().isEqualTo(ofSeconds(25));
        assertThat(ops.limits()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ops.limits()).last().asInstanceOf(DURATION).isBetween(ofSeconds(5), ofSeconds(20));
    }

    @Test
    void a_notifier_that_throws_has_failed_and_is_tried_again() {
        ops.answersWith(() -> {
            throw new IllegalStateException("https://secret@host");
        });
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(31));
        assertThat(ops.attempts()).hasSizeGreaterThan(1);
        ops.answers(RecordingNotifier.ok());

        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void who_may_have_been_told_firing_is_told_the_end_although_an_attempt_to_tell_it_was_not_answered_either() {
        ops.answersLater();
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(1), ofHours(4)))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(1));
        assertThat(ops.attempts())
                .extracting(notification -> notification.reason().text())
                .containsExactly("first notification", "all alerts resolved");

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(2));
        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
    }

    /** Promise 4, when nobody knows whether the receiver was told. */
    @Test
    void who_may_have_been_told_firing_is_told_the_end_although_it_came_under_a_mute() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(4));
        ops.answers(RecordingNotifier.ok());
        String silence = scenario.silence(ofHours(1), is("i", "a"));
        scenario.ruleResolves(a);
        scenario.after(ofMinutes(20));
        assertThat(lines(ops)).isEmpty();

        scenario.expire(silence);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
        assertThat(scenario.router.groups()).isEmpty();
    }

    @Test
    void what_a_receiver_may_have_been_told_is_not_forgotten_while_it_is_told_of_other_alerts() {
        scenario.start().ruleFires(b);
        scenario.after(ofMinutes(1));
        ops.answersLater();
        scenario.ruleFires(a);
        scenario.after(ofMinutes(9));
        ops.answers(RecordingNotifier.ok());
        String silence = scenario.silence(ofHours(9), is("i", "a"));
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).as("nothing new").containsExactly("first notification: b /");
        scenario.ruleFires(labels("Down", "i", "c"));
        scenario.after(ofMinutes(5)).ruleResolves(a);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: b /", "new alerts added: b c /");

        scenario.expire(silence);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).hasSize(3).last().isEqualTo("some alerts resolved: b c / a");
    }

    @Test
    void an_integration_whose_code_is_broken_does_not_keep_the_others_from_being_told() {
        RecordingNotifier second = scenario.receiver("ops");
        ops.answersWith(() -> {
            throw new NoClassDefFoundError("of a library");
        });
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(31));
        assertThat(lines(second)).containsExactly("first notification: a /");

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(6));
        assertThat(lines(ops)).containsExactly("first notification: a /");
        assertThat(second.attempts()).hasSize(1);
    }

    @Test
    void a_notifier_whose_answer_is_nothing_has_failed_and_is_tried_again() {
        ops.answersWith(() -> Future.succeededFuture());
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));
        ops.answers(RecordingNotifier.ok());

        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    /** A page too many is a nuisance, a page too few an outage that nobody saw. */
    @Test
    void a_gate_that_is_broken_holds_nothing_back_and_the_others_still_do() {
        Route plain = route("ops");
        scenario.routes(new Route(
                        plain.receiver(),
                        plain.matchers(),
                        false,
                        plain.groupBy(),
                        plain.groupWait(),
                        plain.groupInterval(),
                        plain.repeatInterval(),
                        Map.of(),
                        List.of("a name that no interval has"),
                        List.of(),
                        List.of()))
                .start()
                .ruleFires(a, b);
        scenario.silence(ofHours(1), is("i", "b"));

        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void latency_is_that_of_one_attempt() {
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(32));
        pending.complete(RecordingNotifier.ok());

        assertThat(scenario.observer.seen).contains("requested ops/webhook/0 PT2S");
    }

    @Test
    void receiver_data_comes_back_with_the_next_notification_but_not_after_the_end() {
        ops.answers(new DeliveryResult.Delivered(Map.of("ts", "1")));
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleFires(b);
        scenario.after(ofMinutes(5)).ruleResolves(a, b);
        scenario.after(ofMinutes(5)).ruleFires(a);
        scenario.after(ofMinutes(1));

        assertThat(ops.delivered())
                .extracting(notification -> notification.receiverData())
                .containsExactly(Map.of(), Map.of("ts", "1"), Map.of("ts", "1"), Map.of());
    }

    @Test
    void what_was_not_as_configured_is_kept_with_the_decision() {
        ops.answers(new DeliveryResult.Delivered(Map.of(), List.of("`payload`: template: :1: no")));
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));

        assertThat(scenario.decisions.flushes().get(0).decisions().get(0))
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.notes()).containsExactly("`payload`: template: :1: no"));
    }

    @Test
    void receiver_data_is_carried_on_by_partial_resolutions_and_repeats() {
        ops.answers(new DeliveryResult.Delivered(Map.of("ts", "1")));
        scenario.start().ruleFires(a, b);
        scenario.after(ofMinutes(1)).ruleResolves(b);
        scenario.after(ofHours(5));

        assertThat(lines(ops))
                .containsExactly(
                        "first notification: a b /", "some alerts resolved: a / b", "repeat interval elapsed: a /");
        assertThat(ops.delivered())
                .extracting(notification -> notification.receiverData())
                .containsExactly(Map.of(), Map.of("ts", "1"), Map.of("ts", "1"));
    }

    @ParameterizedTest(name = "retention {0}: {1}")
    @CsvSource({"PT120H, PT8H", "PT8H, PT8H", "PT1H, PT1H"})
    void a_log_entry_lives_twice_the_repeat_interval_but_no_longer_than_the_retention(
            Duration retention, Duration life) {
        RouterOptions usual = RouterOptions.DEFAULTS;
        scenario.options(new RouterOptions(
                        usual.names(),
                        retention,
                        usual.startDelay(),
                        usual.alertsPerName(),
                        usual.alertGcInterval(),
                        usual.maintenanceInterval(),
                        true,
                        usual.silences(),
                        usual.deliveries()))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1));

        List<LogEntry> entries = new ArrayList<>();
        scenario.journal().restore(NotificationLog.TABLE, entries::add);
        assertThat(entries).extracting(LogEntry::life).containsExactly(life);
    }

    @Test
    void a_store_that_fails_does_not_stop_delivery() {
        scenario.store(new BrokenStore(Future.failedFuture("disk full")))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(6));

        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        assertThat(scenario.observer.count("state write failed")).isPositive();
    }

    @Test
    void a_store_that_hangs_does_not_stop_delivery() {
        scenario.store(new BrokenStore(Promise.<Void>promise().future()))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        scenario.after(ofMinutes(6));

        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void an_attempt_waits_until_its_intent_is_on_disk() {
        Promise<Void> disk = Promise.promise();
        scenario.store(new BrokenStore(disk.future())).start().ruleFires(a);
        scenario.after(ofSeconds(30).plusMillis(999));
        assertThat(ops.attempts()).isEmpty();

        disk.complete();
        scenario.after(ofMillis(0));

        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void a_disk_that_hangs_holds_a_page_back_for_a_second_and_no_longer() {
        scenario.store(new BrokenStore(Promise.<Void>promise().future()))
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(31));

        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void an_attempt_that_waits_for_the_disk_is_not_made_when_the_process_ends_meanwhile() {
        scenario.store(new BrokenStore(Promise.<Void>promise().future()))
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(30).plusMillis(500));
        Future<Void> closed = scenario.router.close(ofSeconds(10));
        scenario.after(ofSeconds(20));

        assertThat(closed.isComplete()).isTrue();
        assertThat(ops.attempts()).isEmpty();
    }

    private record BrokenStore(Future<Void> answer) implements StateStore {
        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            return answer;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    @Test
    void close_waits_for_an_attempt_under_way_and_begins_none() {
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(30));
        Future<Void> closed = scenario.router.close(ofSeconds(10));
        scenario.after(ofSeconds(3));
        assertThat(closed.isComplete()).isFalse();

        pending.complete(RecordingNotifier.ok());
        scenario.after(ofMillis(20));
        assertThat(closed.succeeded()).isTrue();
        ops.answers(RecordingNotifier.ok());
        scenario.after(ofHours(5));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void when_the_router_is_closed_nothing_is_left_to_be_written() {
        SlowStore store = new SlowStore();
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.store(store).start().ruleFires(a);
        scenario.after(ofSeconds(31));
        List<Integer> writtenWhenClosed = new ArrayList<>();
        scenario.router.close(ofSeconds(10)).onComplete(closed -> writtenWhenClosed.add(store.appends));
        pending.complete(RecordingNotifier.ok());
        scenario.after(ofMinutes(1));

        assertThat(writtenWhenClosed).containsExactly(store.appends);
    }

    @Test
    void when_the_router_is_closed_while_it_writes_alerts_nothing_is_left_to_be_written() {
        SlowStore store = new SlowStore();
        Promise<DeliveryResult> pending = ops.answersLater();
        scenario.store(store).start().ruleFires(a);
        scenario.after(ofSeconds(31)).ruleFires(b);
        scenario.after(ofMillis(900));
        List<Integer> writtenWhenClosed = new ArrayList<>();
        scenario.router.close(ofSeconds(10)).onComplete(closed -> writtenWhenClosed.add(store.appends));
        pending.complete(RecordingNotifier.ok());
        scenario.after(ofMinutes(1));

        assertThat(writtenWhenClosed).containsExactly(store.appends);
        List<GroupState> groups = new ArrayList<>();
        scenario.journal().restore(GroupState.TABLE, groups::add);
        assertThat(groups).extracting(GroupState::flushes).containsExactly(1L);
    }

    /** Takes longer than the router looks away for. */
    private final class SlowStore implements StateStore {
        private final StateStore store = new MemoryStateStore();
        private int appends;

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return store.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            appends++;
            Promise<Void> done = Promise.promise();
            scenario.time.after(ofMillis(300), () -> store.append(entries).onComplete(done));
            return done.future();
        }

        @Override
        public Future<Void> close() {
            return store.close();
        }
    }

    @Test
    void close_gives_up_after_the_drain_time() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(30));
        Future<Void> closed = scenario.router.close(ofSeconds(10));

        scenario.after(ofSeconds(10));
        assertThat(closed.succeeded()).isTrue();
    }

    @Test
    void a_flush_whose_labels_are_rendered_while_the_process_ends_sends_nothing_and_is_due_at_the_next_start() {
        Promise<Labels> rendering = Promise.promise();
        scenario.routes(labelled("team", "{{ x }}"))
                .routeLabels(flush -> rendering.future())
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(30));
        Future<Void> closed = scenario.router.close(ofSeconds(10));
        scenario.after(ofSeconds(1));
        assertThat(closed.succeeded()).isTrue();
        rendering.complete(Labels.of("team", "db"));
        assertThat(ops.attempts()).isEmpty();

        scenario.crashAndRestartAfter(ofSeconds(5)).after(ofSeconds(0));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    private static Route labelled(String... namesAndTemplates) {
        Route plain = route("ops");
        return new Route(
                plain.receiver(),
                plain.matchers(),
                false,
                plain.groupBy(),
                plain.groupWait(),
                plain.groupInterval(),
                plain.repeatInterval(),
                Labels.of(namesAndTemplates).toMap(),
                List.of(),
                List.of(),
                List.of());
    }

    @Test
    void labels_of_the_route_are_rendered_once_for_a_flush_with_the_alerts_that_are_muted_too() {
        List<Flush> asked = new ArrayList<>();
        scenario.routes(labelled("team", "{{ x }}"))
                .routeLabels(flush -> {
                    asked.add(flush);
                    return Future.succeededFuture(Labels.of("team", "db"));
                })
                .start()
                .ruleFires(a, b);
        scenario.silence(ofHours(1), is("i", "b"));
        scenario.after(ofMinutes(1));

        assertThat(asked).hasSize(1);
        assertThat(asked.get(0).alerts()).hasSize(2);
        assertThat(ops.last().routeLabels()).isEqualTo(Labels.of("team", "db"));
        assertThat(ops.last().alerts()).hasSize(1);
    }

    @Test
    void a_notification_goes_out_although_the_labels_of_its_route_cannot_be_rendered() {
        scenario.routes(labelled("team", "{{ x }}"))
                .routeLabels(flush -> Future.failedFuture("no worker"))
                .start()
                .ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.routeLabels(flush -> {
                    throw new IllegalStateException("broken");
                })
                .reload()
                .ruleFires(labels("Other", "i", "o"));
        scenario.after(ofMinutes(1));

        assertThat(lines(ops)).containsExactly("first notification: a /", "first notification: o /");
        assertThat(ops.last().routeLabels().isEmpty()).isTrue();
    }

    @Test
    void nobody_renders_the_labels_of_a_route_that_has_none() {
        scenario.routeLabels(flush -> {
            throw new AssertionError("asked for " + flush.node());
        });
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1));

        assertThat(lines(ops)).containsExactly("first notification: a /");
    }
}
