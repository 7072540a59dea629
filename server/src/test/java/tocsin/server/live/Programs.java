package tocsin.server.live;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the programs and ports that live tests need. */
final class Programs {
    private static final Path ROOT =
            Path.of(System.getProperty("tocsin.root", "..")).toAbsolutePath().normalize();

    private Programs() {}

    /** The top of the repository. */
    static Path root() {
        return ROOT;
    }

    static Path jar() {
        return ROOT.resolve("server/target/tocsin.jar");
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The binary; without it the test is skipped, or fails where CI has to have it. */
    static Path require(String name) {
        Optional<Path> found = find(name);
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " is not on the PATH, and CI=true requires it");
        }
        assumeTrue(found.isPresent(), name + " is not on the PATH");
        return found.orElseThrow();
    }

    static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Free a moment ago, on loopback. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
