package tocsin.router.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.router.AlertFixtures.START;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tocsin.router.CountingObserver;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;
import tocsin.state.codec.Codec;
import tocsin.time.SimulatedTime;

class StateJournalTest {
    private static final Table<String> TABLE = Table.lastWriterWins("words", Codec.text());

    private final SimulatedTime time = new SimulatedTime(START);
    private final FlakyStore store = new FlakyStore();
    private final StateJournal journal = new StateJournal(store, time, time, new CountingObserver());

    private List<String> restored() {
        List<String> rows = new ArrayList<>();
        new StateJournal(store, time, time, new CountingObserver()).restore(TABLE, rows::add);
        return rows;
    }

    @Test
    void writes_that_may_wait_go_together_and_only_the_last_of_a_row() {
        journal.put(TABLE, "a", "1");
        journal.put(TABLE, "a", "2");
        journal.put(TABLE, "b", "3");
        assertThat(restored()).isEmpty();

        time.advance(Duration.ofSeconds(1));
        assertThat(store.batches).containsExactly(2);
        assertThat(restored()).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void a_write_that_matters_takes_along_what_waits() {
        journal.put(TABLE, "a", "1");
        assertThat(journal.write().succeeded()).isTrue();
        assertThat(restored()).containsExactly("1");
        time.advance(Duration.ofSeconds(1));
        assertThat(store.batches).containsExactly(1);
    }

    @Test
    void after_a_jump_backward_what_is_written_expires_no_sooner_by_the_time_of_the_store() {
        journal.put(TABLE, "a", "new");
        time.jumpWallClock(Duration.ofDays(-40));
        journal.promise(TABLE, "b", "newer", time.now().plus(Duration.ofDays(5)));
        journal.commit();

        store.open(TABLE, entry -> {
            if (entry.key().equals("b")) {
                assertThat(Duration.between(entry.updatedAt(), entry.expiresAt()))
                        .isEqualTo(Duration.ofDays(5));
            }
        });
        assertThat(restored()).contains("newer");
    }

    @Test
    void after_a_jump_backward_the_later_write_still_wins() {
        journal.put(TABLE, "a", "new");
        journal.write();
        time.jumpWallClock(Duration.ofHours(-1));
        journal.put(TABLE, "a", "newer");
        journal.write();
        assertThat(restored()).containsExactly("newer");

        journal.remove(TABLE, "a");
        journal.write();
        assertThat(restored()).isEmpty();
    }

    @Test
    void what_could_not_be_written_is_written_when_the_store_works_again_unless_it_changed() {
        store.broken = true;
        journal.put(TABLE, "a", "old");
        journal.put(TABLE, "b", "kept");
        assertThat(journal.write().succeeded()).isTrue();
        journal.put(TABLE, "a", "new");

        store.broken = false;
        time.advance(Duration.ofSeconds(2));
        assertThat(restored()).containsExactlyInAnyOrder("new", "kept");
    }

    @Test
    void a_store_that_takes_its_time_is_not_given_the_same_again() {
        SlowStore slow = new SlowStore();
        CountingObserver observer = new CountingObserver();
        StateJournal patient = new StateJournal(slow, time, time, observer);
        patient.promise(TABLE, "a", "old");
        Future<Void> first = patient.commit();
        time.advance(Duration.ofSeconds(5));
        patient.promise(TABLE, "a", "new");
        Future<Void> second = patient.commit();
        time.advance(Duration.ofMinutes(10));

        assertThat(first.failed()).isTrue();
        assertThat(second.failed()).isTrue();
        assertThat(observer.count("state write failed")).isEqualTo(2);
        assertThat(slow.values()).containsExactly("old", "new");

        slow.answers.get(0).fail("I/O error");
        time.advance(Duration.ofMinutes(1));
        assertThat(slow.values()).as("a later version is under way").containsExactly("old", "new");
        slow.answers.get(1).fail("I/O error");
        time.advance(Duration.ofMinutes(1));
        assertThat(slow.values()).containsExactly("old", "new", "new");
        slow.answers.get(2).complete();
        time.advance(Duration.ofMinutes(1));
        assertThat(slow.values()).hasSize(3);
    }

    @Test
    void a_promise_gets_through_where_a_large_backlog_does_not() {
        store.room = 100;
        journal.put(TABLE, "large", "x".repeat(1000));
        for (int i = 0; i < 300; i++) {
            journal.put(TABLE, "row " + i, "row");
        }
        journal.write();

        journal.promise(TABLE, "silence", "all is quiet");
        assertThat(journal.commit().succeeded()).isTrue();
        assertThat(restored()).containsExactly("all is quiet");
    }

    @Test
    void a_promise_gets_through_where_what_waits_with_it_does_not() {
        store.room = 100;
        journal.put(TABLE, "large", "x".repeat(1000));
        journal.promise(TABLE, "silence", "all is quiet");
        assertThat(journal.commit().succeeded()).isTrue();
        assertThat(restored()).containsExactly("all is quiet");
    }

    @Test
    void nothing_new_is_promised_in_vain_when_what_was_refused_is_on_disk_by_now() {
        store.broken = true;
        journal.promise(TABLE, "silence", "all is quiet");
        assertThat(journal.commit().failed()).isTrue();
        assertThat(journal.commit().failed()).isTrue();

        store.broken = false;
        time.advance(Duration.ofSeconds(2));
        assertThat(restored()).containsExactly("all is quiet");
        assertThat(journal.commit().succeeded()).isTrue();
    }

    @Test
    void a_promise_that_is_on_disk_is_one_whatever_else_is_refused() {
        store.room = 100;
        journal.put(TABLE, "large", "x".repeat(1000));
        journal.write();
        journal.promise(TABLE, "silence", "all is quiet");
        journal.commit();

        time.advance(Duration.ofMinutes(1));
        assertThat(journal.commit().succeeded()).isTrue();
    }

    @Test
    void a_promise_that_is_refused_is_one_to_be_kept_although_a_later_one_is_kept() {
        store.room = 20;
        journal.promise(TABLE, "large", "x".repeat(1000));
        journal.commit();
        journal.promise(TABLE, "small", "small");
        assertThat(journal.commit().succeeded()).isTrue();
        assertThat(journal.commit().failed()).isTrue();

        store.room = 10_000;
        time.advance(Duration.ofSeconds(2));
        assertThat(journal.commit().succeeded()).isTrue();
    }

    @Test
    void what_forgets_does_not_come_before_what_it_depends_on() {
        journal.put(TABLE, "intent", "to tell");
        journal.write();
        store.room = 100;
        journal.put(TABLE, "told", "x".repeat(1000));
        journal.remove(TABLE, "intent");
        assertThat(journal.write().succeeded()).isTrue();
        journal.putInTurn(TABLE, "group", "gone");

        for (int second = 0; second < 10; second++) {
            assertThat(restored()).containsExactly("to tell");
            time.advance(Duration.ofSeconds(1));
        }
        store.room = 1003;
        time.advance(Duration.ofSeconds(1));
        assertThat(restored())
                .as("there is no room for the rest")
                .containsExactlyInAnyOrder("to tell", "x".repeat(1000));
        store.room = 1003;
        time.advance(Duration.ofSeconds(2));
        assertThat(restored()).containsExactlyInAnyOrder("gone", "x".repeat(1000));
    }

    @Test
    void what_is_new_of_a_row_that_forgets_forgets_too() {
        journal.put(TABLE, "intent", "to tell a");
        journal.write();
        store.room = 100;
        journal.put(TABLE, "told", "x".repeat(1000));
        journal.remove(TABLE, "intent");
        journal.write();
        journal.put(TABLE, "intent", "to tell b");
        journal.write();
        time.advance(Duration.ofSeconds(5));
        assertThat(restored()).containsExactly("to tell a");

        store.room = 10_000;
        time.advance(Duration.ofSeconds(1));
        assertThat(restored()).containsExactlyInAnyOrder("to tell b", "x".repeat(1000));
    }

    @Test
    void what_is_put_while_a_row_is_forgotten_forgets_too_when_that_fails() {
        SlowStore slow = new SlowStore();
        StateJournal busy = new StateJournal(slow, time, time, new CountingObserver());
        busy.put(TABLE, "told", "told a");
        busy.remove(TABLE, "intent");
        busy.write();
        busy.put(TABLE, "intent", "to tell b");
        busy.write();

        slow.answers.get(0).fail("no space left");
        time.advance(Duration.ofSeconds(1));
        slow.answers.get(1).fail("no space left");
        time.advance(Duration.ofMinutes(1));
        assertThat(slow.values())
                .as("the log first")
                .startsWith("told a", "null", "told a", "told a")
                .doesNotContain("to tell b");
    }

    @Test
    void nobody_waits_for_what_forgets_and_what_is_new_goes_ahead_of_it() {
        store.room = 100;
        journal.put(TABLE, "told", "x".repeat(1000));
        journal.remove(TABLE, "intent");
        journal.write();
        journal.remove(TABLE, "group");
        assertThat(journal.write().succeeded()).isTrue();

        journal.put(TABLE, "other", "small");
        assertThat(journal.write().succeeded()).isTrue();
        assertThat(restored()).containsExactly("small");
    }

    @Test
    void of_a_backlog_is_written_what_there_is_room_for() {
        store.room = 100;
        journal.put(TABLE, "large", "x".repeat(1000));
        for (int i = 0; i < 30; i++) {
            journal.put(TABLE, "row " + i, "row");
        }
        journal.write();

        time.advance(Duration.ofMinutes(1));
        assertThat(restored()).hasSize(30).containsOnly("row");

        store.room = 10_000;
        time.advance(Duration.ofSeconds(1));
        assertThat(restored()).hasSize(31).contains("x".repeat(1000));
    }

    @Test
    void a_full_disk_is_tried_with_a_single_row_each_second_and_catches_up_at_once_when_there_is_room() {
        store.broken = true;
        for (int i = 0; i < 1000; i++) {
            journal.put(TABLE, "row " + i, "row");
        }
        journal.write();
        time.advance(Duration.ofSeconds(10));
        store.attempts.clear();

        time.advance(Duration.ofMinutes(1));
        assertThat(store.attempts).hasSize(60).containsOnly(1);

        store.broken = false;
        time.advance(Duration.ofSeconds(1));
        assertThat(restored()).hasSize(1000);
    }

    @Test
    void a_version_that_was_refused_never_comes_after_a_later_one() {
        store.room = 10;
        journal.put(TABLE, "a", "a value that is too long");
        journal.write();
        journal.put(TABLE, "a", "short");
        journal.write();

        store.room = 1000;
        time.advance(Duration.ofMinutes(1));
        assertThat(restored()).containsExactly("short");
        assertThat(store.batches).containsExactly(1);
    }

    @Test
    void the_last_write_takes_along_what_was_refused() {
        store.broken = true;
        journal.put(TABLE, "a", "refused");
        journal.write();
        journal.put(TABLE, "b", "new");

        store.broken = false;
        assertThat(journal.drain().succeeded()).isTrue();
        assertThat(restored()).containsExactlyInAnyOrder("refused", "new");
    }

    @Test
    void the_last_write_is_done_also_when_the_disk_takes_nothing_or_says_nothing() {
        store.broken = true;
        journal.put(TABLE, "a", "refused");
        assertThat(journal.drain().succeeded()).isTrue();

        SlowStore slow = new SlowStore();
        StateJournal patient = new StateJournal(slow, time, time, new CountingObserver());
        patient.put(TABLE, "a", "red");
        Future<Void> last = patient.drain();
        time.advance(Duration.ofSeconds(10));
        assertThat(last.succeeded()).isTrue();
    }

    @Test
    void those_who_write_during_a_write_share_the_next_one() {
        SlowStore slow = new SlowStore();
        StateJournal busy = new StateJournal(slow, time, time, new CountingObserver());
        busy.put(TABLE, "a", "1");
        Future<Void> first = busy.write();
        busy.put(TABLE, "b", "2");
        Future<Void> second = busy.write();
        busy.put(TABLE, "c", "3");
        Future<Void> third = busy.write();
        assertThat(slow.values()).containsExactly("1");

        slow.answers.get(0).complete();
        assertThat(first.isComplete()).isTrue();
        assertThat(second.isComplete()).isFalse();
        assertThat(slow.values()).containsExactly("1", "2", "3");
        assertThat(slow.answers).hasSize(2);

        slow.answers.get(1).complete();
        assertThat(second.succeeded()).isTrue();
        assertThat(third.succeeded()).isTrue();
    }

    @Test
    void a_promise_does_not_wait_for_the_write_under_way() {
        SlowStore slow = new SlowStore();
        StateJournal busy = new StateJournal(slow, time, time, new CountingObserver());
        busy.put(TABLE, "a", "1");
        Future<Void> first = busy.write();
        busy.put(TABLE, "b", "2");
        Future<Void> second = busy.write();
        busy.promise(TABLE, "c", "3");
        Future<Void> promised = busy.commit();
        assertThat(slow.values()).containsExactly("1", "3");

        slow.answers.get(1).complete();
        assertThat(promised.succeeded()).isTrue();
        assertThat(first.isComplete()).isFalse();

        slow.answers.get(0).complete();
        assertThat(first.isComplete()).isTrue();
        assertThat(second.isComplete()).isFalse();
        assertThat(slow.values()).containsExactly("1", "3", "2");
    }

    @Test
    void a_store_that_says_nothing_holds_up_nobody_for_longer_than_its_time() {
        SlowStore slow = new SlowStore();
        CountingObserver observer = new CountingObserver();
        StateJournal patient = new StateJournal(slow, time, time, observer);
        patient.put(TABLE, "a", "1");
        Future<Void> first = patient.write();
        time.advance(Duration.ofSeconds(3));
        patient.put(TABLE, "b", "2");
        Future<Void> second = patient.write();
        assertThat(first.isComplete()).isFalse();

        time.advance(Duration.ofSeconds(7));
        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete()).isFalse();
        time.advance(Duration.ofSeconds(3));
        assertThat(second.succeeded()).isTrue();
        assertThat(observer.count("state write failed")).isEqualTo(2);

        slow.answers.get(0).complete();
        assertThat(slow.values()).containsExactly("1", "2");
    }

