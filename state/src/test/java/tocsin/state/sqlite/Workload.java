package tocsin.state.sqlite;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.StateStoreContract;
import tocsin.state.Table;
import tocsin.state.codec.Codec;

/** Appends of every kind by a seed, and what is in the store after them by a merge of its own: the later stamp wins. */
final class Workload {
    private static final Table<String> OTHERS = Table.lastWriterWins("other-words", Codec.text());
    private static final int KEYS = 300;

    private final Random random;
    private final Map<Row, Set<Entry<?>>> everAppended = new HashMap<>();
    private Map<Row, Entry<?>> acknowledged = Map.of();
    private final Map<Row, Entry<?>> appended = new HashMap<>();
    private Instant stamp = Stores.START;

    record Row(String table, String key) {}

    Workload(Random random) {
        this.random = random;
    }

    /** The appends of a step: a transaction each store makes of them. */
    List<List<Entry<?>>> next() {
        List<List<Entry<?>>> appends = new ArrayList<>();
        int count = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
        for (int i = 0; i < count; i++) {
            appends.add(append());
        }
        return appends;
    }

    private List<Entry<?>> append() {
        List<Entry<?>> entries = new ArrayList<>();
        int size = random.nextInt(3) == 0 ? 50 + random.nextInt(400) : 1 + random.nextInt(6);
        for (int i = 0; i < size; i++) {
            Entry<String> entry = entry();
            entries.add(entry);
            Row row = new Row(entry.table().name(), entry.key());
            everAppended.computeIfAbsent(row, first -> new HashSet<>()).add(entry);
            appended.merge(row, entry, (known, added) -> added.updatedAt().isAfter(known.updatedAt()) ? added : known);
        }
        return entries;
    }

    private Entry<String> entry() {
        stamp = stamp.plusMillis(1 + random.nextInt(1000));
        Table<String> table = random.nextInt(4) == 0 ? OTHERS : Stores.WORDS;
        int dice = random.nextInt(10);
        if (dice == 0) {
            // It is removed by a later write, whichever that is; so it never has an older version.
            return new Entry<>(table, "brief " + stamp, stamp, value("brief"), stamp.plusSeconds(random.nextInt(60)));
        }
        String key = "key " + random.nextInt(KEYS);
        if (dice == 1) {
            return Entry.removed(table, key, stamp, Instant.MAX);
        }
        // Not all writers have the same clock. Odd, so that no two have one stamp.
        Instant at =
                dice == 2 ? stamp.minusMillis(random.nextInt(100_000)).plusNanos(1 + random.nextInt(900_000)) : stamp;
        return Entry.of(table, key, at, value(key));
    }

    private String value(String key) {
        int length = random.nextInt(12) == 0 ? random.nextInt(9000) : random.nextInt(200);
        return "%s at %s: %s".formatted(key, stamp, "word ".repeat(length / 5));
    }

    /** The appends of the step are on the disk for certain. */
    void acknowledge() {
        acknowledged = Map.copyOf(appended);
    }

    /** Before the last step. */
    Map<Row, Entry<?>> acknowledged() {
        return acknowledged;
    }

    Map<Row, Entry<?>> appended() {
        return appended;
    }

    Set<Entry<?>> everAppended(Row row) {
        return everAppended.getOrDefault(row, Set.of());
    }

    /** Without rows that have expired and are gone; a store keeps them as long as it likes. */
    Map<Row, Entry<?>> alive(Map<Row, Entry<?>> truth, Map<Row, Entry<?>> found) {
        Map<Row, Entry<?>> alive = new HashMap<>(truth);
        alive.entrySet()
                .removeIf(row -> row.getValue().expiresAt().isBefore(stamp) && !found.containsKey(row.getKey()));
        return alive;
    }

    static Map<Row, Entry<?>> read(StateStore store) {
        Map<Row, Entry<?>> rows = new HashMap<>();
        for (Table<String> table : List.of(Stores.WORDS, OTHERS)) {
            StateStoreContract.await(store.open(table, entry -> rows.put(new Row(table.name(), entry.key()), entry)));
        }
        return rows;
    }
}
