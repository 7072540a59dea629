package tocsin.router.journal;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * <p>A failing store stops nobody: what it refused waits here and is tried again each second. On a disk that takes some writes
 * and refuses others it matters what may overtake what, and there are three kinds of rows:
 *
 * <ul>
 *   <li><b>Promises</b>, silences and who made them: somebody waits for the answer. They go at once and alone, so that they share
 *       the fate of nothing else.
 *   <li><b>Facts</b>, which are true whatever else is on the disk: an alert, an intent, what was told. What was refused of them
 *       is tried in pieces, apart from what is new, so that a small row does not share the fate of a large one.
 *   <li><b>What forgets</b>: a removal, and a version that says less than the one before. It is right only when the disk knows why:
 *       an intent is forgotten because the log has what became of it, an alert because the log has its end. Such a row is only
 *       ever written in one append with all that is not on the disk by then, so nothing of what came before it can be missing.
 *       As long as something is refused it waits, and nobody for it.
 * </ul>
 *
 * <pre>
 *   put ---------> facts ----+--- disk takes all: one append ------------------------> store
 *   putInTurn, --> inTurn ---+
 *   remove           ^
 *                    |           disk has refused something:
 *                    |             facts    -- one append, the refused go to `refused`
 *                    |             refused  -- each second, in pieces
 *                    +------------ inTurn   -- when `refused` is empty, one append with the facts
 *   promise -----> promised ---- with commit(): one append at once, the refused go to `refused`
 * </pre>
 *
 * <p>Apart from promises one append at a time is under way. Each entry gets a later stamp than the one before, whatever the wall clock
 * does: after a jump backward the store would otherwise prefer the older version. What waits here is bounded by the number of
 * rows, and what waits in the store by the store.
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

    // A row is in one of these at most. What is with the store is in none, unless there is a later version.
    private final Map<Row, Entry<?>> promised = new LinkedHashMap<>();
    private final Map<Row, Entry<?>> facts = new LinkedHashMap<>();
    private final Map<Row, Entry<?>> inTurn = new LinkedHashMap<>();
    /** Facts and promises. */
    private final Map<Row, Entry<?>> refused = new LinkedHashMap<>();

    /** What the store has and has not answered for: the last version of each row. */
    private final Map<Row, Entry<?>> handedIn = new HashMap<>();

    /** The promises among the refused, also while they are tried again. */
    private final Set<Row> unkept = new HashSet<>();

    private Throwable lastRefusal = noAnswer();
    private int promisesUnanswered;
    private Future<Void> lastCommit = Future.succeededFuture();

    /** Something was refused, and not all has been taken since. */
    private boolean behind;

    private boolean retrying;
    private int pieceRows = LARGEST_PIECE;

    /** The one append under way that is no promise; its answer has not come. */
    private boolean writing;

    private boolean lastWasPiece;
    private boolean beginning;
    /** Those who wait for the append under way. */
    private Promise<Void> current = Promise.promise();
    /** Those who wait for the one after it. */
    private @Nullable Promise<Void> following;

    private @Nullable Promise<Void> draining;

    private Scheduler.@Nullable Timer timer;
    private Scheduler.@Nullable Timer retryTimer;
    private Instant lastStamp = Instant.MIN;

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

    /**
     * A fact: the row will be written within the next fraction of a second. It says no less than the version before, and is true
     * whatever else is on the disk.
     */
    public <V> void put(Table<V> table, String key, V value) {
        Entry<V> entry = Entry.of(table, key, stamp(), value);
        Row row = rowOf(entry);
        if (inTurn.containsKey(row)) {
            // The disk has a version that says more than the one that is replaced here.
            inTurn.put(row, entry);
        } else {
            refused.remove(row);
            facts.put(row, entry);
        }
        writeSoon();
    }

    /** A version that may say less than the one before: it comes to the disk with all that was put before it, or later. */
    public <V> void putInTurn(Table<V> table, String key, V value) {
        collectInTurn(Entry.of(table, key, stamp(), value));
    }

    /** The row is to be forgotten: not before all that was put before is on the disk, and with it at the earliest. */
    public void remove(Table<?> table, String key) {
        collectInTurn(removed(table, key));
    }

    private void collectInTurn(Entry<?> entry) {
        Row row = rowOf(entry);
        facts.remove(row);
        refused.remove(row);
        inTurn.put(row, entry);
        writeSoon();
    }

    /** A row that depends on no other one, to be written by {@link #commit}. */
    public <V> void promise(Table<V> table, String key, V value, Instant expiresAt) {
        Instant at = stamp();
        collectPromise(new Entry<>(table, key, at, value, inTimeOfStamps(expiresAt, at)));
    }

    public <V> void promise(Table<V> table, String key, V value) {
        promise(table, key, value, Instant.MAX);
    }

    /** The removal of a row on which no other one depends, to be written by {@link #commit}. */
    public void promiseRemoval(Table<?> table, String key) {
        collectPromise(removed(table, key));
    }

    private void collectPromise(Entry<?> entry) {
        Row row = rowOf(entry);
        refused.remove(row);
        unkept.remove(row);
        promised.put(row, entry);
        writeSoon();
    }

    private Entry<?> removed(Table<?> table, String key) {
        Instant at = stamp();
        return Entry.removed(table, key, at, at.plus(TOMBSTONE_LIFE));
    }

    /** A store tells the time by stamps: after a jump backward they are ahead of the clock, and what we write now is not old. */
    private Instant inTimeOfStamps(Instant expiresAt, Instant stamp) {
        return expiresAt.equals(Instant.MAX) ? expiresAt : expiresAt.plus(Duration.between(clock.now(), stamp));
    }

    private static Row rowOf(Entry<?> entry) {
        return new Row(entry.table().name(), entry.key());
    }

    private void writeSoon() {
        if (timer == null) {
            timer = scheduler.after(COLLECT, () -> {
                timer = null;
                commit();
                write();
            });
        }
    }

    // Promises.

    /**
     * Writes now what was promised to somebody, and only that.
     *
     * @return done when it is durable, and when there is nothing new, once all that was ever promised is; fails when the store did,
     *     or says nothing. What it refused is tried again all the same.
     */
    public Future<Void> commit() {
        if (!promised.isEmpty()) {
            lastCommit = answered(handInPromises()).onFailure(observer::stateWriteFailed);
        } else if (promisesUnanswered == 0) {
            lastCommit = unkept.isEmpty() ? Future.succeededFuture() : Future.failedFuture(lastRefusal);
        }
        return lastCommit;
    }

    private Future<Void> handInPromises() {
        Map<Row, Entry<?>> batch = new LinkedHashMap<>(promised);
        promised.clear();
        promisesUnanswered++;
        return handIn(batch, Map.of()).onComplete(answer -> {
            promisesUnanswered--;
            if (answer.failed()) {
                lastRefusal = answer.cause();
                batch.keySet().stream().filter(refused::containsKey).forEach(unkept::add);
            }
            beginNext();
        });
    }

    /** Who has promised is told when the store says nothing. But it has the entries, and to hand them in again would only make its queue longer. */
    private Future<Void> answered(Future<Void> written) {
        if (written.isComplete()) {
            return written;
        }
        Promise<Void> done = Promise.promise();
        Scheduler.Timer patience = scheduler.after(PATIENCE, () -> done.tryFail(noAnswer()));
        written.onComplete(answer -> {
            patience.cancel();
            if (answer.succeeded()) {
                done.tryComplete();
            } else {
                done.tryFail(answer.cause());
            }
        });
        return done.future();
    }

    private static StateStoreException noAnswer() {
        return new StateStoreException(NO_ANSWER, null);
    }

    // All else.

    /**
     * Writes what waits, as soon as the write before is done: when thousands of groups flush at once, hundreds of them share one
     * append and its answer.
     *
     * @return done when the facts are as durable as the store makes them, or when the store failed or says nothing, which the
     *     observer is told; never fails
     */
    public Future<Void> write() {
        Promise<Void> waiters = following;
        if (waiters == null || waiters.future().isComplete()) {
            waiters = patient();
            following = waiters;
        }
        beginNext();
        return waiters.future();
    }

    /** Nobody waits for longer, whether his append says nothing or the one before it. */
    private Promise<Void> patient() {
        Promise<Void> waiters = Promise.promise();
        Scheduler.Timer patience = scheduler.after(PATIENCE, () -> {
            if (waiters.tryComplete()) {
                observer.stateWriteFailed(noAnswer());
            }
        });
        waiters.future().onComplete(done -> patience.cancel());
        return waiters;
    }

    /**
     * Writes all that waits and what comes meanwhile, and tries once more what was refused.
     *
     * @return done when nothing waits any more, or when the store failed or says nothing; never fails
     */
    public Future<Void> drain() {
        Promise<Void> drained = Promise.promise();
        draining = drained;
        retrying = behind;
        commit();
        write();
        return answered(drained.future()).otherwiseEmpty();
    }

    /** One append after another, in a loop: a store that answers at once must not make the stack grow with each. */
    private void beginNext() {
        if (beginning) {
            return;
        }
        beginning = true;
        boolean begun = true;
        while (begun && !writing) {
            begun = beginWaited() || beginRetry() || beginLast();
        }
        beginning = false;
    }

    /** What is new and what was refused take turns: neither may keep the other from the disk. */
    private boolean beginWaited() {
        Promise<Void> waiters = following;
        if (waiters == null || (retrying && !lastWasPiece)) {
            return false;
        }
        following = null;
        current = waiters;
        lastWasPiece = false;
        Map<Row, Entry<?>> forgets = behind ? Map.of() : taken(inTurn);
        begin(taken(facts), forgets, answer -> {
            if (answer.failed()) {
                observer.stateWriteFailed(answer.cause());
            }
        });
        return true;
    }

    private boolean beginRetry() {
        if (!retrying) {
            return false;
        }
        lastWasPiece = true;
        if (refused.isEmpty()) {
            begin(taken(facts), taken(inTurn), this::triedRest);
        } else {
            Map<Row, Entry<?>> piece = firstOf(refused, pieceRows);
            begin(piece, Map.of(), answer -> triedPiece(answer, piece.size()));
        }
        return true;
    }

    /** A process that ends writes also what was put because of the last answer. */
    private boolean beginLast() {
        Promise<Void> drained = draining;
        if (drained == null || promisesUnanswered > 0) {
            return false;
        }
        if (facts.isEmpty() && promised.isEmpty() && (behind || inTurn.isEmpty())) {
            draining = null;
            drained.complete();
            return false;
        }
        commit();
        following = patient();
        return true;
    }

    private void begin(Map<Row, Entry<?>> stated, Map<Row, Entry<?>> forgets, Consumer<AsyncResult<Void>> then) {
        if (stated.isEmpty() && forgets.isEmpty()) {
            then.accept(Future.succeededFuture());
            current.tryComplete();
            return;
        }
        writing = true;
        Promise<Void> waiters = current;
        handIn(stated, forgets).onComplete(written -> {
            writing = false;
            then.accept(written);
            waiters.tryComplete();
            beginNext();
        });
    }

    private void triedPiece(AsyncResult<Void> answer, int rows) {
        if (answer.succeeded()) {
            pieceRows = Math.min(LARGEST_PIECE, 2 * pieceRows);
            return;
        }
        pieceRows = rows / 2;
        if (pieceRows == 0) {
            // Not even a single row was taken. The next attempt begins with another one.
            pieceRows = 1;
            giveUpForNow(answer.cause());
        }
    }

    private void triedRest(AsyncResult<Void> answer) {
        if (answer.succeeded()) {
            retrying = false;
            behind = !refused.isEmpty();
            retryLater();
        } else {
            giveUpForNow(answer.cause());
        }
    }

    private void giveUpForNow(Throwable cause) {
        retrying = false;
        observer.stateWriteFailed(cause);
        retryLater();
    }

    private void retryLater() {
        if (behind && !retrying && retryTimer == null) {
            retryTimer = scheduler.after(RETRY, () -> {
                retryTimer = null;
                retrying = true;
                beginNext();
            });
        }
    }

    private static Map<Row, Entry<?>> taken(Map<Row, Entry<?>> rows) {
        Map<Row, Entry<?>> taken = new LinkedHashMap<>(rows);
        rows.clear();
        return taken;
    }

    private static Map<Row, Entry<?>> firstOf(Map<Row, Entry<?>> rows, int most) {
        Map<Row, Entry<?>> piece = new LinkedHashMap<>();
        Iterator<Map.Entry<Row, Entry<?>>> each = rows.entrySet().iterator();
        while (piece.size() < most && each.hasNext()) {
            Map.Entry<Row, Entry<?>> first = each.next();
            piece.put(first.getKey(), first.getValue());
            each.remove();
        }
        return piece;
    }

    // The store.

    private Future<Void> handIn(Map<Row, Entry<?>> stated, Map<Row, Entry<?>> forgets) {
        handedIn.putAll(stated);
        handedIn.putAll(forgets);
        List<Entry<?>> entries = new ArrayList<>(stated.values());
        entries.addAll(forgets.values());
        return append(entries)
                .onSuccess(done -> written(stated, forgets))
                .onFailure(cause -> takeBack(stated, forgets));
    }

    /** A store that throws is a store that failed. */
    private Future<Void> append(List<Entry<?>> entries) {
        try {
            return store.append(entries);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void written(Map<Row, Entry<?>> stated, Map<Row, Entry<?>> forgets) {
        forgets.forEach(handedIn::remove);
        stated.forEach((row, entry) -> {
            if (handedIn.remove(row, entry)) {
                unkept.remove(row);
            }
        });
    }

    /** Those of which no later version is with the store by now, or was written, or waits. */
    private void takeBack(Map<Row, Entry<?>> stated, Map<Row, Entry<?>> forgets) {
        behind = true;
        stated.forEach((row, entry) -> {
            if (handedIn.remove(row, entry) && !isPutAnew(row)) {
                refused.put(row, entry);
            }
        });
        forgets.forEach((row, entry) -> {
            if (handedIn.remove(row, entry)) {
                // A later version, too, says less than the disk does.
                Entry<?> later = facts.remove(row);
                inTurn.putIfAbsent(row, later == null ? entry : later);
            }
        });
        retryLater();
    }

    private boolean isPutAnew(Row row) {
        return facts.containsKey(row) || inTurn.containsKey(row) || promised.containsKey(row);
    }

    private Instant stamp() {
        Instant now = clock.now();
        lastStamp = now.isAfter(lastStamp) ? now : lastStamp.plusNanos(1);
        return lastStamp;
    }

    private record Row(String table, String key) {}
}
