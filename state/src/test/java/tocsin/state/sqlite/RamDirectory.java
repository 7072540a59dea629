package tocsin.state.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory in memory where the system has such a thing: thousands of commits shall not wait for a real disk. */
public final class RamDirectory implements AutoCloseable {
    private static final Path RAM = Path.of("/dev/shm");

    private final Path path;

    public RamDirectory() {
        try {
            path = Files.isWritable(RAM)
                    ? Files.createTempDirectory(RAM, "tocsin-test-")
                    : Files.createTempDirectory("tocsin-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path resolve(String name) {
        return path.resolve(name);
    }

    @Override
    public void close() {
        delete(path);
    }

    /** With all that is in it. */
    public static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
