package tocsin.router.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.StateStoreException;
import tocsin.state.Table;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/**
 * Collects entries for the store. Of several versions of one row that wait, only the last is written.
 *
 * <p>Each entry gets a later stamp than the one before, whatever the wall clock does: after a jump backward the store
 * would otherwise prefer the older version.
 *
 * <p>A failing store stops nobody: the entries come back here and are tried again each second. They go apart from what is
 * new, in pieces that shrink while they are refused and grow while they are taken: on a disk that is nearly full a small new
 * silence does not share the fate of the backlog, nor a small row that of a large one. What waits here is bounded by the
 * number of rows, and what waits in the store by the store.
 */
public final class StateJournal {
    private static final Duration COLLECT = Duration.ofMillis(200);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String NO_ANSWER = "the disk did not answer in %d s".formatted(PATIENCE.toSeconds());
    private static final Duration TOMBSTONE_LIFE = Duration.ofHours(1);
    private static final int LARGEST_PIECE = 256;

    private final StateStore store;
    private final Clock clock;
    private final Scheduler scheduler;
    private final JournalObserver observer;
    private final Map<Row, Entry<?>> waiting = new LinkedHashMap<>();
    /** What the store has and has not answered for: the last version of each row. */
    private final Map<Row, Entry<?>> handedIn = new HashMap<>();

    /** What the store has refused, and of which no later version waits. */
    private final Map<Row, Entry<?>> refused = new LinkedHashMap<>();

    private int pieceRows = LARGEST_PIECE;
    /** The pieces that are under way; complete when none are. */
    private Future<Void> rewriting = Future.succeededFuture();

    private Scheduler.@Nullable Timer timer;
    private Scheduler.@Nullable Timer retryTimer;
    private Instant lastStamp = Instant.MIN;
    /** The last that the store was given, with all before it. */
    private Future<Void> last = Future.succeededFuture();

    private boolean writing;
    /** Those who wait for the write after the one under way. */
    private @Nullable Promise<Void> next;

    public StateJournal(StateStore store, Clock clock, Scheduler scheduler, JournalObserver observer) {
        this.store = store;
        this.clock = clock;
        this.scheduler = scheduler;
        this.observer = observer;
    }

    /** Replays a table. Fails when the store does. */
    public <V> Future<Void> restore(Table<V> table, Consumer<V> row) {
        return store.open(table, entry -> {
            lastStamp = entry.updatedAt().isAfter(lastStamp) ? entry.updatedAt() : lastStamp;
            V value = entry.value();
            if (value != null) {
                row.accept(value);
            }
        });
    }

    /** The row will be written within the next fraction of a second. */
    public <V> void put(Table<V> table, String key, V value, Instant expiresAt) {
        Instant at = stamp();
        collect(new Entry<>(table, key, at, value, inTimeOfStamps(expiresAt, at)));
    }

    /** A store tells the time by stamps: after a jump backward they are ahead of the clock, and what we write now is not old. */
    private Instant inTimeOfStamps(Instant expiresAt, Instant stamp) {
        return expiresAt.equals(Instant.MAX) ? expiresAt : expiresAt.plus(Duration.between(clock.now(), stamp));
    }

    public <V> void put(Table<V> table, String key, V value) {
        put(table, key, value, Instant.MAX);
    }

    /** The row will be removed within the next fraction of a second. */
    public void remove(Table<?> table, String key) {
        Instant at = stamp();
        collect(Entry.removed(table, key, at, at.plus(TOMBSTONE_LIFE)));
    }

    /**
     * Writes what waits, as soon as the write before is done: when thousands of groups flush at once, hundreds of them share one
     * append and its answer.
     *
     * @return done when it is as durable as the store makes it, or when the store failed, which the observer is told;
     *     never fails
     */
    public Future<Void> write() {
        if (!writing) {
            return begin();
        }
        if (next == null) {
            next = Promise.promise();
        }
        return next.future();
    }

    private Future<Void> begin() {
        writing = true;
        return commit().otherwiseEmpty().onComplete(done -> {
            writing = false;
            Promise<Void> waiters = next;
            if (waiters != null) {
                next = null;
                begin().onComplete(waiters);
            }
        });
    }

