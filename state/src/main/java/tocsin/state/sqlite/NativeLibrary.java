package tocsin.state.sqlite;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the driver unpacks SQLite itself. Not the temporary directory, which is often mounted so that nothing in it can be
 * run. The driver takes its copy away only at an orderly end, so a process that has the directory sweeps first.
 */
final class NativeLibrary {
    private static final String PROPERTY = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /** Must come before the driver is loaded; a directory that was set by hand stays. */
    static void unpackInto(Path stateDirectory) throws IOException {
        if (System.getProperty(PROPERTY) != null) {
            return;
        }
        Path directory = stateDirectory.resolve("native");
        Files.createDirectories(directory);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "sqlite-*")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        }
        System.setProperty(PROPERTY, directory.toString());
    }

    /** What to do when the driver does not load; it does not say itself why. Nearly always there was no room for its copy. */
    static String explain(Exception failure) {
        String directory = System.getProperty(PROPERTY, System.getProperty("java.io.tmpdir"));
        return "SQLite's library cannot be unpacked into %s, where %d kB are free, or cannot be run there: free 3 MB, or name another directory with TOCSIN_JAVA_OPTS=-D%s=DIRECTORY (%s)"
                .formatted(directory, new File(directory).getUsableSpace() / 1024, PROPERTY, failure.getMessage());
    }
}
