package tocsin.evaluator;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import tocsin.state.StateStore;
import tocsin.state.sqlite.Damage;
import tocsin.state.sqlite.SqliteOptions;
import tocsin.state.sqlite.SqliteStateStore;
import tocsin.state.sqlite.StoreObserver;

/** A database in a directory, in which nothing may be amiss. */
final class Disk {
    private Disk() {}

    static StateStore open(Path directory, Executor callers) {
        return SqliteStateStore.open(
                new SqliteOptions(directory, true, () -> callers, Instant::now, "tocsin test"), new Flawless());
    }

    private static final class Flawless implements StoreObserver {
        @Override
        public void rowSetAside(String table, String key, String reason) {
            throw new AssertionError("%s %s: %s".formatted(table, key, reason));
        }

        @Override
        public void tailCut(long bytes) {
            throw new AssertionError("%d bytes were cut".formatted(bytes));
        }

        @Override
        public void damaged(Damage damage) {
            throw new AssertionError(damage);
        }

        @Override
        public void upkeepFailed(Throwable cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void committed(int rows, Duration took) {
            // As it should be.
        }
    }
}