    /**
     * Writes now what waits, for those who have promised somebody that it is durable: fails when the store did. What waits goes
     * with a later attempt all the same.
     */
    public Future<Void> commit() {
        stopTimer();
        if (waiting.isEmpty()) {
            return last;
        }
        Map<Row, Entry<?>> batch = new LinkedHashMap<>(waiting);
        waiting.clear();
        last = answered(handIn(batch)).onFailure(observer::stateWriteFailed);
        return last;
    }

    /**
     * Writes all that waits and what comes meanwhile, and tries once more what was refused.
     *
     * @return done when nothing waits any more, or when the store failed; never fails
     */
    public Future<Void> drain() {
        return commit().otherwiseEmpty()
                .compose(done -> answered(rewrite()))
                .compose(done -> waiting.isEmpty() ? Future.<Void>succeededFuture() : drain())
                .otherwiseEmpty();
    }

    private Future<Void> handIn(Map<Row, Entry<?>> batch) {
        handedIn.putAll(batch);
        return append(List.copyOf(batch.values()))
                .onSuccess(done -> batch.forEach(handedIn::remove))
                .onFailure(cause -> takeBack(batch));
    }

    /** Those of which no later version is with the store by now, or was written, or waits. */
    private void takeBack(Map<Row, Entry<?>> batch) {
        batch.forEach((row, entry) -> {
            if (handedIn.remove(row, entry) && !waiting.containsKey(row)) {
                refused.put(row, entry);
            }
        });
        if (retryTimer == null && !refused.isEmpty()) {
            retryTimer = scheduler.after(RETRY, () -> {
                retryTimer = null;
                rewrite();
            });
        }
    }

    private Future<Void> rewrite() {
        if (rewriting.isComplete()) {
            rewriting = nextPiece();
        }
        return rewriting;
    }

    /** Fails when not even a single row was taken; the next attempt begins with another one. */
    private Future<Void> nextPiece() {
        Map<Row, Entry<?>> piece = takeRefused(pieceRows);
        return piece.isEmpty()
                ? Future.succeededFuture()
                : handIn(piece).transform(written -> {
                    pieceRows = written.succeeded() ? Math.min(LARGEST_PIECE, 2 * pieceRows) : piece.size() / 2;
                    return pieceRows > 0 ? nextPiece() : notOneRow(written.cause());
                });
    }

    private Future<Void> notOneRow(Throwable cause) {
        pieceRows = 1;
        observer.stateWriteFailed(cause);
        return Future.failedFuture(cause);
    }

    private Map<Row, Entry<?>> takeRefused(int rows) {
        Map<Row, Entry<?>> piece = new LinkedHashMap<>();
        Iterator<Map.Entry<Row, Entry<?>>> first = refused.entrySet().iterator();
        while (piece.size() < rows && first.hasNext()) {
            Map.Entry<Row, Entry<?>> next = first.next();
            piece.put(next.getKey(), next.getValue());
            first.remove();
        }
        return piece;
    }

    /** A store that throws is a store that failed. */
    private Future<Void> append(List<Entry<?>> entries) {
        try {
            return store.append(entries);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * One that says nothing, too, for whoever waits. But it has the entries, and to hand them in again would only make its queue
     * longer.
     */
    private Future<Void> answered(Future<Void> written) {
        if (written.isComplete()) {
            return written;
        }
        Promise<Void> done = Promise.promise();
        Scheduler.Timer patience =
                scheduler.after(PATIENCE, () -> done.tryFail(new StateStoreException(NO_ANSWER, null)));
        written.onComplete(result -> {
            patience.cancel();
            if (result.succeeded()) {
                done.tryComplete();
            } else {
                done.tryFail(result.cause());
            }
        });
        return done.future();
    }

    private void collect(Entry<?> entry) {
        Row row = new Row(entry.table().name(), entry.key());
        waiting.put(row, entry);
        refused.remove(row);
        if (timer == null) {
            timer = scheduler.after(COLLECT, () -> {
                timer = null;
                write();
            });
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private Instant stamp() {
        Instant now = clock.now();
        lastStamp = now.isAfter(lastStamp) ? now : lastStamp.plusNanos(1);
        return lastStamp;
    }

    private record Row(String table, String key) {}
}
