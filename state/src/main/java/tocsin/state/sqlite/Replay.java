package tocsin.state.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.codec.TextPool;

/**
 * A table on its way to its owner, page by page: the store's thread reads and decodes a page, the owner's context takes it
 * while the next one is read. When the owner is slower, the reading pauses, and other tasks have their turn all the time.
 */
final class Replay<V> implements StoreTask {
    /** What an event loop takes in about a millisecond. */
    private static final int PAGE = 500;

    private static final int MOST_AHEAD = 4;

    private final Table<V> table;
    private final Consumer<Entry<V>> onEntry;
    private final Caller caller;
    /** Puts this task among those that wait. */
    private final Consumer<StoreTask> again;

    private final StoreObserver observer;
    private final Promise<Void> done = Promise.promise();
    private final TextPool texts = TextPool.create();
    private final AtomicInteger ahead = new AtomicInteger();
    private long after;

    Replay(
            Table<V> table,
            Consumer<Entry<V>> onEntry,
            Caller caller,
            Consumer<StoreTask> again,
            StoreObserver observer) {
        this.table = table;
        this.onEntry = onEntry;
        this.caller = caller;
        this.again = again;
        this.observer = observer;
    }

    Future<Void> done() {
        return done.future();
    }

    /** On the store's thread. */
    void next(Database database) throws IOException, SQLException {
        List<StoredRow> rows = database.page(table, after, PAGE);
        List<Entry<V>> entries = entries(rows);
        if (rows.size() < PAGE) {
            caller.run(() -> {
                deliver(entries);
                done.tryComplete();
            });
            return;
        }
        after = rows.get(rows.size() - 1).id();
        int waiting = ahead.incrementAndGet();
        caller.run(() -> {
            deliver(entries);
            if (ahead.getAndDecrement() == MOST_AHEAD) {
                again.accept(this);
            }
        });
        if (waiting < MOST_AHEAD) {
            again.accept(this);
        }
    }

    private List<Entry<V>> entries(List<StoredRow> rows) {
        List<Entry<V>> entries = new ArrayList<>(rows.size());
        for (StoredRow row : rows) {
            try {
                entries.add(row.entry(table, texts));
            } catch (CodecException e) {
                observer.rowSetAside(table.name(), row.key(), String.valueOf(e.getMessage()));
            }
        }
        return entries;
    }

    /** On the caller's context. After a failure the rest is of no use. */
    private void deliver(List<Entry<V>> entries) {
        if (done.future().isComplete()) {
            return;
        }
        try {
            entries.forEach(onEntry);
        } catch (RuntimeException e) {
            done.tryFail(e);
        }
    }

    @Override
    public void fail(Throwable cause) {
        caller.run(() -> done.tryFail(cause));
    }
}
