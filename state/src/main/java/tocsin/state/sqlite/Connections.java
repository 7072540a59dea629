package tocsin.state.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteJDBCLoader;

/** How files are opened, and what failures of SQLite mean. */
final class Connections {
    private static final int INCREMENTAL = 2;

    private Connections() {}

    /**
     * Transactions are begun and ended by statements, not by the driver. {@link LogMover} moves the log into the file; the log
     * can begin anew only when it has caught up with the writer, so one that never does is stopped at the limit.
     */
    static Connection open(Path file) throws SQLException {
        return opened(file, """
                PRAGMA busy_timeout = 5000;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = 16384;
                PRAGMA journal_size_limit = 16777216;
                PRAGMA cache_size = -8000;
                PRAGMA temp_store = MEMORY;
                PRAGMA cell_size_check = ON;
                """);
    }

    /**
     * For what may be lost: a commit waits for no flush of the disk, and only the move of the log into the file flushes. A
     * crash leaves the file whole.
     */
    static Connection openLazy(Path file) throws SQLException {
        return opened(file, """
                PRAGMA busy_timeout = 5000;
                PRAGMA auto_vacuum = INCREMENTAL;
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = NORMAL;
                PRAGMA wal_autocheckpoint = 2000;
                PRAGMA journal_size_limit = 16777216;
                PRAGMA cache_size = -8000;
                PRAGMA temp_store = MEMORY;
                PRAGMA cell_size_check = ON;
                """);
    }

    /** Of a file that another connection has made. */
    static Connection openReader(Path file) throws SQLException {
        return opened(file, """
                PRAGMA busy_timeout = 5000;
                PRAGMA query_only = ON;
                PRAGMA temp_store = MEMORY;
                PRAGMA cell_size_check = ON;
                """);
    }

    /** A file that nobody knows of before it is complete: no log, one flush at its end. */
    static Connection openFresh(Path file) throws SQLException {
        return opened(file, """
                PRAGMA journal_mode = DELETE;
                PRAGMA synchronous = FULL;
                """);
    }

    /** A copy that nobody else knows of, as it is. */
    static Connection openPlain(Path file) throws SQLException {
        return opened(file, "PRAGMA cell_size_check = ON");
    }

    /** The file of a running process, which goes on writing. */
    static Connection openReadOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        return opened(file, "PRAGMA busy_timeout = 5000; PRAGMA cell_size_check = ON", config.toProperties());
    }

    /** The write-ahead log of a file. */
    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static Connection opened(Path file, String pragmas) throws SQLException {
        return opened(file, pragmas, new Properties());
    }

    private static Connection opened(Path file, String pragmas, Properties properties) throws SQLException {
        loadDriver();
        Connection connection = JDBC.createConnection("jdbc:sqlite:" + file, properties);
        try {
            makeVacuumIncremental(connection);
            for (String pragma : pragmas.split(";", -1)) {
                if (!pragma.isBlank()) {
                    execute(connection, pragma);
                }
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Of a file that is still empty. To say it again writes a page, for which the store's thread would have to wait. */
    private static void makeVacuumIncremental(Connection connection) throws SQLException {
        if (number(connection, "PRAGMA auto_vacuum") != INCREMENTAL) {
            execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
        }
    }

    private static void loadDriver() throws SQLException {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new SQLException(NativeLibrary.explain(e), e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row; zero when there is none. */
    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getLong(1) : 0;
        }
    }

    /** Gives so many unused pages back, at most. */
    static void vacuum(Connection connection, int pages) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA incremental_vacuum(%d)".formatted(pages));
        }
    }

    /** Whether the file itself is broken, rather than the disk full or the caller wrong. One that ends too early is, too. */
    static boolean isDamage(SQLException failure) {
        int code = code(failure);
        boolean isShort = failure instanceof SQLiteException sqlite
                && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHORT_READ;
        return isShort || code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /** What happened, and what somebody can do about it. */
    static String explain(Path file, SQLException failure) {
        int code = code(failure);
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return "no space left for the state file %s: free some; what waits is written then".formatted(file);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code || code == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return "the state file %s cannot be written: the user that runs this program must own it and its directory (%s)"
                    .formatted(file, failure.getMessage());
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code) {
            return "another program has the state file %s open for writing: end it (%s)"
                    .formatted(file, failure.getMessage());
        }
        if (code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "the disk failed under the state file %s: look at the system log (%s)"
                    .formatted(file, failure.getMessage());
        }
        return isDamage(failure)
                ? "the state file %s is damaged (%s)".formatted(file, failure.getMessage())
                : "the state file %s: %s".formatted(file, failure.getMessage());
    }

    /** Extended codes say more in their upper bits. */
    private static int code(SQLException failure) {
        return failure instanceof SQLiteException sqlite ? sqlite.getResultCode().code & 0xff : -1;
    }
}
