package tocsin.state.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tocsin.state.StateStoreException;
import tocsin.state.history.FoundRecord;
import tocsin.state.history.HistoryRecord;
import tocsin.state.history.HistorySearch;
import tocsin.state.history.RecordLog;

/**
 * The history in one SQLite file, {@code history.db}, beside the state and apart from it: nothing that happens to the one
 * concerns the other.
 *
 * <p>One thread writes what waits, each second or when there is enough, in one transaction, and then removes some of what is
 * too old. Another one reads, with a connection of its own for each search: neither waits for the other. A search looks at what
 * waits first, and then in the file at what was written before that.
 *
 * <p>A commit is in the write-ahead log and is not flushed: a process that dies loses what waited, a machine that goes down
 * perhaps some more, and the file stays whole. A damaged file is set aside and a new one is begun.
 */
public final class SqliteRecordLog implements RecordLog {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int MOST_SEARCHES = 64;
    /** Before each transaction, besides those for what it will write. */
    private static final int TRIMS = 4;

    private final HistoryOptions options;
    private final HistoryObserver observer;
    private final HistoryFile file;
    private final HistoryQueue queue;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "tocsin-history"));
    private final ThreadPoolExecutor reader = new ThreadPoolExecutor(
            1,
            1,
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(MOST_SEARCHES),
            work -> daemon(work, "tocsin-history-reader"));
    private final AtomicBoolean roundIsDue = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Promise<Void> end = Promise.promise();
    private volatile boolean failing;
    private long toldDropped;

    private SqliteRecordLog(HistoryOptions options, HistoryObserver observer, HistoryFile file) {
        this.options = options;
        this.observer = observer;
        this.file = file;
        this.queue = new HistoryQueue(file.lastNumber());
        reader.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens the history of a directory, or begins one. Takes no lock: who opens it has that of the state. Blocks: not for an
     * event loop.
     *
     * @throws StateStoreException when the directory is not there or cannot be written, and when the file belongs to another
     *     program or a later version
     */
    public static SqliteRecordLog open(HistoryOptions options, HistoryObserver observer) {
        return open(options, observer, List.of());
    }

    /** @param pragmas for tests that make SQLite fail */
    static SqliteRecordLog open(HistoryOptions options, HistoryObserver observer, List<String> pragmas) {
        Path directory = options.directory();
        if (!Files.isDirectory(directory)) {
            throw new StateStoreException(
                    "there is no directory %s for the history: make it, or name another one".formatted(directory),
                    null);
        }
        HistoryFile file = new HistoryFile(options, observer, pragmas);
        try {
            NativeLibrary.unpackInto(directory);
            file.open();
        } catch (SQLException | IOException e) {
            throw explained(file.file(), e);
        }
        SqliteRecordLog log = new SqliteRecordLog(options, observer, file);
        log.start();
        return log;
    }

    private void start() {
        ScheduledFuture<?> unused =
                writer.scheduleWithFixedDelay(this::round, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void append(HistoryRecord added) {
        if (closed.get()) {
            queue.refuse();
        } else if (queue.add(added) && !failing && roundIsDue.compareAndSet(false, true)) {
            onWriter(this::round);
        }
    }

    @Override
    public Future<List<FoundRecord>> find(HistorySearch search) {
        return answer(connection -> found(connection, search));
    }

    @Override
    public Future<Optional<Instant>> oldest(String kind) {
        return answer(connection -> oldest(connection, kind));
    }

    /** Cheap. Any thread. */
    public HistoryFigures figures() {
        HistoryFile.Size size = file.size();
        return new HistoryFigures(size.bytes(), size.records(), size.oldest(), queue.size(), queue.dropped());
    }

    @Override
    public Future<Void> close() {
        Caller caller = caller();
        if (closed.compareAndSet(false, true)) {
            onWriter(this::end);
        }
        Promise<Void> told = Promise.promise();
        end.future().onComplete(done -> caller.run(() -> told.handle(done)));
        return told.future();
    }

    /** Writes what waits and removes all that is due; for tests, which do not wait for a second to pass. */
    Future<Void> settle() {
        Promise<Void> done = Promise.promise();
        onWriter(() -> {
            drain();
            while (trimmed()) {
                // And the next ones.
            }
            done.complete();
        });
        return done.future();
    }

    private void onWriter(Runnable work) {
        try {
            writer.execute(work);
        } catch (RejectedExecutionException e) {
            // Closed in this moment: its end has counted or counts what waits.
            roundIsDue.set(false);
        }
    }

    private Caller caller() {
        return new Caller(options.callers().get());
    }

    private void round() {
        roundIsDue.set(false);
        try {
            do {
                // First, as on a full disk this is what may make room.
                trim(queue.size());
                writeBatch();
            } while (queue.hasEnough());
            worked();
        } catch (SQLException | IOException | RuntimeException e) {
            queue.putBack();
            failed(e);
        }
        tellDropped();
    }

    private void drain() {
        do {
            round();
        } while (queue.size() > 0 && !failing);
    }

    private void writeBatch() throws SQLException, IOException {
        List<FoundRecord> batch = queue.batch();
        if (!batch.isEmpty()) {
            long begun = System.nanoTime();
            file.write(batch);
            queue.written();
            observer.written(batch.size(), Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    /** Faster than it is written, and soon enough done for what is written meanwhile to wait. */
    private void trim(int waiting) throws SQLException, IOException {
        int steps = TRIMS + 2 * Math.min(waiting, HistoryQueue.BATCH_RECORDS) / HistoryFile.STEP_RECORDS;
        for (int step = 0; step < steps && file.trim(); step++) {
            // And the next ones.
        }
    }

    private boolean trimmed() {
        try {
            return file.trim();
        } catch (SQLException | IOException e) {
            failed(e);
            return false;
        }
    }

    private void failed(Exception cause) {
        if (!failing) {
            failing = true;
            observer.failed(explained(file.file(), cause));
        }
    }

    private void worked() {
        if (failing) {
            failing = false;
            observer.recovered();
        }
    }

    private void tellDropped() {
        long dropped = queue.dropped();
        if (dropped > toldDropped) {
            observer.dropped(dropped - toldDropped);
            toldDropped = dropped;
        }
    }

    private void end() {
        reader.shutdown();
        drain();
        boolean lost = queue.size() > 0;
        queue.dropAll();
        tellDropped();
        writer.shutdown();
        try {
            file.close();
        } catch (SQLException e) {
            end.fail(explained(file.file(), e));
            return;
        }
        if (lost) {
            end.fail(new StateStoreException(
                    "the last records of the history %s could not be written".formatted(file.file()), null));
        } else {
            end.complete();
        }
    }

    private <T> Future<T> answer(Question<T> question) {
        Caller caller = caller();
        Promise<T> answer = Promise.promise();
        try {
            reader.execute(() -> answer(question, caller, answer));
        } catch (RejectedExecutionException e) {
            String reason = closed.get()
                    ? "the history is closed"
                    : "%d searches of the history wait: try again later".formatted(MOST_SEARCHES);
            caller.run(() -> answer.fail(new StateStoreException(reason, e)));
        }
        return answer.future();
    }

    private <T> void answer(Question<T> question, Caller caller, Promise<T> answer) {
        int generation = file.generation();
        try (Connection connection = Connections.openReader(file.file())) {
            T found = question.ask(connection);
            caller.run(() -> answer.complete(found));
        } catch (SQLException e) {
            if (Connections.isDamage(e)) {
                onWriter(() -> replaceDamaged(generation, e));
            }
            caller.run(() -> answer.fail(explained(file.file(), e)));
        } catch (RuntimeException e) {
            caller.run(() -> answer.fail(e));
        }
    }

    private void replaceDamaged(int generation, SQLException damage) {
        try {
            file.replaceDamaged(generation, damage);
        } catch (SQLException | IOException e) {
            failed(e);
        }
    }

    private List<FoundRecord> found(Connection connection, HistorySearch search) throws SQLException {
        HistoryQueue.Unwritten unwritten = queue.unwritten();
        List<FoundRecord> found = new ArrayList<>(unwritten.find(search));
        int more = search.limit() - found.size();
        if (more > 0) {
            long below = Math.min(search.below(), unwritten.first());
            found.addAll(HistoryQuery.find(connection, search.below(below).most(more)));
        }
        return found;
    }

    private Optional<Instant> oldest(Connection connection, String kind) throws SQLException {
        HistoryQueue.Unwritten unwritten = queue.unwritten();
        Optional<Instant> written = HistoryQuery.oldest(connection, kind);
        return written.isPresent() ? written : unwritten.oldest(kind);
    }

    private static StateStoreException explained(Path file, Exception cause) {
        String message = cause instanceof SQLException failure
                ? Connections.explain(file, failure)
                : "the history %s: %s".formatted(file, cause);
        return new StateStoreException(message, cause);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }
}
