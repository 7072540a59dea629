package tocsin.server.statefile;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import tocsin.state.Entry;
import tocsin.state.StateStoreException;
import tocsin.state.sqlite.Damage;
import tocsin.state.sqlite.SqliteOptions;
import tocsin.state.sqlite.SqliteStateStore;
import tocsin.state.sqlite.StateReader;
import tocsin.state.sqlite.StoreObserver;

/** Merges entries into a state that no process uses. */
final class StateMerge {
    private static final int AT_ONCE = 1000;

    private final SqliteStateStore store;
    private final List<Entry<?>> waiting = new ArrayList<>();

    private StateMerge(SqliteStateStore store) {
        this.store = store;
    }

    /**
     * Ends when all is on disk. What is interrupted is finished by doing it again.
     *
     * @param err told what the store meets
     * @throws StateStoreException when a process uses the directory, or it cannot be written, or the file is damaged
     */
    static void write(MergePlan plan, Path directory, PrintWriter err) throws IOException {
        SqliteOptions options =
                new SqliteOptions(directory, true, () -> Runnable::run, InstantSource.system(), StateCommand.program());
        StateMerge merge = new StateMerge(SqliteStateStore.open(options, new Telling(err)));
        try {
            plan.forEachChange(merge::add);
            merge.flush();
        } finally {
            await(merge.store.close());
        }
    }

    /** Before all is read again, which may take a while. */
    static void refuseIfInUse(Path directory) {
        String user = StateReader.userOf(directory);
        if (user != null) {
            throw new StateStoreException(
                    "the state directory %s is in use by process %s: stop it and import then; --dry-run works beside it"
                            .formatted(directory, user),
                    null);
        }
    }

    private void add(Entry<?> entry) {
        waiting.add(entry);
        if (waiting.size() == AT_ONCE) {
            flush();
        }
    }

    private void flush() {
        await(store.append(waiting));
        waiting.clear();
    }

    private static void await(Future<Void> done) {
        try {
            done.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StateStoreException known) {
                throw known;
            }
            throw e;
        }
    }

    /** Says it on standard error. */
    private record Telling(PrintWriter err) implements StoreObserver {
        @Override
        public void rowSetAside(String table, String key, String reason) {
            err.println(new StateProblem(table, key, reason).text());
        }

        @Override
        public void tailCut(long bytes) {
            err.printf("%d bytes at the end of the write-ahead log were no whole write and were cut%n", bytes);
        }

        @Override
        public void damaged(Damage damage) {
            err.println(damage);
        }

        @Override
        public void upkeepFailed(Throwable cause) {
            err.println(cause);
        }

        @Override
        public void committed(int rows, Duration took) {}
    }
}
