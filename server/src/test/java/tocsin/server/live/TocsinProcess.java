package tocsin.server.live;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code tocsin run} from the packed jar, listening on a free port of loopback. */
final class TocsinProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final int HEAP_MEBIBYTES = 256;
    private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:\\d+");

    private final LiveProcess process;
    private final URI url;
    private final Http http;

    private TocsinProcess(LiveProcess process, String address) {
        this.process = process;
        this.url = URI.create("http://" + address);
        this.http = new Http(url);
    }

    /** Any command line of the jar, started and not waited for. */
    static LiveProcess launch(Path directory, String... arguments) throws IOException {
        return launch(HEAP_MEBIBYTES, directory, arguments);
    }

    private static LiveProcess launch(int heapMebibytes, Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Programs.java().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx%dm".formatted(heapMebibytes)));
        command.addAll(ClassArchive.flags());
        command.addAll(List.of("-jar", Programs.jar().toString()));
        command.addAll(List.of(arguments));
        return LiveProcess.start(directory, Map.of(), command);
    }

    /** {@code run} with these options, ready. */
    static TocsinProcess run(Path directory, String... options) throws IOException {
        return run(HEAP_MEBIBYTES, directory, options);
    }

    static TocsinProcess run(int heapMebibytes, Path directory, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--web.listen-address=127.0.0.1:0"));
        arguments.addAll(List.of(options));
        LiveProcess process = launch(heapMebibytes, directory, arguments.toArray(String[]::new));
        try {
            await("Listening on")
                    .atMost(START)
                    .until(() -> !process.alive() || listening(process).isPresent());
            String address =
                    listening(process).orElseThrow(() -> new AssertionError("ended at start\n" + process.everything()));
            return new TocsinProcess(process, address);
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    private static Optional<String> listening(LiveProcess process) {
        return process.err().stream()
                .filter(line -> line.contains("Listening on"))
                .map(ADDRESS::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    LiveProcess process() {
        return process;
    }

    List<String> log() {
        return process.err();
    }

    Http http() {
        return http;
    }

    URI url() {
        return url;
    }

    /** The only rule of a group, as {@code /api/v1/rules} shows it. */
    JsonObject rule(String name) throws IOException, InterruptedException {
        return RulePages.rule(http.object("/api/v1/rules"), name);
    }

    JsonArray alerts() throws IOException, InterruptedException {
        return http.object("/api/v1/alerts").getJsonObject("data").getJsonArray("alerts");
    }

    /** Ends it as an init system does. */
    int terminate() throws IOException, InterruptedException {
        process.signal("TERM");
        return process.exitStatus();
    }

    @Override
    public void close() {
        process.close();
    }
}
