package tocsin.state.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import tocsin.state.Entry;
import tocsin.state.StateStoreException;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.codec.TextPool;

/** The file and what is done with it. Confined to one thread at a time. */
final class Database {
    static final String FILE = "tocsin.db";

    private static final Duration STAMP_EACH = Duration.ofSeconds(1);
    /** So much of the log is worth a move into the file. */
    private static final int CHECKPOINT_PAGES = 1000;

    private static final int PAGE_BYTES = 4096;
    private static final int VACUUM_PAGES = 256;
    /** Rows that cost a write next to nothing. */
    private static final int FEW = 8;

    private final Path file;
    private final SqliteOptions options;
    private final StoreObserver observer;
    private final List<String> pragmas;
    private final Map<String, SqlTable> tables = new HashMap<>();
    private Connection connection;
    private LogMover logMover;
    private Instant lastStamp = Instant.MIN;
    /** Whether the file says that it is open: whoever finds it after a crash checks it then. */
    private boolean markedOpen;
    /** The newest entry written: the time by which rows expire, see {@link tocsin.state.MemoryStateStore}. */
    private Instant newest = Instant.MIN;

    private long logPages;
    private long wroteSinceTidying;

    private Database(
            Path file, SqliteOptions options, StoreObserver observer, List<String> pragmas, Connection connection) {
        this.file = file;
        this.options = options;
        this.observer = observer;
        this.pragmas = pragmas;
        this.connection = connection;
        this.logMover = new LogMover(file, observer::upkeepFailed);
    }

    /** @param pragmas for tests that make SQLite fail */
    static Database open(SqliteOptions options, StoreObserver observer, List<String> pragmas)
            throws IOException, SQLException {
        Path file = options.directory().resolve(FILE);
        Salvage.adoptFresh(file);
        long torn = WalTail.torn(Connections.log(file));
        if (torn > 0) {
            observer.tailCut(torn);
        }
        Connection connection = connect(file, options, observer);
        Database database = new Database(file, options, observer, pragmas, connection);
        database.prepare();
        return database;
    }

    private static Connection connect(Path file, SqliteOptions options, StoreObserver observer)
            throws IOException, SQLException {
        try {
            return checked(file);
        } catch (SQLException e) {
            if (!Connections.isDamage(e)) {
                throw e;
            }
            replace(file, e, options, observer);
            return checked(file);
        }
    }

