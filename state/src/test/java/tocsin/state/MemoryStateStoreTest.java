package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory store outlives its users only as an object, which is how simulations restart. */
class MemoryStateStoreTest extends StateStoreContract {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    protected StateStore open() {
        return new MemoryStateStore();
    }

    @Override
    protected StateStore reopen(StateStore store) {
        return store;
    }

    @Test
    void a_tombstone_is_dropped_some_time_after_nobody_needs_it() {
        Table<String> table = Table.lastWriterWins("colours");
        StateStore store = new MemoryStateStore();
        Instant end = START.plus(Duration.ofHours(1));
        store.append(List.of(
                Entry.removed(table, "expired", START, end),
                Entry.removed(table, "needed", START, end.plusSeconds(1))));
        for (int i = 0; i <= 10_000; i++) {
            store.append(List.of(Entry.of(table, "other" + i % 10, end, "red")));
        }

        // Who remembers a removal refuses an older write of the row.
        store.append(List.of(
                Entry.of(table, "expired", START.minusSeconds(1), "red"),
                Entry.of(table, "needed", START.minusSeconds(1), "red")));
        List<String> keys = new ArrayList<>();
        store.<String>open(table, entry -> keys.add(entry.key()));
        List<String> expected = new ArrayList<>(
                IntStream.range(0, 10).mapToObj(i -> "other" + i).toList());
        expected.add("expired");
        assertThat(keys).containsExactlyInAnyOrderElementsOf(expected);
    }
}
