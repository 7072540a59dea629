package tocsin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server program as it is installed.
 *
 * @param name in tables
 * @param start the words of its command line before the flags that every start needs
 * @param flags after those
 */
record Program(String name, List<String> start, List<String> flags) {
    static Program tocsin(Path launcher) {
        return new Program(
                "Tocsin", List.of(launcher.toAbsolutePath().toString(), "run"), List.of("--log.level=error"));
    }

    /** A single one, without a cluster to wait for. */
    static Program alertmanager(String binary) {
        return new Program("Alertmanager", List.of(binary), List.of("--log.level=error", "--cluster.listen-address="));
    }

    boolean isTocsin() {
        return name.equals("Tocsin");
    }

    List<String> command(Path directory, int port, List<String> args) {
        List<String> command = new ArrayList<>(start);
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.add("--storage.path=" + dataOf(directory));
        command.addAll(flags);
        command.addAll(args);
        return command;
    }

    static Path dataOf(Path directory) {
        return directory.resolve("data");
    }
}
