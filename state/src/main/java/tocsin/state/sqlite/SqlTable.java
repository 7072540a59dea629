package tocsin.state.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One table of the file and its prepared statements. Confined to the store's thread.
 *
 * <p>Rows have a number of their own besides the key, unlike a table that is its own index: rows are large, and a scan by
 * number neither needs the index nor trusts it when the file is damaged.
 */
final class SqlTable {
    private static final String COLUMNS = "id, key, updated_at_ns, expires_at_ns, checksum, value";

    private final String name;
    private final PreparedStatement find;
    private final PreparedStatement put;
    private final PreparedStatement putIfLater;
    private final PreparedStatement page;
    private final PreparedStatement expiring;
    private final PreparedStatement delete;
    /** Up to where rows were looked at for their expiry; the next look goes on from there. */
    private long looked;

    private SqlTable(Connection connection, String name) throws SQLException {
        this.name = name;
        find = connection.prepareStatement(select(name) + " WHERE key = ?");
        String insert = """
                INSERT INTO "%s" (id, key, updated_at_ns, expires_at_ns, checksum, value) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET updated_at_ns = excluded.updated_at_ns,
                  expires_at_ns = excluded.expires_at_ns, checksum = excluded.checksum, value = excluded.value""".formatted(name);
        put = connection.prepareStatement(insert);
        putIfLater = connection.prepareStatement(insert + " WHERE updated_at_ns < excluded.updated_at_ns");
        page = connection.prepareStatement(select(name) + " NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?");
        expiring = connection.prepareStatement(
                "SELECT id, expires_at_ns FROM \"%s\" NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?".formatted(name));
        delete = connection.prepareStatement("DELETE FROM \"%s\" WHERE id = ?".formatted(name));
    }

    /** The beginning of a query for {@link StoredRow#read}. */
    static String select(String name) {
        return "SELECT %s FROM \"%s\"".formatted(COLUMNS, name);
    }

    /** The table of that name; it is made when it is not there. */
    static SqlTable open(Connection connection, String name) throws SQLException {
        Connections.execute(connection, """
                    CREATE TABLE IF NOT EXISTS "%s" (
                      id INTEGER PRIMARY KEY,
                      key TEXT NOT NULL UNIQUE,
                      updated_at_ns INTEGER NOT NULL,  -- nanoseconds since 1970
                      expires_at_ns INTEGER,           -- likewise; null: never
                      checksum INTEGER NOT NULL,
                      value BLOB                       -- null: removed
                    )""".formatted(name));
        return new SqlTable(connection, name);
    }

    @Nullable
    StoredRow find(String key) throws SQLException {
        find.setString(1, key);
        try (ResultSet found = find.executeQuery()) {
            return found.next() ? StoredRow.read(name, found) : null;
        }
    }

    /** @param id of the row when it is new; null for the next one */
    void put(@Nullable Long id, StoredRow row) throws SQLException {
        put(put, id, row);
    }

    /**
     * Unless a version is there that is not older.
     *
     * @return whether it was written
     */
    boolean putIfLater(StoredRow row) throws SQLException {
        return put(putIfLater, null, row) > 0;
    }

    private static int put(PreparedStatement put, @Nullable Long id, StoredRow row) throws SQLException {
        if (id == null) {
            put.setNull(1, Types.INTEGER);
        } else {
            put.setLong(1, id);
        }
        put.setString(2, row.key());
        put.setLong(3, row.updatedAt());
        Long expiresAt = row.expiresAt();
        if (expiresAt == null) {
            put.setNull(4, Types.INTEGER);
        } else {
            put.setLong(4, expiresAt);
        }
        put.setLong(5, row.checksum());
        put.setBytes(6, row.value());
        return put.executeUpdate();
    }

    /** The next rows after that number; fewer than asked for at the end. */
    List<StoredRow> page(long after, int rows) throws SQLException {
        List<StoredRow> read = new ArrayList<>(rows);
        page.setLong(1, after);
        page.setInt(2, rows);
        try (ResultSet found = page.executeQuery()) {
            while (found.next()) {
                read.add(StoredRow.read(name, found));
            }
        }
        return read;
    }

    /** Looks at some more rows and removes those that expired before that time. */
    void removeExpired(long time, int rows) throws SQLException {
        List<Long> expired = new ArrayList<>();
        int seen = 0;
        expiring.setLong(1, looked);
        expiring.setInt(2, rows);
        try (ResultSet found = expiring.executeQuery()) {
            while (found.next()) {
                seen++;
                looked = found.getLong(1);
                if (found.getLong(2) < time && !found.wasNull()) {
                    expired.add(looked);
                }
            }
        }
        if (seen < rows) {
            looked = 0;
        }
        for (long id : expired) {
            delete.setLong(1, id);
            delete.executeUpdate();
        }
    }

    /** The table is not used any more; a statement that cannot be closed is closed with its connection. */
    void close() {
        for (PreparedStatement statement : List.of(find, put, putIfLater, page, expiring, delete)) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It failed before, and whoever called it was told.
            }
        }
    }
}
