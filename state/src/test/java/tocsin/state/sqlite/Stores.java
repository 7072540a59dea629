package tocsin.state.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.StateStoreContract;
import tocsin.state.Table;
import tocsin.state.codec.Codec;

/** Stores of words. */
final class Stores {
    static final Table<String> WORDS = Table.lastWriterWins("words", Codec.text());
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Stores() {}

    static SqliteOptions options(Path directory) {
        return new SqliteOptions(directory, false, () -> Runnable::run, () -> START, "tocsin test");
    }

    static SqliteOptions strict(Path directory) {
        return new SqliteOptions(directory, true, () -> Runnable::run, () -> START, "tocsin test");
    }

    static SqliteStateStore open(Path directory) {
        return SqliteStateStore.open(options(directory), new RecordingObserver());
    }

    static Entry<String> word(String key, int version, String value) {
        return Entry.of(WORDS, key, START.plusSeconds(version), value);
    }

    static Map<String, String> words(StateStore store) {
        Map<String, String> words = new LinkedHashMap<>();
        StateStoreContract.await(store.open(WORDS, entry -> {
            if (!entry.isTombstone()) {
                words.put(entry.key(), String.valueOf(entry.value()));
            }
        }));
        return words;
    }

    /** As an operator would with the command line tool. */
    static void edit(Path directory, String... statements) throws SQLException {
        try (Connection connection = Connections.open(directory.resolve(Database.FILE))) {
            for (String statement : statements) {
                Connections.execute(connection, statement);
            }
        }
    }
}