    @Test
    void the_last_write_waits_for_the_one_under_way_and_for_what_comes_of_it() {
        SlowStore slow = new SlowStore();
        StateJournal busy = new StateJournal(slow, time, time, new CountingObserver());
        busy.put(TABLE, "a", "page");
        busy.write();
        busy.put(TABLE, "b", "told");
        busy.write().onComplete(done -> busy.put(TABLE, "c", "flushed"));
        Future<Void> drained = busy.drain();

        slow.answers.get(0).complete();
        slow.answers.get(1).complete();
        assertThat(slow.values()).containsExactly("page", "told", "flushed");
        assertThat(drained.isComplete()).isFalse();
        slow.answers.get(2).complete();
        assertThat(drained.succeeded()).isTrue();
    }

    @Test
    void the_last_write_takes_along_what_comes_while_what_was_refused_is_refused_again() {
        SlowStore slow = new SlowStore();
        StateJournal busy = new StateJournal(slow, time, time, new CountingObserver());
        busy.put(TABLE, "a", "large");
        busy.write();
        slow.answers.get(0).fail("no space left");
        Future<Void> drained = busy.drain();
        busy.put(TABLE, "b", "small");
        slow.answers.get(1).fail("no space left");
        assertThat(slow.values()).containsExactly("large", "large", "small");
        slow.answers.get(2).complete();
        assertThat(drained.succeeded()).isTrue();
    }

    /** Answers when it is told to. */
    private static final class SlowStore implements StateStore {
        final List<Promise<Void>> answers = new ArrayList<>();
        private final List<Entry<?>> entries = new ArrayList<>();

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> appended) {
            entries.addAll(appended);
            answers.add(Promise.promise());
            return answers.get(answers.size() - 1).future();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        List<String> values() {
            return entries.stream().map(entry -> String.valueOf(entry.value())).toList();
        }
    }

    private static final class FlakyStore implements StateStore {
        final List<Integer> batches = new ArrayList<>();
        final List<Integer> attempts = new ArrayList<>();
        boolean broken;
        /** For so many characters of values. */
        long room = Long.MAX_VALUE;

        private final StateStore store = new MemoryStateStore();

        @Override
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            return store.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            attempts.add(entries.size());
            long size = entries.stream()
                    .mapToInt(entry -> String.valueOf(entry.value()).length())
                    .sum();
            if (broken || size > room) {
                throw new IllegalStateException("disk full");
            }
            room -= size;
            batches.add(entries.size());
            return store.append(entries);
        }

        @Override
        public Future<Void> close() {
            return store.close();
        }
    }
}
