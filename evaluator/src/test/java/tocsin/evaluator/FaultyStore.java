package tocsin.evaluator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tocsin.state.Entry;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.state.Table;

/** A disk that is full, or does not answer, until it is repaired. What it has taken stays. */
final class FaultyStore implements StateStore {
    private final MemoryStateStore kept = new MemoryStateStore();
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean full;
    private boolean hangs;
    private int refused;

    private record Waiting(List<? extends Entry<?>> entries, Promise<Void> answer) {}

    void full() {
        full = true;
    }

    void hangs() {
        hangs = true;
    }

    void works() {
        full = false;
        hangs = false;
        List<Waiting> late = List.copyOf(waiting);
        waiting.clear();
        late.forEach(append -> append(append.entries()).onComplete(append.answer()));
    }

    /** How many appends found the disk full. */
    int refused() {
        return refused;
    }

    /** Entries for which somebody waits. */
    int held() {
        return waiting.stream().mapToInt(append -> append.entries().size()).sum();
    }

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        return kept.open(table, onEntry);
    }

    @Override
    public Future<Void> append(List<? extends Entry<?>> entries) {
        if (full) {
            refused++;
            return Future.failedFuture("no space left on device");
        }
        if (hangs) {
            Waiting append = new Waiting(entries, Promise.promise());
            waiting.add(append);
            return append.answer().future();
        }
        return kept.append(entries);
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
