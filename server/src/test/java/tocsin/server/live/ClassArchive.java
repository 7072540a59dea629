package tocsin.server.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The server's classes as a start maps them, so that the hundred starts of the live tests take half of the time. The launcher
 * has its own, under test in {@link LauncherIT}.
 */
final class ClassArchive {
    private static final Path FILE = Programs.jar().resolveSibling("live-tests.jsa");

    private ClassArchive() {}

    /** Flags for {@code java} that use it. Made on first use, and anew for another jar. */
    static List<String> flags() {
        return Holder.FLAGS;
    }

    private static final class Holder {
        static final List<String> FLAGS = make();

        private static List<String> make() {
            try {
                if (!isCurrent()) {
                    rehearse();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return List.of("-XX:SharedArchiveFile=" + FILE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
    }

    private static boolean isCurrent() throws IOException {
        return Files.exists(FILE)
                && Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(Programs.jar())) > 0;
    }

    /** Another fork may be at it: the file appears whole. */
    private static void rehearse() throws IOException, InterruptedException {
        Path made = Files.createTempFile(FILE.getParent(), "live-tests", ".jsa.new");
        Files.delete(made);
        List<String> command = List.of(
                Programs.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ArchiveClassesAtExit=" + made,
                "-jar",
                Programs.jar().toString(),
                "rehearse");
        try (LiveProcess rehearsal = LiveProcess.start(FILE.getParent(), Map.of(), command)) {
            rehearsal.exitStatus();
        }
        Files.move(made, FILE, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
