package tocsin.state.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.state.StateStoreException;
import tocsin.state.Table;

/**
 * The layout of the file. A version is a list of statements that makes it out of the one before; a released one never
 * changes.
 */
final class Schema {
    /** "TCSN": {@code file} and others tell by it whose file this is. */
    private static final int APPLICATION = 0x5443534E;

    private static final List<List<String>> VERSIONS =
            List.of(List.of("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"));

    private static final String META = "meta";

    // What is in meta.
    static final String LAST_WRITTEN = "last_written_at";
    static final String CLEAN = "closed_cleanly";
    static final String WRITTEN_BY = "written_by";

    private Schema() {}

    /**
     * Brings the file to the newest version.
     *
     * @throws StateStoreException when it belongs to another program or to a later version of this one
     */
    static void migrate(Connection connection, Path file) throws SQLException {
        refuseUnknown(connection, file);
        long version = version(connection);
        if (version < VERSIONS.size()) {
            Connections.execute(connection, "PRAGMA application_id = " + APPLICATION);
        }
        for (int next = (int) version; next < VERSIONS.size(); next++) {
            Connections.execute(connection, "BEGIN IMMEDIATE");
            for (String statement : VERSIONS.get(next)) {
                Connections.execute(connection, statement);
            }
            Connections.execute(connection, "PRAGMA user_version = " + (next + 1));
            Connections.execute(connection, "COMMIT");
        }
    }

    static long version(Connection connection) throws SQLException {
        return Connections.number(connection, "PRAGMA user_version");
    }

    /** @throws StateStoreException when it belongs to another program or to a later version of this one */
    static void refuseUnknown(Connection connection, Path file) throws SQLException {
        long version = version(connection);
        refuseForeign(connection, file, APPLICATION);
        if (version > VERSIONS.size()) {
            throw new StateStoreException(
                    "the state file %s has schema %d, this version of the program knows %d: run the version that wrote it, or name another directory"
                            .formatted(file, version, VERSIONS.size()),
                    null);
        }
    }

    /** A file of somebody else must be neither changed nor taken for a damaged one of ours. */
    static void refuseForeign(Connection connection, Path file, int ours) throws SQLException {
        long application = Connections.number(connection, "PRAGMA application_id");
        boolean empty = Connections.number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (application != ours && !(application == 0 && empty)) {
            throw new StateStoreException(
                    "%s is a database of another program (application id %d): name another directory"
                            .formatted(file, application),
                    null);
        }
    }

    /** The SQL name of a table. */
    static String name(Table<?> table) {
        String name = table.name().replace('-', '_');
        if (name.equals(META) || name.startsWith("sqlite_")) {
            throw new IllegalArgumentException("a table cannot be called `%s`".formatted(table.name()));
        }
        return name;
    }

    /** The tables of rows that are there, by their SQL names. */
    static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'meta' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'")) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    static void put(Connection connection, String name, String value) throws SQLException {
        try (PreparedStatement put =
                connection.prepareStatement("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)")) {
            put.setString(1, name);
            put.setString(2, value);
            put.executeUpdate();
        }
    }

    static @Nullable String get(Connection connection, String name) throws SQLException {
        try (PreparedStatement get = connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
            get.setString(1, name);
            try (ResultSet found = get.executeQuery()) {
                return found.next() ? found.getString(1) : null;
            }
        }
    }
}
