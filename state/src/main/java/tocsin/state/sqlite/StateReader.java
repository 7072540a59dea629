package tocsin.state.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.state.StateStoreException;
import tocsin.state.Table;

/**
 * Looks at the state of a directory and changes nothing in it, also while a process uses it: everything is read as of one
 * moment. Blocks; confined to one thread.
 *
 * <p>The file of a running process is read beside that process. A file that nobody uses is copied first and the copy is
 * read: SQLite would else finish what a crash interrupted in the very file that somebody wants to see as it is.
 *
 * <p>Every method throws {@link StateStoreException} when the file cannot be read; {@link #isDamage} tells why.
 */
public final class StateReader implements AutoCloseable {
    private static final int MOST_PROBLEMS = 100;

    private final Path file;
    private final @Nullable Path copy;
    private final @Nullable String user;
    private final long torn;
    private final Connection connection;

    private StateReader(Path file, @Nullable Path copy, @Nullable String user, long torn, Connection connection) {
        this.file = file;
        this.copy = copy;
        this.user = user;
        this.torn = torn;
        this.connection = connection;
    }

    /**
     * @param schema version of the layout of the file
     * @param found what was there; as of the process before when one uses it
     * @param user which process uses the directory, {@code unknown} when it did not say; null for none
     * @param tornBytes at the end of the write-ahead log that belong to no whole transaction; zero while a process writes
     */
    public record Facts(long schema, Found found, @Nullable String user, long tornBytes) {}

    /** Whether there is a state in the directory. */
    public static boolean isState(Path directory) {
        Path file = directory.resolve(Database.FILE);
        return Files.exists(file) || Files.exists(Salvage.fresh(file));
    }

    /** Which process uses the directory, {@code unknown} when it did not say; null for none. */
    public static @Nullable String userOf(Path directory) {
        return DirectoryLock.holder(directory);
    }

    /**
     * @throws StateStoreException also when there is no state, and when it belongs to another program or to a later version
     *     of this one
     */
    public static StateReader open(Path directory) {
        Path file = directory.toAbsolutePath().resolve(Database.FILE);
        if (!isState(directory)) {
            throw new StateStoreException(
                    "there is no state in %s: it has no file %s".formatted(directory, Database.FILE), null);
        }
        try {
            String user = userOf(directory);
            StateReader reader = user == null
                    ? openCopy(directory, file)
                    : new StateReader(file, null, user, 0, Connections.openReadOnly(file));
            return reader.begun();
        } catch (SQLException e) {
            throw new StateStoreException(Connections.explain(file, e), e);
        } catch (IOException e) {
            throw new StateStoreException("the state in %s cannot be read: %s".formatted(directory, e), e);
        }
    }

    private static StateReader openCopy(Path directory, Path file) throws IOException, SQLException {
        Path copy = Files.createTempDirectory("tocsin-state-");
        try {
            Path ours = copy.resolve(Database.FILE);
            Path log = Connections.log(file);
            Files.copy(Files.exists(file) ? file : Salvage.fresh(file), ours);
            if (Files.exists(log)) {
                Files.copy(log, Connections.log(ours));
            }
            String user = userOf(directory);
            if (user != null) {
                // One that has just begun, perhaps in the midst of the copy.
                delete(copy);
                return new StateReader(file, null, user, 0, Connections.openReadOnly(file));
            }
            long torn = WalTail.torn(Connections.log(ours));
            return new StateReader(file, copy, null, torn, Connections.openPlain(ours));
        } catch (IOException | SQLException | RuntimeException e) {
            delete(copy);
            throw e;
        }
    }

    private StateReader begun() throws SQLException {
        try {
            Connections.execute(connection, "BEGIN");
            Schema.refuseUnknown(connection, file);
            return this;
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether the file itself is broken, rather than absent, foreign or out of reach. */
    public static boolean isDamage(StateStoreException failure) {
        return failure.getCause() instanceof SQLException cause && Connections.isDamage(cause);
    }

    public Facts facts() {
        return reading(() -> {
            long schema = Schema.version(connection);
            return new Facts(schema, schema == 0 ? Found.NOTHING : Found.in(connection), user, torn);
        });
    }

    /** The tables of rows, by their names as {@link Table#name} has them. */
    public List<String> tables() {
        return reading(() -> Schema.tables(connection).stream()
                .map(name -> name.replace('_', '-'))
                .toList());
    }

    /** Hands out each row of a table; what comes before damage is handed out before the exception. */
    public void forEach(String table, Consumer<RawRow> row) {
        reading(() -> {
            try (PreparedStatement read =
                            connection.prepareStatement(SqlTable.select(sqlName(table)) + " NOT INDEXED ORDER BY id");
                    ResultSet found = read.executeQuery()) {
                while (found.next()) {
                    row.accept(new RawRow(StoredRow.read(sqlName(table), found)));
                }
                return table;
            }
        });
    }

    /** The row of that key; null when there is none. */
    public @Nullable RawRow find(String table, String key) {
        List<RawRow> rows = new ArrayList<>(1);
        reading(() -> {
            try (PreparedStatement read =
                    connection.prepareStatement(SqlTable.select(sqlName(table)) + " WHERE key = ?")) {
                read.setString(1, key);
                try (ResultSet found = read.executeQuery()) {
                    return found.next() && rows.add(new RawRow(StoredRow.read(sqlName(table), found)));
                }
            }
        });
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** What SQLite itself finds wrong with the file, at most a hundred lines; empty when it is sound. */
    public List<String> integrityProblems() {
        List<String> problems = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(%d)".formatted(MOST_PROBLEMS))) {
            while (found.next()) {
                problems.add(String.valueOf(found.getString(1)));
            }
        } catch (SQLException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        problems.remove("ok");
        return problems;
    }

    private static String sqlName(String table) {
        return table.replace('-', '_');
    }

    private <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw new StateStoreException(Connections.explain(file, e), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            if (copy != null) {
                delete(copy);
            }
        } catch (SQLException | IOException e) {
            throw new StateStoreException("what was opened to look at %s cannot be closed: %s".formatted(file, e), e);
        }
    }

    private static void delete(Path copy) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(copy.resolve(Database.FILE + suffix));
        }
        Files.deleteIfExists(copy);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws SQLException;
    }
}
