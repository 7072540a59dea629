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

    private final Connection connection;
    private final String name;
    private final PreparedStatement find;
    private final PreparedStatement put;
    private final PreparedStatement putIfLater;
    private final PreparedStatement page;
    private final PreparedStatement nextExpiry;
    private final PreparedStatement removeExpired;
    /** No row expires before; so that a table in which nothing is due costs a write nothing. */
    private long noneExpiresBefore = Long.MIN_VALUE;

    private boolean expiryIndexed;

    private SqlTable(Connection connection, String name) throws SQLException {
        this.connection = connection;
        this.name = name;
        find = connection.prepareStatement(select(name) + " WHERE key = ?");
        String insert = """
                INSERT INTO "%s" (id, key, updated_at_ns, expires_at_ns, checksum, value) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET updated_at_ns = excluded.updated_at_ns,
                  expires_at_ns = excluded.expires_at_ns, checksum = excluded.checksum, value = excluded.value""".formatted(name);
        put = connection.prepareStatement(insert);
        putIfLater = connection.prepareStatement(insert + " WHERE updated_at_ns < excluded.updated_at_ns");
        page = connection.prepareStatement(select(name) + " NOT INDEXED WHERE id > ? ORDER BY id LIMIT ?");
        nextExpiry = connection.prepareStatement(
                "SELECT min(expires_at_ns) FROM \"%s\" WHERE expires_at_ns IS NOT NULL".formatted(name));
        removeExpired = connection.prepareStatement("""
                DELETE FROM "%1$s" WHERE id IN
                  (SELECT id FROM "%1$s" WHERE expires_at_ns < ? ORDER BY expires_at_ns LIMIT ?)""".formatted(name));
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

    private int put(PreparedStatement put, @Nullable Long id, StoredRow row) throws SQLException {
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
            noneExpiresBefore = Math.min(noneExpiresBefore, expiresAt);
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

    /**
     * Removes rows that expired before that time, those first that expired first.
     *
     * @param most so many of them
     * @return how many they were
     */
    int removeExpired(long time, int most) throws SQLException {
        if (time <= noneExpiresBefore || most <= 0) {
            return 0;
        }
        indexExpiry();
        removeExpired.setLong(1, time);
        removeExpired.setInt(2, most);
        int removed = removeExpired.executeUpdate();
        noneExpiresBefore = removed < most ? nextExpiry() : Long.MIN_VALUE;
        return removed;
    }

    /** With the first write, and not before: a table of an earlier version can be read on a full disk. */
    private void indexExpiry() throws SQLException {
        if (!expiryIndexed) {
            Connections.execute(connection, """
                    CREATE INDEX IF NOT EXISTS "%1$s_expiry" ON "%1$s" (expires_at_ns)
                      WHERE expires_at_ns IS NOT NULL""".formatted(name));
            expiryIndexed = true;
        }
    }

    private long nextExpiry() throws SQLException {
        try (ResultSet found = nextExpiry.executeQuery()) {
            long next = found.next() ? found.getLong(1) : 0;
            return found.wasNull() ? Long.MAX_VALUE : next;
        }
    }

    /** The table is not used any more; a statement that cannot be closed is closed with its connection. */
    void close() {
        for (PreparedStatement statement : List.of(find, put, putIfLater, page, nextExpiry, removeExpired)) {
            try {
                statement.close();
            } catch (SQLException e) {
                // It failed before, and whoever called it was told.
            }
        }
    }
}
