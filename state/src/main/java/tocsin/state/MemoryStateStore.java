package tocsin.state;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps entries as long as the object lives. Several owners on several contexts may share it, hence the lock; there is
 * no I/O under it.
 */
public final class MemoryStateStore implements StateStore {
    private static final int LEAST_BETWEEN_SWEEPS = 10_000;

    private final Map<Table<?>, Map<String, Entry<?>>> tables = new LinkedHashMap<>();
    private Instant newest = Instant.MIN;
    private int appendedSinceSweep;

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        for (Entry<V> entry : live(table)) {
            onEntry.accept(entry);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> append(List<? extends Entry<?>> entries) {
        entries.forEach(this::merge);
        appendedSinceSweep += entries.size();
        if (appendedSinceSweep > Math.max(LEAST_BETWEEN_SWEEPS, rowCount())) {
            dropExpiredTombstones();
        }
        return Future.succeededFuture();
    }

    private int rowCount() {
        return tables.values().stream().mapToInt(Map::size).sum();
    }

    /** Now and then, and by the newest stamp, since the store has no clock: alerts come and go for as long as it lives. */
    private void dropExpiredTombstones() {
        appendedSinceSweep = 0;
        tables.values()
                .forEach(rows -> rows.values()
                        .removeIf(entry ->
                                entry.isTombstone() && !entry.expiresAt().isAfter(newest)));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private synchronized <V> List<Entry<V>> live(Table<V> table) {
        return rows(table).values().stream()
                .filter(entry -> !entry.isTombstone())
                .map(entry -> this.<V>typed(entry))
                .toList();
    }

    private <V> void merge(Entry<V> entry) {
        newest = entry.updatedAt().isAfter(newest) ? entry.updatedAt() : newest;
        rows(entry.table())
                .merge(
                        entry.key(),
                        entry,
                        (stored, added) -> entry.table().merge().apply(this.<V>typed(stored), entry));
    }

    private Map<String, Entry<?>> rows(Table<?> table) {
        return tables.computeIfAbsent(table, t -> new LinkedHashMap<>());
    }

    /** Rows of a table hold entries of that table's type: {@link #merge} is the only writer. */
    @SuppressWarnings("unchecked")
    private <V> Entry<V> typed(Entry<?> entry) {
        return (Entry<V>) entry;
    }
}
