package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store does. A store's own test extends this and says how to open one. */
public abstract class StateStoreContract {
    private static final Instant T1 = Instant.parse("2026-01-01T00:00:01Z");
    private static final Instant T2 = Instant.parse("2026-01-01T00:00:02Z");

    private final Table<String> table = Table.lastWriterWins("colours");
    private final Table<String> other = Table.lastWriterWins("shapes");
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
        store.close();
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
        append(Entry.removed(table, "gone", T2, T1.plusSeconds(1_000_000)));
        for (int i = 0; i < 5000; i++) {
            Instant at = T2.plusSeconds(i);
            append(Entry.removed(other, "churn " + i, at, at.plusSeconds(1)));
        }
        append(Entry.of(table, "gone", T1, "green"));

        assertThat(rows(table)).isEqualTo(Map.of("kept", "red", "not yet", "blue"));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private final void append(Entry<String>... entries) {
        assertThat(store.append(List.of(entries)).succeeded()).isTrue();
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
        assertThat(store.open(of, entries::add).succeeded()).isTrue();
        return entries;
    }
}
