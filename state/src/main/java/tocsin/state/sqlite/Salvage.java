package tocsin.state.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Copies what can be read of a damaged file to a new one, and puts that in its place. Rows keep their numbers, so that a
 * replay under way goes on where it was.
 *
 * <p>The damaged file stays where it is until the new one is complete on disk, and a start that finds only the new one
 * takes it: a crash in the midst of this loses nothing.
 */
final class Salvage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    /** Looks into a damaged stretch of one table; a stretch has as many rows as a power of two. */
    private static final int MOST_PROBES = 20_000;
    /** A store that writes a million rows each second needs a hundred years for so many. */
    private static final long LAST_NUMBER = 1L << 52;

    private final Path file;
    private final Path fresh;
    private long salvaged;
    private boolean complete = true;
    /** Of the rows of the table that is being copied. */
    private final NavigableSet<Long> numbers = new TreeSet<>();

    private int probes;

    private Salvage(Path file) {
        this.file = file;
        this.fresh = fresh(file);
    }

    /** Finishes what a crash interrupted. */
    static void adoptFresh(Path file) throws IOException {
        if (!Files.exists(file) && Files.exists(fresh(file))) {
            Files.move(fresh(file), file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The connections to the file must be closed. */
    static Damage replace(Path file, String cause, Instant now) throws IOException, SQLException {
        Salvage salvage = new Salvage(file);
        salvage.copy();
        Path aside = setAside(file, now);
        Files.move(salvage.fresh, file, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(file);
        return new Damage(cause, aside, salvage.salvaged, salvage.complete);
    }

    private void copy() throws IOException, SQLException {
        Files.deleteIfExists(fresh);
        Files.deleteIfExists(beside(fresh, "-journal"));
        try (Connection target = Connections.openFresh(fresh)) {
            Schema.migrate(target, fresh);
            Connections.execute(target, "BEGIN IMMEDIATE");
            try (Connection source = Connections.open(file)) {
                copyMeta(source, target);
                for (String table : Schema.tables(source)) {
                    copyTable(source, target, table);
                }
            } catch (SQLException e) {
                // Not even the list of tables: what was copied so far is what there is.
                rethrowUnlessDamage(e);
                complete = false;
            }
            Connections.execute(target, "COMMIT");
        }
    }

    private static void rethrowUnlessDamage(SQLException failure) throws SQLException {
        if (!Connections.isDamage(failure)) {
            throw failure;
        }
    }

    private static void copyMeta(Connection source, Connection target) throws SQLException {
        try (PreparedStatement read = source.prepareStatement("SELECT name, value FROM meta");
                ResultSet found = read.executeQuery()) {
            while (found.next()) {
                String name = found.getString(1);
                String value = found.getString(2);
                // A page of another table that stands there by mistake has what it likes in these columns.
                if (name != null && value != null) {
                    Schema.put(target, name, value);
                }
            }
        } catch (SQLException e) {
            // The rows matter more than when they were written.
            rethrowUnlessDamage(e);
        }
    }

    /** From both ends to the damage, then into what lies between. */
    private void copyTable(Connection source, Connection target, String name) throws SQLException {
        SqlTable to = SqlTable.open(target, name);
        probes = 0;
        numbers.clear();
        Stretch up = read(source, name, "SELECT %s FROM \"%s\" NOT INDEXED ORDER BY id", to);
        if (up.whole()) {
            return;
        }
        complete = false;
        Stretch down = read(source, name, "SELECT %s FROM \"%s\" NOT INDEXED ORDER BY id DESC", to);
        if (up.last() > 0 && down.last() > up.last()) {
            between(source, name, to, up.last() + 1, down.last() - 1);
        }
    }

    private void between(Connection source, String name, SqlTable to, long from, long until) throws SQLException {
        if (from > until || probes++ > MOST_PROBES) {
            return;
        }
        String range = "SELECT %s FROM \"%s\" NOT INDEXED WHERE id BETWEEN " + from + " AND " + until + " ORDER BY id";
        Stretch read = read(source, name, range, to);
        if (!read.whole() && from < until) {
            long next = Math.max(from, read.last() + 1);
            long middle = next + (until - next) / 2;
            if (next > from || middle < until) {
                between(source, name, to, next, middle);
                between(source, name, to, middle + 1, until);
            }
        }
    }

    private Stretch read(Connection source, String name, String sql, SqlTable to) throws SQLException {
        long last = 0;
        try (PreparedStatement read = source.prepareStatement(
                        sql.formatted("id, key, updated_at_ns, expires_at_ns, checksum, value", name));
                ResultSet found = read.executeQuery()) {
            while (found.next()) {
                StoredRow row = StoredRow.read(name, found);
                last = row.id();
                keep(row, to);
            }
            return new Stretch(last, true);
        } catch (SQLException e) {
            rethrowUnlessDamage(e);
            return new Stretch(last, false);
        }
    }

    /** Damage may show the same key twice, an older version again, or the number of one row at another. */
    private void keep(StoredRow row, SqlTable to) throws SQLException {
        if (!row.isIntact()) {
            return;
        }
        StoredRow known = to.find(row.key());
        if (known == null) {
            salvaged++;
        }
        if (known == null || known.updatedAt() < row.updatedAt()) {
            to.put(known == null ? number(row.id()) : null, row);
        }
    }

    /** The checksum of a row says nothing of its number: one that cannot be is replaced by the next that is free. */
    private long number(long read) {
        if (read > 0 && read < LAST_NUMBER && numbers.add(read)) {
            return read;
        }
        long free = numbers.isEmpty() ? 1 : numbers.last() + 1;
        numbers.add(free);
        return free;
    }

    /** Gives a file and its log another name. The connections to it must be closed. */
    static Path setAside(Path file, Instant now) throws IOException {
        Path aside = beside(file, ".damaged-" + TIME.format(now));
        move(beside(file, "-wal"), beside(aside, "-wal"));
        Files.deleteIfExists(beside(file, "-shm"));
        move(file, aside);
        return aside;
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Names are durable when the directory is. */
    private static void syncDirectory(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** Where the new file is until it is in place. */
    static Path fresh(Path file) {
        return beside(file, ".new");
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    /**
     * @param last number that was read; 0 for none
     * @param whole whether there was no damage in it
     */
    private record Stretch(long last, boolean whole) {}
}
