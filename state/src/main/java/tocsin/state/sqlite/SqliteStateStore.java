package tocsin.state.sqlite;

import io.vertx.core.Future;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.StateStoreException;
import tocsin.state.Table;

/**
 * State in one SQLite file, {@code tocsin.db}. What was acknowledged survives the end of the process at any moment, and of the
 * machine as far as its disk keeps what it confirmed.
 *
 * <p>One thread reads and writes all rows. It takes all appends that wait, makes one transaction of them, and answers
 * when the disk has it: while it writes, the next ones gather, so that many waiting callers cost as many flushes of the disk as
 * one. A transaction that fails is taken apart and each append tried alone; the store goes on, and the next append tries
 * again, so that a full disk needs no restart.
 *
 * <p>A damaged file is no reason not to start, see {@link SqliteOptions#strict}.
 */
public final class SqliteStateStore implements StateStore {
    /** Beyond this somebody gives the same rows again and again to a disk that does not answer. */
    private static final int MOST_WAITING = 1_000_000;

    private final SqliteOptions options;
    private final StoreObserver observer;
    private final DirectoryLock lock;
    private final Database database;
    private final Found found;

    private final Deque<StoreTask> tasks = new ArrayDeque<>();
    private int waitingEntries;
    private @Nullable Closing closing;

    private SqliteStateStore(
            SqliteOptions options, StoreObserver observer, DirectoryLock lock, Database database, Found found) {
        this.options = options;
        this.observer = observer;
        this.lock = lock;
        this.database = database;
        this.found = found;
    }

    /**
     * Opens the state of a directory, or begins one. Blocks: not for an event loop.
     *
     * @throws StateStoreException when the directory is in use or cannot be written, when the file belongs to another
     *     program or a later version, and when it is damaged and the options are strict
     */
    public static SqliteStateStore open(SqliteOptions options, StoreObserver observer) {
        return open(options, observer, List.of());
    }

    /** @param pragmas for tests that make SQLite fail */
    static SqliteStateStore open(SqliteOptions options, StoreObserver observer, List<String> pragmas) {
        DirectoryLock lock = DirectoryLock.take(options.directory());
        try {
            NativeLibrary.unpackInto(options.directory());
            Database database = Database.open(options, observer, pragmas);
            SqliteStateStore store = new SqliteStateStore(options, observer, lock, database, database.begin());
            store.start();
            return store;
        } catch (SQLException e) {
            release(lock, e);
            throw explained(options, e);
        } catch (IOException e) {
            release(lock, e);
            throw new StateStoreException(
                    "the state directory %s cannot be used: %s".formatted(options.directory(), e.getMessage()), e);
        } catch (RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    private void start() {
        Thread thread = new Thread(this::work, "tocsin-state");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was there before. */
    public Found found() {
        return found;
    }

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        Replay<V> replay = new Replay<>(table, onEntry, caller(), this::submit, observer);
        submit(replay);
        return replay.done();
    }

    @Override
    public Future<Void> append(List<? extends Entry<?>> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        Append append = new Append(entries, caller());
        submit(append);
        return append.done();
    }

    @Override
    public Future<Void> close() {
        synchronized (tasks) {
            if (closing == null) {
                closing = new Closing(caller());
                tasks.add(closing);
                tasks.notifyAll();
            }
            return closing.done();
        }
    }

    /** For tests that look at the files while the thread of the store stands still. */
    void awaitLogMove() {
        database.awaitLogMove();
    }

    private Caller caller() {
        return new Caller(options.callers().get());
    }

    private void submit(StoreTask task) {
        String refusal = offer(task);
        if (refusal != null) {
            task.fail(new StateStoreException(refusal, null));
        }
    }

    private @Nullable String offer(StoreTask task) {
        synchronized (tasks) {
            int entries = task instanceof Append append ? append.entries().size() : 0;
            if (closing != null) {
                return "the state store is closed";
            }
            if (waitingEntries > 0 && waitingEntries + entries > MOST_WAITING) {
                return "the disk of %s does not keep up: %d entries wait for it"
                        .formatted(database.file(), waitingEntries);
            }
            waitingEntries += entries;
            tasks.add(task);
            tasks.notifyAll();
            return null;
        }
    }

    private void work() {
        StoreTask task = take();
        while (!(task instanceof Closing)) {
            if (task instanceof Append first) {
                commit(group(first));
            } else if (task instanceof Replay<?> replay) {
                replay(replay);
            }
            tidyWhenIdle();
            task = take();
        }
        end((Closing) task);
    }

    private StoreTask take() {
        synchronized (tasks) {
            while (tasks.isEmpty()) {
                try {
                    tasks.wait();
                } catch (InterruptedException e) {
                    throw new IllegalStateException("nobody knows this thread, so nobody interrupts it", e);
                }
            }
            return tasks.remove();
        }
    }

    /** This append and all that wait right behind it. */
    private List<Append> group(Append first) {
        List<Append> group = new ArrayList<>();
        group.add(first);
        synchronized (tasks) {
            waitingEntries -= first.entries().size();
            while (tasks.peek() instanceof Append next) {
                tasks.remove();
                waitingEntries -= next.entries().size();
                group.add(next);
            }
        }
        return group;
    }

    private void commit(List<Append> group) {
        List<Entry<?>> entries = new ArrayList<>();
        group.forEach(append -> entries.addAll(append.entries()));
        try {
            long begun = System.nanoTime();
            database.write(entries);
            observer.committed(entries.size(), Duration.ofNanos(System.nanoTime() - begun));
        } catch (SQLException | IOException | RuntimeException e) {
            failed(group, e);
            return;
        }
        group.forEach(Append::succeed);
    }

    /** Perhaps one of them is to blame: an entry that cannot be encoded, or one that is too large for what is left of the disk. */
    private void failed(List<Append> group, Exception cause) {
        if (group.size() == 1) {
            group.get(0).fail(explained(options, cause));
        } else {
            group.forEach(append -> commit(List.of(append)));
        }
    }

    private void replay(Replay<?> replay) {
        try {
            replay.next(database);
        } catch (SQLException | IOException | RuntimeException e) {
            replay.fail(explained(options, e));
        }
    }

    /** Nobody waits just now. */
    private void tidyWhenIdle() {
        synchronized (tasks) {
            if (!tasks.isEmpty()) {
                return;
            }
        }
        try {
            database.tidy();
        } catch (SQLException e) {
            observer.upkeepFailed(e);
        }
    }

    private void end(Closing last) {
        try (lock) {
            database.close();
        } catch (SQLException | IOException e) {
            last.fail(explained(options, e));
            return;
        }
        last.succeed();
    }

    private static StateStoreException explained(SqliteOptions options, Exception cause) {
        if (cause instanceof StateStoreException known) {
            return known;
        }
        String message = cause instanceof SQLException failure
                ? Connections.explain(options.directory().resolve(Database.FILE), failure)
                : "the state in %s: %s".formatted(options.directory(), cause);
        return new StateStoreException(message, cause);
    }

    private static void release(DirectoryLock lock, Exception cause) {
        try {
            lock.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
