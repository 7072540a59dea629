package tocsin.state.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a machine finds on its disk after a power loss: the database and its write-ahead log. The index of the log is shared
 * memory and does not survive.
 */
public final class StateFiles {
    private final byte[] database;
    private final byte[] log;

    /** Nobody changes the arrays. */
    StateFiles(byte[] database, byte[] log) {
        this.database = database;
        this.log = log;
    }

    byte[] database() {
        return database;
    }

    byte[] log() {
        return log;
    }

    static final int LOG_HEADER = 32;

    static StateFiles read(Path directory) {
        Path file = directory.resolve(Database.FILE);
        return new StateFiles(content(file), content(log(file)));
    }

    private static byte[] content(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Into a directory that is empty, or is not there. */
    public void write(Path directory) {
        Path file = directory.resolve(Database.FILE);
        try {
            Files.createDirectories(directory);
            Files.write(file, database);
            Files.write(log(file), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path file) {
        return file.resolveSibling(Database.FILE + "-wal");
    }

    /** Whether the log of the other was not begun anew since: it would have another salt. */
    boolean hasSameRoundAs(StateFiles other) {
        return log.length >= LOG_HEADER
                && other.log.length >= LOG_HEADER
                && Arrays.equals(log, 0, LOG_HEADER, other.log, 0, LOG_HEADER);
    }
}
