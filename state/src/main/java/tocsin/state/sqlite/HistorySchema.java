package tocsin.state.sqlite;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import tocsin.state.StateStoreException;

/**
 * The layout of the history's file.
 *
 * <p>Everything but {@code keys} grows at its end: numbers count up, and so they do within a kind, whose index also holds the
 * time so that a search by time reads no rows in vain. A record names its keys, so that it can be removed from {@code keys}.
 * The figures are kept in {@code counters}: to count a million records takes seconds.
 */
final class HistorySchema {
    /** "TCSH". */
    private static final int APPLICATION = 0x54435348;

    private static final int VERSION = 1;

    private static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE records (
              number INTEGER PRIMARY KEY,
              at INTEGER NOT NULL,     -- nanoseconds since 1970
              kind TEXT NOT NULL,
              keys BLOB NOT NULL,      -- eight bytes each
              value BLOB NOT NULL
            )""",
            "CREATE INDEX records_of_kind ON records (kind, number, at)",
            "CREATE TABLE keys (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID",
            "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
            "INSERT INTO counters VALUES ('last', 0), ('records', 0)");

    private HistorySchema() {}

    /** @throws StateStoreException when the file belongs to another program or to a later version of this one */
    static void prepare(Connection connection, Path file) throws SQLException {
        Schema.refuseForeign(connection, file, APPLICATION);
        long version = Connections.number(connection, "PRAGMA user_version");
        if (version > VERSION) {
            throw new StateStoreException(
                    "the history %s has schema %d, this version of the program knows %d: run the version that wrote it, or move the file away"
                            .formatted(file, version, VERSION),
                    null);
        }
        if (version == 0) {
            Connections.execute(connection, "BEGIN IMMEDIATE");
            for (String statement : STATEMENTS) {
                Connections.execute(connection, statement);
            }
            Connections.execute(connection, "PRAGMA application_id = " + APPLICATION);
            Connections.execute(connection, "PRAGMA user_version = " + VERSION);
            Connections.execute(connection, "COMMIT");
        }
    }

    static byte[] bytes(long[] keys) {
        ByteBuffer bytes = ByteBuffer.allocate(keys.length * Long.BYTES);
        bytes.asLongBuffer().put(keys);
        return bytes.array();
    }

    static long[] keys(byte[] bytes) {
        long[] keys = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(keys);
        return keys;
    }
}
