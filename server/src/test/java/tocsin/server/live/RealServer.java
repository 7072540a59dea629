package tocsin.server.live;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real Prometheus or Alertmanager on a free port of loopback, its data in a temporary directory. */
final class RealServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final LiveProcess process;
    private final URI url;
    private final Http http;

    private RealServer(LiveProcess process, URI url) {
        this.process = process;
        this.url = url;
        this.http = new Http(url);
    }

    static RealServer prometheus(Path directory, String configuration) throws IOException {
        Path config = Files.writeString(directory.resolve("prometheus.yml"), configuration);
        return start(
                directory,
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("tsdb"),
                "--log.level=warn");
    }

    static RealServer alertmanager(Path directory, String configuration) throws IOException {
        Path config = Files.writeString(directory.resolve("real-alertmanager.yml"), configuration);
        return start(
                directory,
                "prometheus-alertmanager",
                "--config.file=" + config,
                "--storage.path=" + directory.resolve("alertmanager"),
                "--cluster.listen-address=",
                "--log.level=warn");
    }

    private static RealServer start(Path directory, String name, String... options) throws IOException {
        int port = Programs.freePort();
        List<String> command = new ArrayList<>(List.of(Programs.require(name).toString()));
        command.addAll(List.of(options));
        command.add("--web.listen-address=127.0.0.1:" + port);
        LiveProcess process = LiveProcess.start(directory, Map.of(), command);
        RealServer server = new RealServer(process, URI.create("http://127.0.0.1:" + port));
        try {
            await(name + " is ready").atMost(START).until(() -> !process.alive() || server.http.answers("/-/ready"));
            if (!process.alive()) {
                throw new AssertionError("%s ended at start%n%s".formatted(name, process.everything()));
            }
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    String url() {
        return url.toString();
    }

    Http http() {
        return http;
    }

    /** Ends it in good order, as an init system does: it writes its snapshots then. */
    int terminate() throws IOException, InterruptedException {
        process.signal("TERM");
        return process.exitStatus();
    }

    @Override
    public void close() {
        process.close();
    }
}
