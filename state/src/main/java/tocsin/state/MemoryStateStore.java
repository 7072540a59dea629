package tocsin.state;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Keeps entries as long as the object lives. Several owners on several contexts may share it, hence the lock; there is
 * no I/O under it.
 */
public final class MemoryStateStore implements StateStore {
    private final Map<Table<?>, Map<String, Entry<?>>> tables = new LinkedHashMap<>();

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        for (Entry<V> entry : newest(table)) {
            onEntry.accept(entry);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> append(List<? extends Entry<?>> entries) {
        entries.forEach(this::merge);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private synchronized <V> List<Entry<V>> newest(Table<V> table) {
        return rows(table).values().stream().map(entry -> this.<V>typed(entry)).toList();
    }

    private <V> void merge(Entry<V> entry) {
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
