package tocsin.server.statefile;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.model.Matcher;
import tocsin.router.silence.Silence;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.sqlite.Damage;
import tocsin.state.sqlite.SqliteOptions;
import tocsin.state.sqlite.SqliteStateStore;
import tocsin.state.sqlite.StoreObserver;

/** States on disk for tests. */
public final class TestState {
    private TestState() {}

    public static SqliteStateStore open(Path directory) {
        return SqliteStateStore.open(
                new SqliteOptions(directory, true, () -> Runnable::run, InstantSource.system(), "tocsin test"),
                new Quiet());
    }

    static void write(Path directory, Entry<?>... entries) {
        SqliteStateStore store = open(directory);
        await(store.append(List.of(entries)));
        await(store.close());
    }

    public static void await(Future<Void> done) {
        done.toCompletionStage().toCompletableFuture().join();
    }

    static <V> Map<String, Entry<V>> rows(Path directory, Table<V> table) {
        Map<String, Entry<V>> rows = new LinkedHashMap<>();
        SqliteStateStore store = open(directory);
        await(store.open(table, entry -> rows.put(entry.key(), entry)));
        await(store.close());
        return rows;
    }

    /** All of all tables. */
    public static List<Entry<?>> rows(Path directory) {
        List<Entry<?>> rows = new ArrayList<>();
        StateTables.ALL.forEach(table -> rows.addAll(rows(directory, table).values()));
        return rows;
    }

    static Silence silence(String id, Instant updatedAt, String comment) {
        return new Silence(
                id,
                List.of(List.of(new Matcher("team", Matcher.Op.EQUAL, "db"))),
                updatedAt,
                updatedAt.plus(Duration.ofDays(1)),
                updatedAt,
                "ann",
                comment,
                Map.of(),
                updatedAt.plus(Duration.ofDays(6)));
    }

    static Entry<Silence> entry(Silence silence) {
        return new Entry<>(Silence.TABLE, silence.id(), silence.updatedAt(), silence, silence.expiresAt());
    }

    private static final class Quiet implements StoreObserver {
        @Override
        public void rowSetAside(String table, String key, String reason) {}

        @Override
        public void tailCut(long bytes) {}

        @Override
        public void damaged(Damage damage) {}

        @Override
        public void upkeepFailed(Throwable cause) {}

        @Override
        public void committed(int rows, Duration took) {}
    }
}
