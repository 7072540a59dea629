package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.state.codec.Codec;

/** What every store does. A store's own test extends this and says how to open one. */
public abstract class StateStoreContract {
    private static final Instant T1 = Instant.parse("2026-01-01T00:00:01Z");
    private static final Instant T2 = Instant.parse("2026-01-01T00:00:02Z");

    private final Table<String> table = Table.lastWriterWins("colours", Codec.text());
    private final Table<String> other = Table.lastWriterWins("shapes", Codec.text());
    private StateStore store;

    protected abstract StateStore open();

    /** The same store after its process has ended and begun again. */
    protected abstract StateStore reopen(StateStore store);

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        await(store.close());
    }

    @Test
    void a_new_store_is_empty() {
        assertThat(rows(table)).isEmpty();
    }

    @Test
    void what_was_appended_is_replayed() {
        append(Entry.of(table, "a", T1, "red"), Entry.of(table, "b", T1, "blue"));

        assertThat(rows(table)).isEqualTo(Map.of("a", "red", "b", "blue"));
    }

    @Test
    void the_later_write_of_a_key_wins_in_whatever_order_it_comes() {
        append(Entry.of(table, "a", T2, "new"));
        append(Entry.of(table, "a", T1, "old"));

        assertThat(rows(table)).isEqualTo(Map.of("a", "new"));
    }

    @Test
    void a_removed_row_does_not_come_back_by_an_older_write() {
        append(Entry.of(table, "a", T1, "red"));
        append(Entry.removed(table, "a", T2, Instant.MAX));
        append(Entry.of(table, "a", T1, "red"));

        assertThat(rows(table)).isEmpty();
    }

    @Test
    void a_removed_row_is_replayed_as_such_with_its_time() {
        append(Entry.of(table, "a", T1, "red"));
        append(Entry.removed(table, "a", T2, Instant.MAX));

        assertThat(entries(table)).containsExactly(Entry.removed(table, "a", T2, Instant.MAX));
        store = reopen(store);
        assertThat(entries(table)).containsExactly(Entry.removed(table, "a", T2, Instant.MAX));
    }

    @Test
    void tables_are_apart() {
        append(Entry.of(table, "a", T1, "red"), Entry.of(other, "a", T1, "round"));

        assertThat(rows(table)).isEqualTo(Map.of("a", "red"));
        assertThat(rows(other)).isEqualTo(Map.of("a", "round"));
    }

    @Test
    void an_entry_keeps_its_times() {
        append(new Entry<>(table, "a", T1, "red", T2));

        assertThat(entries(table)).hasSize(1);
        assertThat(entries(table).get(0).updatedAt()).isEqualTo(T1);
        assertThat(entries(table).get(0).expiresAt()).isEqualTo(T2);
    }

    @Test
    void rows_survive_the_process() {
        append(Entry.of(table, "a", T1, "red"));

        store = reopen(store);

        assertThat(rows(table)).isEqualTo(Map.of("a", "red"));
    }

    @Test
    void what_has_not_expired_stays_however_much_comes_after_it() {
        append(Entry.of(table, "kept", T1, "red"));
        append(new Entry<>(table, "not yet", T1, "blue", T1.plusSeconds(1_000_000)));
        append(Entry.of(table, "gone", T1, "green"));
        List<Future<Void>> futures = new ArrayList<>();
        append(Entry.removed(table, "gone", T2, T1.plusSeconds(1_000_000)));
        for (int i = 0; i < 5000; i++) {
            Instant at = T2.plusSeconds(i);
            futures.add(store.append(List.of(Entry.removed(other, "churn " + i, at, at.plusSeconds(1)))));
        }
        futures.forEach(StateStoreContract::await);
        append(Entry.of(table, "gone", T1, "green"));

        assertThat(rows(table)).isEqualTo(Map.of("kept", "red", "not yet", "blue"));
    }

    @Test
    void many_rows_are_all_replayed_once() {
        List<Entry<String>> many = new ArrayList<>();
        for (int i = 0; i < 3210; i++) {
            many.add(Entry.of(table, "key " + i, T1.plusNanos(i), "value " + i));
        }
        await(store.append(many));

        assertThat(entries(table)).containsExactlyInAnyOrderElementsOf(many);
        store = reopen(store);
        assertThat(entries(table)).containsExactlyInAnyOrderElementsOf(many);
    }

    @Test
    void versions_of_one_key_in_one_append_merge() {
        append(Entry.of(table, "a", T2, "new"), Entry.of(table, "a", T1, "old"), Entry.removed(table, "b", T1, T2));

        assertThat(rows(table)).isEqualTo(Map.of("a", "new"));
    }

    @Test
    void an_older_version_changes_nothing_even_after_a_restart() {
        append(new Entry<>(table, "a", T2, "new", Instant.MAX));
        store = reopen(store);

        append(new Entry<>(table, "a", T1, "old", T2));

        assertThat(entries(table)).containsExactly(Entry.of(table, "a", T2, "new"));
    }

    @Test
    void keys_may_be_long_and_hold_anything() {
        String key = "\"'; DROP TABLE colours; --\n\u00e4\ud83d\ude00".repeat(500);
        append(Entry.of(table, key, T1, "red"), Entry.of(table, "", T1, "blue"));

        store = reopen(store);

        assertThat(rows(table)).isEqualTo(Map.of(key, "red", "", "blue"));
    }

    @Test
    void a_listener_that_fails_fails_the_replay() {
        append(Entry.of(table, "a", T1, "red"));

        Future<Void> replay = store.open(table, entry -> {
            throw new IllegalStateException("cannot use it");
        });

        assertThat(replay.toCompletionStage()
                        .handle((done, e) -> String.valueOf(e))
                        .toCompletableFuture()
                        .join())
                .contains("cannot use it");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final void append(Entry<String>... entries) {
        await(store.append(List.of(entries)));
    }

    /** Fails when the future does, or when nobody completes it. */
    public static void await(Future<Void> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the store failed", e);
        }
    }

    private Map<String, String> rows(Table<String> of) {
        Map<String, String> rows = new TreeMap<>();
        entries(of).stream()
                .filter(entry -> !entry.isTombstone())
                .forEach(entry -> rows.put(entry.key(), String.valueOf(entry.value())));
        return rows;
    }

    private List<Entry<String>> entries(Table<String> of) {
        List<Entry<String>> entries = new ArrayList<>();
        await(store.open(of, entries::add));
        return entries;
    }
}
