package tocsin.router.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.router.silence.SilenceFixtures.HOUR;
import static tocsin.router.silence.SilenceFixtures.accepted;
import static tocsin.router.silence.SilenceFixtures.is;
import static tocsin.router.silence.SilenceFixtures.isNot;
import static tocsin.router.silence.SilenceFixtures.regex;
import static tocsin.router.silence.SilenceFixtures.request;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

class SilencesTest {
    private static final Labels DB_1 = Labels.of("job", "db", "i", "1");
    private static final Labels DB_2 = Labels.of("job", "db", "i", "2");

    private final SilenceFixtures fixtures = new SilenceFixtures();

    private List<String> silencing(Labels alert) {
        return fixtures.silences.silencing(alert, fixtures.now());
    }

    @Test
    void a_silence_is_in_force_from_its_start_to_its_very_end() {
        Silence silence = fixtures.made(
                request(null, fixtures.now().plusSeconds(10), fixtures.now().plusSeconds(20), is("i", "1")));

        assertThat(silencing(DB_1)).isEmpty();
        fixtures.time.advance(Duration.ofSeconds(10));
        assertThat(silencing(DB_1)).containsExactly(silence.id());
        assertThat(silencing(DB_2)).isEmpty();
        fixtures.time.advance(Duration.ofSeconds(10));
        assertThat(silencing(DB_1)).containsExactly(silence.id());
        fixtures.time.advance(Duration.ofNanos(1));
        assertThat(silencing(DB_1)).isEmpty();
    }

