package tocsin.router;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.Table;

/** On a disk that takes all but log entries, which are larger than what is left of it. */
final class NearlyFullStore implements StateStore {
    boolean isNearlyFull;
    private final StateStore store;

    NearlyFullStore(StateStore store) {
        this.store = store;
    }

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        return store.open(table, onEntry);
    }

    @Override
    public Future<Void> append(List<? extends Entry<?>> entries) {
        boolean large = entries.stream().anyMatch(entry -> entry.table().equals(NotificationLog.TABLE));
        return isNearlyFull && large ? Future.failedFuture("no space left") : store.append(entries);
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }
}
