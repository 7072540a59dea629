package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.RouterScenario.child;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.route;
import static tocsin.router.RouterScenario.timed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.DeliveryLimits;
import tocsin.router.pipeline.IntegrationHealth;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

/** Many groups, and receivers that do not keep up. */
class RouterTurnsTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final List<Promise<DeliveryResult>> open = new ArrayList<>();

    private RouterScenario atMost(int attempts, int waiting) {
        return scenario.options(RouterOptions.DEFAULTS.withDeliveries(new DeliveryLimits(attempts, waiting)));
    }

    private void answersOneByOne(RecordingNotifier receiver) {
        receiver.answersWith(() -> {
            Promise<DeliveryResult> answer = Promise.promise();
            open.add(answer);
            return answer.future();
        });
    }

    /** Each is a group of its own. */
    private static Labels[] groups(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> labels("G%04d".formatted(i)))
                .toArray(Labels[]::new);
    }

    private static List<String> names(List<Notification> notifications) {
        return notifications.stream()
                .map(notification -> notification.alerts().get(0).name())
                .toList();
    }

    private IntegrationHealth health() {
        return scenario.router.integrationHealth().get("ops").get(0);
    }

    @Test
    void no_more_attempts_than_the_limit_are_made_at_a_time_and_the_others_follow_in_the_order_of_their_flushes() {
        atMost(2, 100).start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(5));
        scenario.after(ofSeconds(30));

        assertThat(names(ops.attempts())).containsExactly("G0000", "G0001");
        assertThat(health().underWay()).isEqualTo(5);
        assertThat(health().waiting()).isEqualTo(3);

        open.get(1).complete(RecordingNotifier.ok());
        assertThat(names(ops.attempts())).containsExactly("G0000", "G0001", "G0002");
        open.get(0).complete(RecordingNotifier.ok());
        open.get(2).complete(RecordingNotifier.ok());
        assertThat(names(ops.attempts())).containsExactly("G0000", "G0001", "G0002", "G0003", "G0004");
        open.get(3).complete(RecordingNotifier.ok());
        open.get(4).complete(RecordingNotifier.ok());
        assertThat(ops.delivered()).hasSize(5);
        assertThat(health().waiting()).isZero();
    }

    @Test
    void a_receiver_that_hangs_delays_no_other_one() {
        RecordingNotifier dev = scenario.receiver("dev");
        answersOneByOne(ops);
        atMost(1, 100)
                .routes(route("ops", child("dev", false, is("team", "dev"))))
                .start()
                .ruleFires(groups(20));
        scenario.ruleFires(labels("A", "team", "dev"), labels("B", "team", "dev"));

        scenario.after(ofSeconds(31));
        assertThat(names(dev.delivered())).containsExactly("A", "B");
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void another_integration_of_the_same_receiver_is_not_delayed_either() {
        RecordingNotifier second = scenario.receiver("ops");
        answersOneByOne(ops);
        atMost(1, 100).start().ruleFires(groups(20));

        scenario.after(ofSeconds(31));
        assertThat(second.delivered()).hasSize(20);
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void an_attempt_that_hangs_makes_room_after_ten_seconds_and_may_still_succeed() {
        atMost(1, 100).start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(3));
        scenario.after(ofSeconds(39));
        assertThat(names(ops.attempts())).containsExactly("G0000");

        scenario.after(ofSeconds(1));
        assertThat(names(ops.attempts())).containsExactly("G0000", "G0001");
        open.get(0).complete(RecordingNotifier.ok());
        assertThat(names(ops.attempts())).containsExactly("G0000", "G0001");
        open.get(1).complete(RecordingNotifier.ok());
        open.get(2).complete(RecordingNotifier.ok());
        assertThat(names(ops.delivered())).containsExactly("G0000", "G0001", "G0002");
    }

    @Test
    void a_disk_that_hangs_holds_all_groups_back_for_a_second_and_not_each_for_one() {
        StoreThatHangs store = new StoreThatHangs();
        scenario.store(store);
        atMost(1, 100).start();
        store.hangs = true;
        scenario.ruleFires(groups(20));
        scenario.after(ofSeconds(32));

        assertThat(ops.delivered()).hasSize(20);
    }

    private static final class StoreThatHangs implements StateStore {
        private final StateStore inner = new MemoryStateStore();
        private boolean hangs;

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            return hangs ? Promise.<Void>promise().future() : inner.append(entries);
        }

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return inner.open(table, onEntry);
        }

        @Override
        public Future<Void> close() {
            return inner.close();
        }
    }

    @Test
    void what_has_failed_lines_up_again_behind_those_that_have_not_been_tried() {
        atMost(1, 100).start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(3));
        scenario.after(ofSeconds(30));

        open.get(0).complete(RecordingNotifier.unavailable());
        scenario.after(ofSeconds(2));
        open.get(1).complete(RecordingNotifier.ok());
        open.get(2).complete(RecordingNotifier.ok());
        assertThat(names(ops.attempts())).containsExactly("G0000", "G0001", "G0002", "G0000");
    }

    @Test
    void who_never_gets_its_turn_fails_without_doubt_and_is_told_by_the_next_flush() {
        ops.answersWith(() -> Promise.<DeliveryResult>promise().future());
        atMost(1, 100).start().ruleFires(groups(50));
        scenario.after(ofSeconds(30).plus(ofMinutes(5)));

        assertThat(names(ops.attempts())).doesNotContain("G0049");
        assertThat(outcomes("G0049")).singleElement().isInstanceOfSatisfying(Decision.NotDelivered.class, failed -> {
            assertThat(failed.attempts()).isZero();
            assertThat(failed.message()).contains("others of this integration were before it");
        });

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(6));
        assertThat(names(ops.delivered())).hasSize(50).doesNotHaveDuplicates();
        assertThat(outcomes("G0049"))
                .filteredOn(Decision.Delivered.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.unsureBefore()).isFalse());
    }

    private List<Decision> outcomes(String group) {
        return scenario.decisions.flushes().stream()
                .filter(flush -> flush.groupKey().contains(group))
                .flatMap(flush -> flush.decisions().stream())
                .toList();
    }

    @Test
    void where_the_line_is_full_a_notification_comes_again_later() {
        atMost(1, 1).start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(4));
        scenario.after(ofSeconds(30));
        assertThat(health().waiting()).isEqualTo(1);

        ops.answers(RecordingNotifier.ok());
        open.get(0).complete(RecordingNotifier.ok());
        scenario.after(ofMinutes(1));
        assertThat(names(ops.delivered())).containsExactlyInAnyOrder("G0000", "G0001", "G0002", "G0003");
    }

    @Test
    void nobody_who_waits_for_a_turn_is_sent_after_the_end() {
        atMost(1, 100).start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(3));
        scenario.after(ofSeconds(30));

        Future<Void> closed = scenario.router.close(ofSeconds(10));
        open.get(0).complete(RecordingNotifier.ok());
        scenario.after(ofHours(1));
        assertThat(closed.succeeded()).isTrue();
        assertThat(names(ops.attempts())).containsExactly("G0000");
    }

    @Test
    void the_groups_of_a_process_that_died_while_they_waited_are_not_in_doubt() {
        atMost(1, 100).start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(3));
        scenario.after(ofSeconds(31));

        ops.answers(RecordingNotifier.ok());
        scenario.crashAndRestartAfter(ofSeconds(1)).after(ofMinutes(2));
        assertThat(outcomes("G0000"))
                .last()
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.unsureBefore()).isTrue());
        assertThat(outcomes("G0002"))
                .last()
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.unsureBefore()).isFalse());
    }

    @Test
    void thousands_of_groups_are_told_in_one_go() {
        atMost(3, 10_000)
                .routes(timed(route("ops"), Duration.ZERO, ofMinutes(5), ofHours(4)))
                .start();
        answersOneByOne(ops);
        scenario.ruleFires(groups(5_000));
        ops.answers(RecordingNotifier.ok());
        List.copyOf(open).forEach(answer -> answer.complete(RecordingNotifier.ok()));
        scenario.after(ofSeconds(1));

        assertThat(names(ops.delivered())).hasSize(5_000).doesNotHaveDuplicates();
    }
}
