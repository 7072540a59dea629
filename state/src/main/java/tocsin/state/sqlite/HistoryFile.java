package tocsin.state.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tocsin.state.history.FoundRecord;

/**
 * The history's file, as its writer sees it. Confined to one thread at a time, but for what is said otherwise. After a failure
 * it is opened anew by the next work.
 */
final class HistoryFile {
    static final String NAME = "history.db";

    /** Removed at once; many keys each make it some hundredths of a second. */
    static final int STEP_RECORDS = 250;

    private static final long STEP_KEYS = 50_000;

    private static final int VACUUM_PAGES = 1024;

    private final Path file;
    private final HistoryOptions options;
    private final HistoryObserver observer;
    private final List<String> pragmas;
    private @Nullable Connection connection;
    private long lastNumber;
    private long records;
    private volatile Size size = new Size(0, 0, Optional.empty());
    private final AtomicInteger generation = new AtomicInteger();

    /** @param pragmas for tests that make SQLite fail */
    HistoryFile(HistoryOptions options, HistoryObserver observer, List<String> pragmas) {
        this.file = options.directory().resolve(NAME);
        this.options = options;
        this.observer = observer;
        this.pragmas = pragmas;
    }

    /** Opens the file or begins one. */
    void open() throws IOException, SQLException {
        healing(this::measure);
    }

    Path file() {
        return file;
    }

    /** The greatest that was ever written. */
    long lastNumber() {
        return lastNumber;
    }

    /** As of the last work. Any thread. */
    Size size() {
        return size;
    }

    /** Another one for each file that was begun. Any thread. */
    int generation() {
        return generation.get();
    }

    /** A reader of this generation met damage. */
    void replaceDamaged(int generationOfReader, SQLException damage) throws IOException, SQLException {
        if (generation.get() == generationOfReader) {
            replace(damage);
            open();
        }
    }

    /** All of them or none. */
    void write(List<FoundRecord> batch) throws IOException, SQLException {
        healing(open -> {
            transaction(open, () -> insert(open, batch));
            measure(open);
        });
    }

    /**
     * Removes some records from the old end: those whose time is over and what was written before them, or whatever there is
     * when the file is too large.
     *
     * @return whether there may be more to do
     */
    boolean trim() throws IOException, SQLException {
        boolean[] trimmed = new boolean[1];
        healing(open -> {
            List<Old> due = due(open);
            if (!due.isEmpty()) {
                transaction(open, () -> remove(open, due));
            }
            trimmed[0] = vacuum(open) || !due.isEmpty();
            if (trimmed[0]) {
                measure(open);
            }
        });
        return trimmed[0];
    }

    void close() throws SQLException {
        if (connection != null) {
            try (Connection closing = connection) {
                Connections.number(closing, "PRAGMA wal_checkpoint(TRUNCATE)");
            } finally {
                connection = null;
            }
        }
    }

    private void insert(Connection open, List<FoundRecord> batch) throws SQLException {
        try (PreparedStatement record = open.prepareStatement(
                "INSERT OR REPLACE INTO records (number, at, kind, keys, value) VALUES (?, ?, ?, ?, ?)")) {
            for (FoundRecord each : batch) {
                record.setLong(1, each.number());
                record.setLong(2, StoredRow.nanos(each.entry().at()));
                record.setString(3, each.entry().kind());
                record.setBytes(4, HistorySchema.bytes(each.entry().keys()));
                record.setBytes(5, each.entry().value());
                record.executeUpdate();
            }
        }
        KeyRows.insert(open, batch);
        count(open, batch.get(batch.size() - 1).number(), records + batch.size());
    }

    private static void count(Connection open, long lastNumber, long records) throws SQLException {
        Connections.execute(open, "UPDATE counters SET value = %d WHERE name = 'last'".formatted(lastNumber));
        Connections.execute(open, "UPDATE counters SET value = %d WHERE name = 'records'".formatted(records));
    }

    private List<Old> due(Connection open) throws SQLException {
        List<Old> oldest = oldest(open);
        long tooMuch = usedBytes(open) - options.maxBytes();
        if (tooMuch > 0) {
            return step(oldest, tooMuch);
        }
        long keptFrom = StoredRow.nanos(options.clock().instant().minus(options.retention()));
        int due = oldest.size();
        while (due > 0 && oldest.get(due - 1).at >= keptFrom) {
            due--;
        }
        return step(oldest.subList(0, due), Long.MAX_VALUE);
    }

    /** As many from the old end as make so much room, and no more than one step may cost: a record may have 100,000 keys. */
    private static List<Old> step(List<Old> oldest, long room) {
        long bytes = 0;
        long keys = 0;
        int count = 0;
        while (count < oldest.size() && bytes < room && keys < STEP_KEYS) {
            bytes += oldest.get(count).bytes;
            keys += oldest.get(count).keys;
            count++;
        }
        return oldest.subList(0, count);
    }

