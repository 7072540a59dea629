package tocsin.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.state.codec.Codec;

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
    void rows_that_come_and_go_do_not_fill_the_heap() {
        MemoryStateStore store = new MemoryStateStore();
        Table<String> alerts = Table.lastWriterWins("alerts", Codec.text());

        for (int i = 0; i < 100_000; i++) {
            Instant at = START.plusSeconds(i);
            store.append(List.of(Entry.of(alerts, "alert " + i, at, "firing")));
            store.append(List.of(Entry.removed(alerts, "alert " + i, at.plusMillis(1), at.plusSeconds(100))));
        }

        assertThat(store.rowCount()).isLessThan(5_000);
    }
}