    @Test
    void an_alert_is_told_all_silences_that_match_by_id() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            ids.add(fixtures.made(fixtures.request(is("i", "1"))).id());
        }
        ids.sort(null);

        assertThat(silencing(DB_1)).isEqualTo(ids);
    }

    @Test
    void a_silence_with_several_sets_matches_by_any_and_counts_once() {
        List<List<Matcher>> sets = List.of(
                List.of(is("job", "db"), is("i", "1")), List.of(is("job", "web")), List.of(isNot("job", "cache")));
        Silence silence = fixtures.made(request(null, null, fixtures.now().plus(HOUR), "", sets));

        assertThat(silencing(DB_1)).containsExactly(silence.id());
        assertThat(silencing(Labels.of("job", "web"))).containsExactly(silence.id());
        assertThat(silencing(Labels.of("job", "cache", "i", "1"))).isEmpty();
    }

    @Test
    void expire_ends_an_active_silence_now() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        fixtures.time.advance(Duration.ofSeconds(5));

        Silence ended = fixtures.expired(made.id());

        assertThat(ended.startsAt()).isEqualTo(made.startsAt());
        assertThat(ended.endsAt()).isEqualTo(fixtures.now());
        assertThat(ended.expiresAt()).isEqualTo(fixtures.now().plus(Duration.ofDays(5)));
        fixtures.time.advance(Duration.ofNanos(1));
        assertThat(silencing(DB_1)).isEmpty();
        assertThat(fixtures.silences.find(made.id())).contains(ended);
    }

    @Test
    void expire_lets_a_pending_silence_start_and_end_now() {
        Silence made = fixtures.made(
                request(null, fixtures.now().plus(HOUR), fixtures.now().plus(HOUR.multipliedBy(2)), is("i", "1")));

        Silence ended = fixtures.expired(made.id());

        assertThat(ended.startsAt()).isEqualTo(fixtures.now());
        assertThat(ended.endsAt()).isEqualTo(fixtures.now());
    }

    @Test
    void a_silence_that_ended_stays_as_it_is() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        fixtures.time.advance(HOUR.plusSeconds(1));

        assertThat(fixtures.expired(made.id())).isEqualTo(made);
        assertThat(fixtures.observer.seen).containsExactly("silence created maintenance");
    }

    @Test
    void what_nobody_made_is_unknown() {
        assertThat(fixtures.silences.expire("x", SilenceFixtures.BOB).result())
                .isEqualTo(new SilenceOutcome.Unknown("x"));
        assertThat(fixtures.silences.find("x")).isEmpty();
    }

    @Test
    void the_limit_of_silences_counts_those_that_are_over_until_they_are_forgotten() {
        fixtures.options(new SilenceOptions(fixtures.options.names(), Duration.ofMinutes(10), 2, 0));
        fixtures.made(fixtures.request(is("i", "1")));
        String second = fixtures.made(fixtures.request(is("i", "2"))).id();
        fixtures.expired(second);
        SilenceOutcome full = new SilenceOutcome.Refused("exceeded maximum number of silences: 2 (limit: 2)");
        assertThat(fixtures.set(fixtures.request(is("i", "3")))).isEqualTo(full);

        fixtures.time.advance(Duration.ofMinutes(10));
        fixtures.silences.removeExpired(fixtures.now());
        fixtures.made(fixtures.request(is("i", "3")));
    }

    @Test
    void an_edit_that_keeps_the_id_needs_no_room() {
        fixtures.options(fixtures.options.withLimits(1, 0));
        Silence made = fixtures.made(fixtures.request(is("i", "1")));

        Instant later = made.endsAt().plus(HOUR);
        assertThat(fixtures.made(request(made.id(), made.startsAt(), later, is("i", "1")))
                        .endsAt())
                .isEqualTo(later);
    }

    @Test
    void a_silence_is_forgotten_when_the_retention_after_its_end_is_over() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        Duration life = HOUR.plusDays(5);
        assertThat(made.expiresAt()).isEqualTo(fixtures.now().plus(life));

        fixtures.time.advance(life.minusNanos(1));
        fixtures.silences.removeExpired(fixtures.now());
        assertThat(fixtures.silences.list()).containsExactly(made);

        fixtures.time.advance(Duration.ofNanos(1));
        fixtures.silences.removeExpired(fixtures.now());
        assertThat(fixtures.silences.list()).isEmpty();
        assertThat(fixtures.observer.seen).last().isEqualTo("silence forgotten maintenance");
    }

    @Test
    void another_retention_is_not_applied_to_silences_that_exist() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        fixtures.options(new SilenceOptions(fixtures.options.names(), Duration.ZERO, 0, 0));
        fixtures.time.advance(HOUR.plusDays(4));

        fixtures.silences.removeExpired(fixtures.now());
        assertThat(fixtures.silences.list()).containsExactly(made);
    }

    @Test
    void an_end_at_the_end_of_all_time_is_fine() {
        Silence made = fixtures.made(request(null, null, Instant.MAX, is("i", "1")));

        assertThat(made.expiresAt()).isEqualTo(Instant.MAX);
        assertThat(silencing(DB_1)).containsExactly(made.id());
    }

    @Test
    void lists_show_active_by_end_then_pending_by_start_then_expired_from_the_latest_end_on() {
        Instant now = fixtures.now();
        timed("over first", 0, 10);
        timed("over last", 0, 20);
        timed("active, ends last", 0, 300);
        timed("active, ends first", 0, 200);
        timed("pending, starts last", 150, 160);
        timed("pending, starts first", 140, 400);
        fixtures.time.advanceTo(now.plusSeconds(100));

        assertThat(fixtures.silences.list())
                .extracting(Silence::comment)
                .containsExactly(
                        "active, ends first",
                        "active, ends last",
                        "pending, starts first",
                        "pending, starts last",
                        "over last",
                        "over first");
    }

    private Silence timed(String comment, long start, long end) {
        return fixtures.made(request(
                null,
                fixtures.now().plusSeconds(start),
                fixtures.now().plusSeconds(end),
                comment,
                List.of(List.of(is("i", "1")))));
    }

    @Test
    void figures_count_by_state() {
        timed("over", 0, 10);
        timed("active", 0, 200);
        timed("active", 0, 200);
        timed("pending", 150, 160);
        fixtures.time.advance(Duration.ofSeconds(100));
        silencing(DB_1);

        SilenceFigures figures = fixtures.silences.figures();
        assertThat(figures.active()).isEqualTo(2);
        assertThat(figures.pending()).isEqualTo(1);
        assertThat(figures.expired()).isEqualTo(1);
        assertThat(figures.unusable()).isZero();
        assertThat(figures.total()).isEqualTo(4);
    }

    @Test
    void a_known_alert_is_tested_with_nothing_but_what_was_added() {
        for (int i = 0; i < 100; i++) {
            fixtures.made(fixtures.request(is("i", "other" + i)));
        }
        silencing(DB_1);
        long before = fixtures.silences.figures().scanned();
        silencing(DB_1);
        assertThat(fixtures.silences.figures().scanned()).isEqualTo(before);

        fixtures.made(fixtures.request(is("i", "1")));
        assertThat(silencing(DB_1)).hasSize(1);
        assertThat(fixtures.silences.figures().scanned()).isEqualTo(before + 1);
    }

    @Test
    void an_edit_of_the_end_tests_no_alert_again() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        silencing(DB_2);
        long before = fixtures.silences.figures().scanned();

        fixtures.made(request(made.id(), made.startsAt(), made.endsAt().plus(HOUR), is("i", "1")));
        silencing(DB_2);
        assertThat(fixtures.silences.figures().scanned()).isEqualTo(before);
    }

    @Test
    void what_is_over_leaves_the_index_at_maintenance_and_an_alert_leaves_when_it_is_forgotten() {
        fixtures.made(fixtures.request(is("i", "1")));
        silencing(DB_1);
        fixtures.time.advance(HOUR.plusSeconds(1));

        fixtures.silences.removeExpired(fixtures.now());
        fixtures.silences.forget(DB_1);

        SilenceFigures figures = fixtures.silences.figures();
        assertThat(figures.indexed()).isZero();
        assertThat(figures.knownAlerts()).isZero();
        assertThat(figures.total()).isEqualTo(1);
    }

    @Test
    void a_silence_that_was_over_is_in_force_again_when_the_clock_is_set_back() {
        Silence made = fixtures.made(fixtures.request(is("i", "1")));
        silencing(DB_1);
        fixtures.time.advance(HOUR.plusSeconds(10));
        fixtures.silences.removeExpired(fixtures.now());
        assertThat(silencing(DB_1)).isEmpty();

        fixtures.time.jumpWallClock(Duration.ofSeconds(-10));
        assertThat(silencing(DB_1)).containsExactly(made.id());
        assertThat(fixtures.silences.matching(DB_1, fixtures.now())).containsExactly(made);
        fixtures.time.advance(Duration.ofSeconds(10));
        assertThat(silencing(DB_1)).isEmpty();
    }

    @Test
    void labels_that_are_no_alert_can_be_asked_for_and_are_not_remembered() {
        Silence active = fixtures.made(fixtures.request(is("i", "1")));
        Silence pending = fixtures.made(
                request(null, fixtures.now().plus(HOUR), fixtures.now().plus(HOUR.multipliedBy(2)), is("job", "db")));
        fixtures.made(fixtures.request(is("i", "2")));

        assertThat(fixtures.silences.matching(DB_1, fixtures.now())).containsExactlyInAnyOrder(active, pending);
        assertThat(fixtures.silences.figures().knownAlerts()).isZero();
    }

    @Test
    void silences_come_back_after_a_restart_as_they_were() {
        Silence active = fixtures.made(fixtures.request(is("i", "1")));
        Silence ended = fixtures.made(fixtures.request(is("i", "2")));
        ended = fixtures.expired(ended.id());
        fixtures.time.advance(Duration.ofMinutes(1));

        fixtures.restart();
        assertThat(fixtures.silences.list()).containsExactly(active, ended);
        assertThat(silencing(DB_1)).containsExactly(active.id());
        assertThat(silencing(DB_2)).isEmpty();
    }

    @Test
    void what_outlived_its_retention_while_the_process_was_down_does_not_come_back() {
        fixtures.made(fixtures.request(is("i", "1")));
        fixtures.time.advance(HOUR.plusDays(5));

        fixtures.restart();
        assertThat(fixtures.silences.list()).isEmpty();
    }

    @Test
    void an_older_version_that_is_replayed_late_replaces_nothing() {
        Silence old = stored("1", Instant.EPOCH, fixtures.now().plus(HOUR));
        Silence edited = stored("1", Instant.EPOCH.plusNanos(1), fixtures.now().plusSeconds(1));
        SilenceFixtures replayed = new SilenceFixtures(new Replaying(List.of(old, edited, old)));

        replayed.restart();
        assertThat(replayed.silences.list()).containsExactly(edited);
    }

    @Test
    void a_newer_version_that_is_replayed_late_brings_its_matchers() {
        Silence over = stored("1", Instant.EPOCH, fixtures.now().minusSeconds(1));
        Silence extended = new Silence(
                "1",
                List.of(List.of(is("i", "2"))),
                over.startsAt(),
                fixtures.now().plus(HOUR),
                Instant.EPOCH.plusNanos(1),
                "ann",
                "",
                Map.of(),
                over.expiresAt());
        SilenceFixtures replayed = new SilenceFixtures(new Replaying(List.of(over, extended)));

        replayed.restart();
        assertThat(replayed.silences.silencing(DB_1, replayed.now())).isEmpty();
        assertThat(replayed.silences.silencing(DB_2, replayed.now())).containsExactly("1");
    }

    private Silence stored(String id, Instant updatedAt, Instant endsAt) {
        return new Silence(
                id,
                List.of(List.of(is("i", "1"))),
                fixtures.now().minus(HOUR),
                endsAt,
                updatedAt,
                "ann",
                "",
                Map.of(),
                endsAt.plus(HOUR));
    }

    private Silence written(String id, List<List<MatcherText>> matchers) {
        return Silence.ofWritten(
                id,
                matchers,
                fixtures.now(),
                fixtures.now().plus(HOUR),
                fixtures.now(),
                "ann",
                "written " + id,
                Map.of(),
                fixtures.now().plus(HOUR.multipliedBy(2)));
    }

    private static MatcherText text(Matcher.Op op, String value) {
        return new MatcherText("i", op, value);
    }

    @Test
    void a_written_silence_that_is_sound_is_a_silence_as_any_other() {
        Silence read = written("1", List.of(List.of(text(Matcher.Op.REGEX, "1|3"))));

        assertThat(read.defect()).isNull();
        assertThat(read.matcherSets()).containsExactly(List.of(regex("i", "1|3")));
    }

    @Test
    void stored_silences_whose_matchers_cannot_be_used_stand_apart_and_the_others_are_in_force() {
        List<List<MatcherText>> broken =
                List.of(List.of(text(Matcher.Op.EQUAL, "1")), List.of(text(Matcher.Op.REGEX, "(")));
        SilenceFixtures replayed = new SilenceFixtures(new Replaying(List.of(
                written("broken", broken),
                written("good", List.of(List.of(text(Matcher.Op.EQUAL, "1")))),
                written("empty", List.of(List.of())),
                written("none", List.of()))));
        replayed.options(replayed.options.withLimits(2, 0));

        assertThat(replayed.silences.silencing(DB_1, replayed.now())).containsExactly("good");
        assertThat(replayed.silences.list()).extracting(Silence::id).containsExactly("good", "broken", "empty", "none");
        Silence listed = replayed.silences.find("broken").orElseThrow();
        assertThat(listed.stateAt(replayed.now())).isEqualTo(SilenceState.EXPIRED);
        assertThat(listed.defect())
                .isEqualTo(new Silence.Defect(broken, "bad regular expression `(`: missing closing )"));
        SilenceFigures figures = replayed.silences.figures();
        assertThat(figures.unusable()).isEqualTo(3);
        assertThat(figures.active()).isEqualTo(1);
        assertThat(figures.expired()).isZero();
        assertThat(replayed.observer.seen)
                .containsExactly(
                        "silence unusable written broken",
                        "silence unusable written empty",
                        "silence unusable written none");

        replayed.made(replayed.request(is("i", "5")));
        replayed.time.advance(HOUR.multipliedBy(2));
        replayed.silences.removeExpired(replayed.now());
        assertThat(replayed.silences.list()).hasSize(1);
    }

    @Test
    void an_edit_of_a_silence_that_cannot_be_used_makes_one_that_can() {
        Silence broken = written("broken", List.of(List.of(text(Matcher.Op.REGEX, "("))));
        SilenceFixtures replayed = new SilenceFixtures(new Replaying(List.of(broken)));
        replayed.restart();

        assertThat(replayed.expired("broken")).isEqualTo(broken);
        Silence repaired = replayed.made(request("broken", null, replayed.now().plus(HOUR), is("i", "1")));
        assertThat(replayed.silences.silencing(DB_1, replayed.now())).containsExactly(repaired.id());
        assertThat(replayed.silences.find("broken")).contains(broken);
    }

    @Test
    void a_silence_without_matchers_cannot_exist() {
        for (List<List<Matcher>> sets : List.of(List.<List<Matcher>>of(), List.of(List.<Matcher>of()))) {
            assertThatThrownBy(() -> new Silence(
                            "1", sets, Instant.EPOCH, Instant.MAX, Instant.EPOCH, "", "", Map.of(), Instant.MAX))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("silence 1");
        }
    }

    @Test
    void a_change_is_acknowledged_when_it_is_written_and_in_force_before() {
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        Future<SilenceOutcome> making = slow.silences.set(slow.request(is("i", "1")), SilenceFixtures.BOB);
        assertThat(making.isComplete()).isFalse();
        assertThat(slow.silences.silencing(DB_1, slow.now())).hasSize(1);

        store.answer();
        String id = accepted(making).id();
        Future<SilenceOutcome> ending = slow.silences.expire(id, SilenceFixtures.BOB);
        slow.time.advance(Duration.ofSeconds(1));
        Future<SilenceOutcome> endingAgain = slow.silences.expire(id, SilenceFixtures.BOB);
        assertThat(ending.isComplete()).isFalse();
        assertThat(endingAgain.isComplete()).isFalse();

        store.answer();
        assertThat(accepted(endingAgain)).isEqualTo(accepted(ending));
    }

    @Test
    void a_silence_that_could_not_be_written_is_not_in_force_and_leaves_nothing_but_a_record() {
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        Future<SilenceOutcome> making = slow.silences.set(slow.request(is("i", "1")), SilenceFixtures.BOB);
        assertThat(slow.silences.silencing(DB_1, slow.now())).hasSize(1);
        store.fail();

        assertThat(making.failed()).isTrue();
        assertThat(slow.silences.silencing(DB_1, slow.now())).isEmpty();
        assertThat(slow.silences.list()).isEmpty();
        assertThat(slow.silences.audit(1)).singleElement().satisfies(record -> {
            assertThat(record.action()).isEqualTo(AuditRecord.Action.REFUSED);
            assertThat(record.reason()).isEqualTo("it could not be written: disk full");
        });
    }

    @Test
    void changes_that_could_not_be_written_leave_the_silence_as_it_was_acknowledged_last() {
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        Future<SilenceOutcome> making = slow.silences.set(slow.request(is("i", "1")), SilenceFixtures.BOB);
        store.answer();
        Silence made = accepted(making);
        slow.time.advance(Duration.ofSeconds(1));
        Instant later = made.endsAt().plus(HOUR);
        slow.silences.set(request(made.id(), made.startsAt(), later, is("i", "1")), SilenceFixtures.BOB);
        slow.silences.expire(made.id(), SilenceFixtures.BOB);
        store.fail();

        assertThat(slow.silences.list()).containsExactly(made);
        slow.silences.set(request(made.id(), made.startsAt(), later, is("i", "2")), SilenceFixtures.BOB);
        store.fail();
        assertThat(slow.silences.list()).containsExactly(made);
        assertThat(slow.silences.silencing(DB_1, slow.now())).containsExactly(made.id());
    }

    @Test
    void a_change_that_was_written_after_one_that_was_not_stays() {
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        Future<SilenceOutcome> making = slow.silences.set(slow.request(is("i", "1")), SilenceFixtures.BOB);
        Silence first = slow.silences.list().get(0);
        slow.time.advance(Duration.ofSeconds(1));
        Instant end = slow.now().plus(HOUR);
        Future<SilenceOutcome> edit =
                slow.silences.set(request(first.id(), first.startsAt(), end, is("i", "1")), SilenceFixtures.BOB);
        store.failFirst();
        store.answer();

        assertThat(making.failed()).isTrue();
        assertThat(slow.silences.list()).containsExactly(accepted(edit));
    }

    @Test
    void an_end_that_could_not_be_written_is_acknowledged_when_it_is_asked_for_again_and_written() {
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        Future<SilenceOutcome> making = slow.silences.set(slow.request(is("i", "1")), SilenceFixtures.BOB);
        store.answer();
        String id = accepted(making).id();
        Future<SilenceOutcome> ending = slow.silences.expire(id, SilenceFixtures.BOB);
        store.fail();
        assertThat(ending.failed()).isTrue();

        slow.time.advance(Duration.ofMillis(1));
        Future<SilenceOutcome> endingAgain = slow.silences.expire(id, SilenceFixtures.BOB);
        assertThat(endingAgain.isComplete()).isFalse();
        store.answer();
        assertThat(endingAgain.succeeded()).isTrue();
    }

    @Test
    void an_edit_with_a_new_id_the_end_of_the_old_silence_and_the_record_of_it_are_written_together() {
        Silence old = fixtures.made(fixtures.request(is("i", "1")));
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        store.rows.add(old);
        slow.restart();

        slow.silences.set(request(old.id(), old.startsAt(), old.endsAt(), is("i", "2")), SilenceFixtures.BOB);
        assertThat(store.appended).hasSize(1);
        assertThat(store.appended.get(0)).isEqualTo(3);
    }

    @Test
    void what_the_disk_says_nothing_of_is_undone_by_the_next_write_of_it() {
        SlowStore store = new SlowStore();
        SilenceFixtures slow = new SilenceFixtures(store);
        Future<SilenceOutcome> making = slow.silences.set(slow.request(is("i", "1")), SilenceFixtures.BOB);
        slow.time.advance(Duration.ofSeconds(10));

        assertThat(making.failed()).isTrue();
        assertThat(store.appended).as("the change, and at once its undoing").containsExactly(2, 2);
    }

    /** Has rows of the past, in an order that no store promises, and takes new ones. */
    private static class Replaying implements StateStore {
        private final MemoryStateStore written = new MemoryStateStore();
        final List<Silence> rows;

        Replaying(List<Silence> rows) {
            this.rows = new ArrayList<>(rows);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
            for (Silence row : table.equals(Silence.TABLE) ? rows : List.<Silence>of()) {
                onEntry.accept(new Entry<>(table, row.id(), row.updatedAt(), (V) row, row.expiresAt()));
            }
            return written.open(table, onEntry);
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            return written.append(entries);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** Answers when it is told to. */
    private static final class SlowStore extends Replaying {
        final List<Integer> appended = new ArrayList<>();
        private final List<Promise<Void>> waiting = new ArrayList<>();

        SlowStore() {
            super(List.of());
        }

        @Override
        public Future<Void> append(List<? extends Entry<?>> entries) {
            appended.add(entries.size());
            Promise<Void> answer = Promise.promise();
            waiting.add(answer);
            return answer.future();
        }

        void answer() {
            each(Promise::complete);
        }

        void fail() {
            each(promise -> promise.fail("disk full"));
        }

        void failFirst() {
            waiting.remove(0).fail("disk full");
        }

        private void each(Consumer<Promise<Void>> answer) {
            List<Promise<Void>> due = List.copyOf(waiting);
            waiting.clear();
            due.forEach(answer);
        }
    }
}