    private static List<Old> oldest(Connection open) throws SQLException {
        List<Old> oldest = new ArrayList<>();
        try (PreparedStatement query = open.prepareStatement(
                "SELECT number, at, length(keys), length(value) FROM records ORDER BY number LIMIT " + STEP_RECORDS)) {
            ResultSet found = query.executeQuery();
            while (found.next()) {
                oldest.add(new Old(found));
            }
        }
        return oldest;
    }

    private void remove(Connection open, List<Old> due) throws SQLException {
        try (PreparedStatement record = open.prepareStatement("DELETE FROM records WHERE number = ?");
                PreparedStatement keys = open.prepareStatement("SELECT keys FROM records WHERE number = ?");
                PreparedStatement key = open.prepareStatement("DELETE FROM keys WHERE key = ? AND number = ?")) {
            for (Old each : due) {
                key.setLong(2, each.number);
                for (long about : keys(keys, each.number)) {
                    key.setLong(1, about);
                    key.executeUpdate();
                }
                record.setLong(1, each.number);
                record.executeUpdate();
            }
        }
        count(open, lastNumber, Math.max(0, records - due.size()));
    }

    private static long[] keys(PreparedStatement query, long number) throws SQLException {
        query.setLong(1, number);
        try (ResultSet found = query.executeQuery()) {
            return found.next() ? HistorySchema.keys(found.getBytes(1)) : new long[0];
        }
    }

    /** Gives unused pages back when the file is too large or a good part of it is unused; else the next records use them. */
    private boolean vacuum(Connection open) throws SQLException {
        long free = Connections.number(open, "PRAGMA freelist_count");
        long pages = Connections.number(open, "PRAGMA page_count");
        boolean worthIt = free > VACUUM_PAGES && free > pages / 4;
        if (free > 0 && (worthIt || fileBytes(open) > options.maxBytes())) {
            Connections.vacuum(open, VACUUM_PAGES);
            return true;
        }
        return false;
    }

    private static long usedBytes(Connection open) throws SQLException {
        long free = Connections.number(open, "PRAGMA freelist_count");
        return fileBytes(open) - free * Connections.number(open, "PRAGMA page_size");
    }

    private static long fileBytes(Connection open) throws SQLException {
        return Connections.number(open, "PRAGMA page_count") * Connections.number(open, "PRAGMA page_size");
    }

    private void measure(Connection open) throws IOException, SQLException {
        lastNumber = Math.max(lastNumber, Connections.number(open, "SELECT value FROM counters WHERE name = 'last'"));
        records = Connections.number(open, "SELECT value FROM counters WHERE name = 'records'");
        Path log = file.resolveSibling(NAME + "-wal");
        long bytes = fileBytes(open) + (Files.exists(log) ? Files.size(log) : 0);
        size = new Size(bytes, records, oldestTime(open));
    }

    private static Optional<Instant> oldestTime(Connection open) throws SQLException {
        try (PreparedStatement query = open.prepareStatement("SELECT at FROM records ORDER BY number LIMIT 1")) {
            ResultSet found = query.executeQuery();
            return found.next() ? Optional.of(StoredRow.instant(found.getLong(1))) : Optional.empty();
        }
    }

    private static void transaction(Connection open, Change change) throws SQLException {
        Connections.execute(open, "BEGIN IMMEDIATE");
        change.run();
        Connections.execute(open, "COMMIT");
    }

    /** Whatever fails closes the connection, which rolls back; damage costs what is in the file, and the work is done once more. */
    private void healing(Work work) throws IOException, SQLException {
        try {
            attempt(work);
        } catch (SQLException e) {
            if (!Connections.isDamage(e)) {
                throw e;
            }
            replace(e);
            attempt(work);
        }
    }

    private void attempt(Work work) throws IOException, SQLException {
        try {
            work.on(connected());
        } catch (IOException | SQLException | RuntimeException e) {
            letGo(e);
            throw e;
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null) {
            connection = Connections.openLazy(file);
            for (String pragma : pragmas) {
                Connections.execute(connection, pragma);
            }
            HistorySchema.prepare(connection, file);
        }
        return connection;
    }

    private void letGo(Exception cause) {
        Connection broken = connection;
        connection = null;
        try {
            if (broken != null) {
                broken.close();
            }
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void replace(SQLException damage) throws IOException {
        letGo(damage);
        Path aside = Salvage.setAside(file, options.clock().instant());
        records = 0;
        generation.incrementAndGet();
        observer.damaged(String.valueOf(damage.getMessage()), aside);
    }

    /** As {@link HistoryFigures}. */
    record Size(long bytes, long records, Optional<Instant> oldest) {}

    /** What is needed of a record to remove it. */
    private static final class Old {
        private final long number;
        private final long at;
        private final long keys;
        /** Of the record and its entries in the index of keys. */
        private final long bytes;

        Old(ResultSet found) throws SQLException {
            number = found.getLong(1);
            at = found.getLong(2);
            keys = found.getLong(3) / Long.BYTES;
            bytes = 3 * found.getLong(3) + found.getLong(4);
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection open) throws IOException, SQLException;
    }

    @FunctionalInterface
    private interface Change {
        void run() throws SQLException;
    }
}
