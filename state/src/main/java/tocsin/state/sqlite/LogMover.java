package tocsin.state.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Moves the write-ahead log into the file while the store goes on writing to the log: it flushes thousands of pages that lie
 * anywhere, a tenth of a second on a fast disk, for which nobody shall wait. Therefore it has a thread and a connection of its
 * own; it writes no rows.
 */
final class LogMover {
    private final Path file;
    private final Consumer<SQLException> failed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(LogMover::daemon);
    private final AtomicBoolean underWay = new AtomicBoolean();

    /** @param failed called on the thread of this; the next move tries again */
    LogMover(Path file, Consumer<SQLException> failed) {
        this.file = file;
        this.failed = failed;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "tocsin-state-log");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to move what is there by now, unless it is doing so. */
    void start() {
        if (underWay.compareAndSet(false, true)) {
            thread.execute(this::move);
        }
    }

    private void move() {
        try (Connection connection = Connections.open(file)) {
            Connections.number(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            failed.accept(e);
        } finally {
            underWay.set(false);
        }
    }

    /** Waits until what was begun so far is done. */
    void await() {
        try {
            thread.submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nothing can be wrong with doing nothing", e);
        }
    }

    /** Waits until nothing is under way and nothing will be. */
    void stop() {
        thread.shutdown();
        try {
            while (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                failed.accept(
                        new SQLException("the log of " + file + " has been on its way into the file for a minute"));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody knows this thread, so nobody interrupts it", e);
        }
    }
}