    /**
     * After a crash a log may have lost its end although a part of it was moved into the file: then tables and indexes disagree,
     * of which a mere read tells nothing. Therefore all of it is checked unless the last process closed it; a tenth of a
     * second for 100,000 rows.
     */
    private static Connection checked(Path file) throws SQLException {
        Connection connection = Connections.open(file);
        try {
            Schema.migrate(connection, file);
            if (!"yes".equals(Schema.get(connection, Schema.CLEAN))) {
                check(connection);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
            String problem = found.next() ? found.getString(1) : "no answer";
            if (!"ok".equals(problem)) {
                throw new SQLiteException(problem, SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    private static void replace(Path file, SQLException cause, SqliteOptions options, StoreObserver observer)
            throws IOException, SQLException {
        refuseIfStrict(file, cause, options);
        String problem = String.valueOf(cause.getMessage());
        observer.damaged(Salvage.replace(file, problem, options.clock().instant()));
    }

    private static void refuseIfStrict(Path file, SQLException cause, SqliteOptions options) {
        if (options.strict()) {
            throw new StateStoreException(
                    Connections.explain(file, cause)
                            + ": move it away to begin with nothing, or start without the strict mode to keep what can be read",
                    cause);
        }
    }

    private void prepare() throws SQLException {
        for (String pragma : pragmas) {
            Connections.execute(connection, pragma);
        }
    }

    /** Reads what the last process left, and marks the file as open. */
    Found begin() throws IOException, SQLException {
        Found found = healing(() -> Found.in(connection));
        try {
            markOpen();
        } catch (SQLException e) {
            // The disk is full, perhaps. What is on it is worth more than the mark, which comes with the first write.
            observer.upkeepFailed(e);
        }
        return found;
    }

    private void markOpen() throws SQLException {
        if (!markedOpen) {
            Schema.put(connection, Schema.CLEAN, "no");
            Schema.put(connection, Schema.WRITTEN_BY, options.program());
            markedOpen = true;
        }
    }

    /** The next rows of a table after a number; fewer than asked for at the end. A table is not made for being read. */
    List<StoredRow> page(Table<?> table, long after, int rows) throws IOException, SQLException {
        return healing(() -> exists(table) ? table(table).page(after, rows) : List.of());
    }

    private boolean exists(Table<?> table) throws SQLException {
        String name = Schema.name(table);
        return tables.containsKey(name) || Schema.tables(connection).contains(name);
    }

    /** Merges entries, all of them or none. */
    void write(List<? extends Entry<?>> entries) throws IOException, SQLException {
        healing(() -> {
            for (Entry<?> entry : entries) {
                table(entry.table());
            }
            Connections.execute(connection, "BEGIN IMMEDIATE");
            boolean wasMarked = markedOpen;
            try {
                markOpen();
                long pages = merge(entries);
                sweep(entries.size());
                stamp();
                Connections.execute(connection, "COMMIT");
                logPages += pages;
                wroteSinceTidying += pages;
                moveLog();
            } catch (SQLException | RuntimeException e) {
                markedOpen = wasMarked;
                rollBack(e);
                throw e;
            }
            return entries;
        });
    }

    private long merge(List<? extends Entry<?>> entries) throws SQLException {
        long pages = 2;
        for (Entry<?> entry : entries) {
            newest = entry.updatedAt().isAfter(newest) ? entry.updatedAt() : newest;
            StoredRow row = merge(entry);
            if (row != null) {
                pages += 2 + row.size() / PAGE_BYTES;
            }
        }
        return pages;
    }

    /** The row that was written; null when what is stored is as new. Mostly the stored value, which may be large, is not read. */
    private <V> @Nullable StoredRow merge(Entry<V> entry) throws SQLException {
        SqlTable table = table(entry.table());
        if (entry.table().lastWriterWins()) {
            StoredRow row = StoredRow.of(entry);
            if (table.putIfLater(row)) {
                return row;
            }
        }
        StoredRow row = merged(entry, table);
        if (row != null) {
            table.put(null, row);
        }
        return row;
    }

    /** The row to write; null when what is stored is as new. A stamp of a damaged row says nothing. */
    private <V> @Nullable StoredRow merged(Entry<V> entry, SqlTable table) throws SQLException {
        StoredRow stored = table.find(entry.key());
        Entry<V> known = stored == null ? null : readable(stored, entry.table());
        if (known == null) {
            return StoredRow.of(entry);
        }
        Entry<V> winner = entry.table().merge().apply(known, entry);
        return winner.equals(known) ? null : StoredRow.of(winner);
    }

    private <V> @Nullable Entry<V> readable(StoredRow stored, Table<V> table) {
        try {
            return stored.entry(table, TextPool.none());
        } catch (CodecException e) {
            observer.rowSetAside(table.name(), stored.key(), "replaced by a later write; " + e.getMessage());
            return null;
        }
    }

    /** Each write removes up to twice as many rows as it wrote: what expires never piles up, and no write waits for much. */
    private void sweep(int written) throws SQLException {
        // A clock that was ahead for a moment left a stamp from the future, by which nothing has expired yet.
        Instant clock = options.clock().instant();
        long now = StoredRow.nanos(newest.isBefore(clock) ? newest : clock);
        int left = 2 * written + FEW;
        for (SqlTable table : tables.values()) {
            left -= table.removeExpired(now, left);
        }
    }

    private void stamp() throws SQLException {
        Instant now = options.clock().instant();
        if (Duration.between(lastStamp, now).abs().compareTo(STAMP_EACH) >= 0) {
            Schema.put(connection, Schema.LAST_WRITTEN, now.toString());
            lastStamp = now;
        }
    }

    private void rollBack(Exception cause) {
        try {
            // Some failures end the transaction by themselves, and then this one fails, too.
            Connections.execute(connection, "ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
        lastStamp = Instant.MIN;
    }

    private void moveLog() {
        if (logPages >= CHECKPOINT_PAGES) {
            logPages = 0;
            logMover.start();
        }
    }

    /** Waits until no log is on its way into the file. */
    void awaitLogMove() {
        logMover.await();
    }

    /** Gives unused pages back, some of them, when there are many. */
    void tidy() throws SQLException {
        if (wroteSinceTidying < CHECKPOINT_PAGES || connection.isClosed()) {
            return;
        }
        wroteSinceTidying = 0;
        long free = Connections.number(connection, "PRAGMA freelist_count");
        if (free > VACUUM_PAGES && free > Connections.number(connection, "PRAGMA page_count") / 4) {
            Connections.vacuum(connection, VACUUM_PAGES);
        }
    }

    void close() throws SQLException {
        logMover.stop();
        try {
            Schema.put(connection, Schema.CLEAN, "yes");
            Connections.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } finally {
            connection.close();
        }
    }

    Path file() {
        return file;
    }

    private SqlTable table(Table<?> table) throws SQLException {
        String name = Schema.name(table);
        SqlTable known = tables.get(name);
        if (known == null) {
            known = SqlTable.open(connection, name);
            tables.put(name, known);
        }
        return known;
    }

    /** When the file turns out to be damaged in the midst of the work: a new one, and once more. */
    private <T> T healing(Work<T> work) throws IOException, SQLException {
        if (connection.isClosed()) {
            connection = connect(file, options, observer);
            prepare();
        }
        try {
            return work.run();
        } catch (SQLException e) {
            forgetStatements();
            if (!Connections.isDamage(e)) {
                throw e;
            }
            heal(e);
            return work.run();
        }
    }

    /** The driver closes a prepared statement that failed. */
    private void forgetStatements() {
        tables.values().forEach(SqlTable::close);
        tables.clear();
    }

    /** When this fails in the midst, the next work finds the connection closed and begins with it again. */
    private void heal(SQLException damage) throws IOException, SQLException {
        refuseIfStrict(file, damage, options);
        logMover.stop();
        logMover = new LogMover(file, observer::upkeepFailed);
        connection.close();
        replace(file, damage, options, observer);
        // What could be read of the old file need not have the mark with it.
        markedOpen = false;
        connection = checked(file);
        prepare();
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws SQLException;
    }
}
