package tocsin.state;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps entries as long as the object lives and they have not expired. Several owners on several contexts may share it, hence the lock; there is
 * no I/O under it.
 */
public final class MemoryStateStore implements StateStore {
    /** Not worth a sweep. */
    private static final int FEW = 1000;

    private final Map<Table<?>, Map<String, Entry<?>>> tables = new LinkedHashMap<>();
    private Instant newest = Instant.MIN;
    private int appendedSinceSweep;
    private int keptBySweep;

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        try {
            versions(table).forEach(onEntry);
            return Future.succeededFuture();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public synchronized Future<Void> append(List<? extends Entry<?>> entries) {
        entries.forEach(this::merge);
        appendedSinceSweep += entries.size();
        // As many writes as there were rows pay for one look at all of them.
        if (appendedSinceSweep > Math.max(FEW, keptBySweep)) {
            sweep();
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    synchronized int rowCount() {
        return tables.values().stream().mapToInt(Map::size).sum();
    }

    /** The newest entry tells the time: a store has no clock, and none of its writers lives in the past. */
    private void sweep() {
        tables.values()
                .forEach(rows ->
                        rows.values().removeIf(entry -> entry.expiresAt().isBefore(newest)));
        appendedSinceSweep = 0;
        keptBySweep = rowCount();
    }

    private synchronized <V> List<Entry<V>> versions(Table<V> table) {
        return rows(table).values().stream().map(entry -> this.<V>typed(entry)).toList();
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
