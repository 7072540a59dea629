package tocsin.router;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;
import static tocsin.router.AlertFixtures.labels;
import static tocsin.router.AlertFixtures.posted;
import static tocsin.router.RouterScenario.is;
import static tocsin.router.RouterScenario.lines;
import static tocsin.router.RouterScenario.route;
import static tocsin.router.RouterScenario.timed;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Labels;
import tocsin.router.group.GroupState;
import tocsin.router.ingest.AlertPage;
import tocsin.router.pipeline.Attempt;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

class RouterRestartTest {
    private final RouterScenario scenario = new RouterScenario();
    private final RecordingNotifier ops = scenario.receiver("ops");
    private final Labels a = labels("Down", "i", "a");
    private final Labels b = labels("Down", "i", "b");

    @Test
    void a_restart_repeats_nothing() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).crashAndRestartAfter(ofMinutes(3));

        scenario.after(ofHours(3));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void timers_go_on_where_they_were() {
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(10)).crashAndRestartAfter(ofSeconds(5));
        scenario.after(ofSeconds(14));
        assertThat(ops.attempts()).isEmpty();
        scenario.after(ofSeconds(1));
        assertThat(ops.attempts()).hasSize(1);

        scenario.after(ofMinutes(1)).ruleFires(b);
        scenario.after(ofSeconds(1)).crashAndRestartAfter(ofMinutes(1));
        scenario.after(ofMinutes(3));
        assertThat(ops.delivered())
                .extracting(Notification::flushedAt)
                .containsExactly(START.plusSeconds(30), START.plusSeconds(330));
    }

    @Test
    void a_group_that_goes_on_as_it_was_is_not_written_by_a_restart() {
        WriteCounter store = new WriteCounter();
        scenario.store(store).start().ruleFires(a);
        scenario.after(ofMinutes(1));
        int before = store.groupsWritten.size();

        scenario.crashAndRestartAfter(ofMinutes(1)).after(ofMinutes(1));
        assertThat(store.groupsWritten).hasSize(before);

        scenario.after(ofMinutes(5));
        assertThat(store.groupsWritten).hasSize(before + 1);
    }

    @Test
    void a_repeat_is_due_as_if_there_had_been_no_restart() {
        scenario.start().ruleFires(a);
        scenario.after(ofHours(1)).crashAndRestartAfter(ofSeconds(20));
        scenario.after(ofHours(4));

        assertThat(ops.delivered())
                .extracting(Notification::flushedAt)
                .containsExactly(START.plusSeconds(30), START.plus(ofHours(4)).plusSeconds(30));
    }

    @Test
    void a_resolution_that_could_not_be_sent_is_sent_after_the_restart() {
        scenario.start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        ops.answers(RecordingNotifier.unavailable());
        scenario.after(ofHours(1)).crashAndRestartAfter(ofMinutes(1));

        ops.answers(RecordingNotifier.ok());
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
        scenario.after(ofMinutes(5)).crashAndRestartAfter(ofMinutes(1));
        scenario.after(ofHours(1));
        assertThat(ops.delivered()).hasSize(2);
    }

    @Test
    void an_alert_by_api_that_was_resent_all_the_time_does_not_look_resolved_after_a_restart() {
        scenario.start();
        for (int minute = 0; minute < 60; minute++) {
            scenario.post(posted(a, START, scenario.now().plus(ofMinutes(4))));
            scenario.after(ofMinutes(1));
        }
        scenario.crashAndRestartAfter(ofMinutes(10));
        scenario.after(ofMinutes(1));
        scenario.post(posted(a, START, scenario.now().plus(ofMinutes(4))));
        scenario.after(ofMinutes(3));
        assertThat(lines(ops)).containsExactly("first notification: a /");

        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @ParameterizedTest(name = "life {0} min, resent for {1} min, down for {2} min")
    @CsvSource(delimiter = '|', textBlock = """
            # longer than resends usually are, and the process was down for most of that life
            180  | 84  | 120
            180  | 84  | 175
            61   | 200 | 58
            1440 | 700 | 1400
            # as usual
            4    | 60  | 10
            60   | 50  | 70
            """)
    void an_alert_whose_last_end_lies_ahead_is_not_resolved_by_a_restart(long life, int resent, long down) {
        WriteCounter store = new WriteCounter();
        scenario.store(store).start();
        resend(life, resent);
        scenario.crashAndRestartAfter(ofMinutes(down));

        scenario.after(ofMinutes(1));
        assertThat(scenario.router.alerts()).hasSize(1);
        assertThat(lines(ops)).isNotEmpty().allMatch(line -> line.endsWith(": a /"));
        assertThat(store.alertsWritten).hasSizeLessThanOrEqualTo(2 + resent / 15);
    }

    /** Each minute. */
    private void resend(long life, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            scenario.post(posted(a, START, scenario.now().plus(ofMinutes(life))));
            scenario.after(ofMinutes(1));
        }
    }

    @Test
    void an_alert_that_is_given_shorter_lives_by_and_by_is_not_resolved_by_a_restart() {
        scenario.start();
        resend(180, 10);
        resend(30, 200);
        scenario.crashAndRestartAfter(ofMinutes(20));

        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void an_alert_that_is_given_longer_lives_by_and_by_is_not_resolved_by_a_restart() {
        scenario.start();
        resend(4, 10);
        resend(50, 60);
        scenario.crashAndRestartAfter(ofMinutes(20));

        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void a_real_end_that_came_while_the_process_was_down_is_soon_an_end() {
        scenario.start().post(posted(a, START, START.plus(ofHours(12))));
        scenario.after(ofHours(11)).crashAndRestartAfter(ofMinutes(61));

        scenario.after(ofMinutes(25));
        assertThat(lines(ops)).last().isEqualTo("all alerts resolved: / a");
    }

    @Test
    void an_attempt_cut_off_by_a_crash_is_repeated_at_once_and_marked() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(31));
        ops.answers(RecordingNotifier.ok());
        scenario.crashAndRestartAfter(ofSeconds(10)).after(ofSeconds(0));

        assertThat(lines(ops)).containsExactly("first notification: a /");
        FlushRecord last =
                scenario.decisions.flushes().get(scenario.decisions.flushes().size() - 1);
        assertThat(last.decisions().get(0))
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.unsureBefore()).isTrue());
        scenario.crashAndRestartAfter(ofSeconds(10)).after(ofHours(1));
        assertThat(ops.attempts()).hasSize(2);
    }

    @Test
    void an_attempt_cut_off_whose_receiver_is_gone_is_not_reported_at_every_start() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(31)).ruleResolves(a);
        scenario.receiver("others");
        scenario.routes(RouterScenario.route("others")).crashAndRestartAfter(ofSeconds(10));
        scenario.after(ofMinutes(20)).crashAndRestartAfter(ofSeconds(10));

        List<Attempt> left = new ArrayList<>();
        scenario.journal().restore(Attempt.TABLE, left::add);
        assertThat(left).isEmpty();
    }

    @Test
    void who_may_have_been_told_firing_by_an_attempt_cut_off_is_told_the_resolution() {
        ops.answersLater();
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(31)).ruleResolves(a);
        scenario.after(ofSeconds(1));
        ops.answers(RecordingNotifier.ok());
        scenario.crashAndRestartAfter(ofSeconds(10)).after(ofSeconds(0));

        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
    }

    /** An attempt that failed says nothing of the one before it, of which nobody knows. */
    @Test
    void who_may_have_been_told_firing_is_told_the_resolution_although_a_later_attempt_failed_before_the_crash() {
        ops.answersLater();
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(1), ofHours(4)))
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(60));
        ops.answers(new DeliveryResult.Rejected(FailureReason.CLIENT_ERROR, "400"));
        scenario.after(ofSeconds(20)).ruleResolves(a);
        scenario.after(ofSeconds(1));
        assertThat(ops.attempts()).hasSize(2);

        ops.answers(RecordingNotifier.ok());
        scenario.crashAndRestartAfter(ofSeconds(10)).after(ofSeconds(0));
        assertThat(lines(ops)).containsExactly("all alerts resolved: / a");
    }

    @Test
    void a_delivery_stopped_by_an_orderly_end_is_taken_up_at_once_and_not_marked() {
        ops.answers(RecordingNotifier.unavailable());
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(32));
        scenario.router.close(ofSeconds(1));
        scenario.after(ofSeconds(1));
        ops.answers(RecordingNotifier.ok());
        scenario.crashAndRestartAfter(ofSeconds(10)).after(ofSeconds(0));

        assertThat(lines(ops)).containsExactly("first notification: a /");
        FlushRecord last =
                scenario.decisions.flushes().get(scenario.decisions.flushes().size() - 1);
        assertThat(last.decisions().get(0))
                .isInstanceOfSatisfying(
                        Decision.Delivered.class,
                        delivered -> assertThat(delivered.unsureBefore()).isFalse());
    }

    @Test
    void a_log_stamp_from_the_future_does_not_hold_repeats_back_for_ever() {
        scenario.start();
        scenario.jumpWallClock(ofHours(1_000));
        scenario.ruleFires(a);
        scenario.after(ofMinutes(1));
        scenario.jumpWallClock(ofHours(-1_000));
        scenario.crashAndRestartAfter(ofSeconds(1));

        scenario.after(ofHours(4).plusMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "repeat interval elapsed: a /");
    }

    @Test
    void who_was_told_firing_long_ago_is_told_the_end_after_a_restart() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(1), ofMinutes(1)))
                .store(new ForgetfulStore())
                .start()
                .ruleFires(a);
        scenario.after(ofSeconds(1));
        String silence = scenario.silence(ofHours(9), is("i", "a"));
        scenario.after(ofMinutes(14)).crashAndRestartAfter(ofSeconds(10));

        scenario.ruleResolves(a);
        scenario.expire(silence);
        scenario.after(ofMinutes(1));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    /** Nothing that has expired comes back out of it. */
    private final class ForgetfulStore implements StateStore {
        private final StateStore store = new MemoryStateStore();

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return store.open(table, entry -> {
                if (entry.expiresAt().isAfter(scenario.now())) {
                    onEntry.accept(entry);
                }
            });
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            return store.append(entries);
        }

        @Override
        public Future<Void> close() {
            return store.close();
        }
    }

    @Test
    void a_restart_does_not_forget_that_an_alert_is_posted_without_end_by_now() {
        scenario.start();
        scenario.post(posted(a, START, START.plus(ofHours(12))));
        scenario.after(ofSeconds(1)).fires(a);
        scenario.after(ofMinutes(1)).crashAndRestartAfter(ofSeconds(10));

        Instant end = scenario.now().plus(ofHours(1));
        scenario.post(posted(a, scenario.now(), end));
        assertThat(scenario.router.alerts())
                .extracting(routed -> routed.alert().endsAt())
                .containsExactly(end);
    }

    @Test
    void a_resend_of_an_unchanged_alert_writes_nothing() {
        WriteCounter store = new WriteCounter();
        scenario.store(store).start();
        scenario.post(posted(a, START, START.plus(ofMinutes(4))));
        scenario.after(ofSeconds(1));
        assertThat(store.alertsWritten).hasSize(1);

        scenario.post(posted(a, START, START.plus(ofMinutes(5))));
        scenario.after(ofSeconds(1));
        assertThat(store.alertsWritten).hasSize(1);
        Instant since = scenario.now();
        scenario.ruleFires(b);
        scenario.acceptFromRules(
                AlertFixtures.ofRule(b, since, null, scenario.now().plusSeconds(9)));
        scenario.after(ofSeconds(1));
        assertThat(store.alertsWritten).hasSize(2);
        scenario.acceptFromRules(
                AlertFixtures.ofRule(b, since, null, scenario.now().plusSeconds(9)));
        scenario.after(ofSeconds(1));
        assertThat(store.alertsWritten).hasSize(2);

        scenario.post(posted(a, START, scenario.now()));
        scenario.after(ofSeconds(1));
        assertThat(store.alertsWritten).hasSize(3);
    }

    private static final class WriteCounter implements StateStore {
        final List<Instant> alertsWritten = new ArrayList<>();
        final List<Instant> groupsWritten = new ArrayList<>();
        private final StateStore store = new MemoryStateStore();

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return store.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            note(entries, AlertPage.TABLE, alertsWritten);
            note(entries, GroupState.TABLE, groupsWritten);
            return store.append(entries);
        }

        private static void note(List<? extends Entry<?>> entries, Table<?> table, List<Instant> stamps) {
            entries.stream()
                    .filter(entry -> entry.table().equals(table))
                    .forEach(entry -> stamps.add(entry.updatedAt()));
        }

        @Override
        public Future<Void> close() {
            return store.close();
        }
    }

    @Test
    void who_was_told_of_an_alert_in_its_first_second_is_told_its_end_although_nobody_posts_it_again() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(5), ofHours(4)))
                .start()
                .fires(a);
        scenario.after(ofMillis(1)).crashAndRestartAfter(ofSeconds(10));

        scenario.after(ofMinutes(20));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void an_end_that_was_told_in_its_first_second_is_no_alert_after_a_crash() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(1), ofHours(4)))
                .start()
                .post(posted(a, START, START.plus(ofHours(2))));
        scenario.after(ofSeconds(60).minusMillis(1)).post(posted(a, START, scenario.now()));
        scenario.after(ofMillis(2)).crashAndRestartAfter(ofSeconds(10));

        scenario.after(ofHours(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void an_end_that_nobody_posted_but_that_was_told_is_no_alert_after_a_crash() {
        scenario.routes(timed(route("ops"), Duration.ZERO, ofMinutes(1), ofHours(4)))
                .start()
                .post(posted(a, START, START.plus(ofSeconds(210))));
        scenario.after(ofSeconds(240).plusMillis(1)).crashAndRestartAfter(ofSeconds(10));

        scenario.after(ofHours(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void a_crash_in_the_first_second_of_a_resolution_that_was_not_told_loses_no_more_than_that() {
        scenario.start().post(posted(a, START, START.plus(ofHours(2))));
        scenario.after(ofMinutes(1)).post(posted(a, START, scenario.now()));
        scenario.crashAndRestartAfter(ofSeconds(10));
        assertThat(scenario.router.alerts()).hasSize(1);

        scenario.post(posted(a, START, scenario.now().minusSeconds(10)));
        scenario.after(ofMinutes(10));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void an_orderly_end_writes_what_was_posted_a_moment_before() {
        scenario.start().fires(a);
        scenario.router.close(ofSeconds(1));
        scenario.after(Duration.ZERO).crashAndRestartAfter(ofSeconds(1));

        assertThat(scenario.router.alerts()).hasSize(1);
    }

    @Test
    void alerts_that_came_before_the_first_configuration_are_routed_by_it() {
        assertThat(scenario.router.start().succeeded()).isTrue();
        scenario.ruleFires(a);
        scenario.after(ofSeconds(5)).reload();

        scenario.after(ofSeconds(30));
        assertThat(lines(ops)).containsExactly("first notification: a /");
    }

    @Test
    void a_delivered_result_is_not_repeated_although_the_process_dies_right_after() {
        DeliveryResult ok = RecordingNotifier.ok();
        ops.answers(ok);
        scenario.start().ruleFires(a);
        scenario.after(ofSeconds(30)).crashAndRestartAfter(ofSeconds(1));

        scenario.after(ofHours(1));
        assertThat(ops.attempts()).hasSize(1);
    }

    @Test
    void an_alert_whose_end_is_not_on_disk_in_the_log_is_not_forgotten_so_that_it_is_told_when_it_fires_again() {
        NearlyFullStore store = new NearlyFullStore(new MemoryStateStore());
        scenario.store(store).start().ruleFires(a);
        scenario.after(ofMinutes(1)).ruleResolves(a);
        store.isNearlyFull = true;
        scenario.after(ofMinutes(5)).after(ofSeconds(3));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");

        store.isNearlyFull = false;
        scenario.crashAndRestartAfter(ofSeconds(1)).after(ofSeconds(1)).ruleFires(a);
        scenario.after(ofSeconds(31));
        assertThat(lines(ops)).last().isEqualTo("first notification: a /");
        assertThat(lines(ops)).filteredOn(line -> line.startsWith("first")).hasSize(2);
    }

    @Test
    void who_was_told_firing_while_the_log_could_not_be_written_is_told_the_resolution_after_a_crash() {
        NearlyFullStore store = new NearlyFullStore(new MemoryStateStore());
        scenario.store(store).start().ruleFires(a);
        store.isNearlyFull = true;
        scenario.after(ofSeconds(33));
        assertThat(ops.delivered()).hasSize(1);

        store.isNearlyFull = false;
        scenario.crashAndRestartAfter(ofSeconds(1)).ruleResolves(a);
        scenario.after(ofMinutes(5));
        assertThat(lines(ops)).containsExactly("first notification: a /", "all alerts resolved: / a");
    }

    @Test
    void a_delivery_that_could_not_be_logged_is_repeated_after_a_crash_and_marked() {
        NearlyFullStore store = new NearlyFullStore(new MemoryStateStore());
        scenario.store(store).start().ruleFires(a);
        store.isNearlyFull = true;
        scenario.after(ofSeconds(33));

        store.isNearlyFull = false;
        scenario.crashAndRestartAfter(ofSeconds(1)).after(ofSeconds(1));
        assertThat(lines(ops)).containsExactly("first notification: a /", "first notification: a /");
        assertThat(scenario.decisions.flushes())
                .last()
                .satisfies(flush -> assertThat(flush.decisions().get(0))
                        .isInstanceOfSatisfying(
                                Decision.Delivered.class,
                                delivered ->
                                        assertThat(delivered.unsureBefore()).isTrue()));
    }
}
