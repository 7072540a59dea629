package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin demo}, as the README tells people to try it. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the terminal says, in this order; who is told by three ways hears of it in any order. */
    private static final List<String> STORY = List.of(
            "PENDING +ApiDown",
            "FIRING +ApiDown",
            "MAIL +\\[FIRING:1\\] ApiDown",
            "DELIVERED +ApiDown",
            "SILENCED +ApiDown",
            "Why is it so quiet\\? ApiDown .* is not notified, because it\\s+is\\s+silenced",
            "FIRING +ApiDown.*silence is over",
            "RESOLVED +ApiDown",
            "MAIL +\\[RESOLVED\\] ApiDown",
            "The time of --for is over");

    @TempDir
    private Path directory;

    @Test
    void a_minute_tells_the_whole_story_and_leaves_nothing_behind() throws Exception {
        Programs.require("prometheus");
        String address = "127.0.0.1:" + Programs.freePort();
        try (LiveProcess demo = demo("--for=60s", "--web.listen-address=" + address)) {
            await("a mail was received")
                    .atMost(PATIENCE)
                    .until(() -> demo.out().stream().anyMatch(line -> line.contains("DELIVERED")));
            ProcessHandle prometheus = prometheus(demo).findFirst().orElseThrow();

            assertThat(get(address, "/ui/"))
                    .contains("<iframe sandbox src=\"mail/", "[FIRING:1] ApiDown", "#incidents");
            assertThat(get(address, "/ui/" + firstMail(address))).contains("<html", "ApiDown");
            assertThat(demo.exitStatus()).as(demo.everything()).isZero();

            assertThat(prometheus.isAlive()).isFalse();
            assertThat(leftovers()).isEmpty();
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out())
                    .anyMatch(line -> line.matches("Prometheus +http://127\\.0\\.0\\.1:\\d+ .*"))
                    .anyMatch(line -> line.matches("Tocsin +http://" + address))
                    .anyMatch(line -> line.contains("/ui/"))
                    .anyMatch(line -> line.contains("./tocsin silence add --url=http://" + address + " --duration=1h"));
            String told = String.join("\n", demo.out());
            assertThat(told).containsPattern("(?s)" + String.join(".*?", STORY));
            for (String way : List.of("MAIL ", "SLACK +#incidents ", "WEBHOOK +/api/pager ")) {
                assertThat(told)
                        .as(way)
                        .containsPattern("(?s)FIRING +ApiDown.*?" + way + ".*?DELIVERED.*?RESOLVED +ApiDown.*?" + way);
            }
        }
    }

    private static String firstMail(String address) throws Exception {
        Matcher mail = Pattern.compile("mail/\\d+").matcher(get(address, "/ui/"));
        assertThat(mail.find()).isTrue();
        return mail.group();
    }

    private static String get(String address, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void a_signal_ends_everything_that_was_started() throws Exception {
        Programs.require("prometheus");
        try (LiveProcess demo = demo("--web.listen-address=127.0.0.1:0")) {
            await("explained")
                    .atMost(PATIENCE)
                    .until(() -> demo.out().stream().anyMatch(line -> line.startsWith("What happens")));
            ProcessHandle prometheus = prometheus(demo).findFirst().orElseThrow();

            demo.signal("INT");

            assertThat(demo.exitStatus()).as(demo.everything()).isZero();
            assertThat(prometheus.isAlive()).isFalse();
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void an_address_in_use_is_named_when_it_was_asked_for() throws Exception {
        Programs.require("prometheus");
        try (StubServer other = StubServer.start(StubServer.status(200));
                LiveProcess demo = demo("--for=30s", "--web.listen-address=" + other.address())) {
            assertThat(demo.exitStatus()).isEqualTo(3);
            assertThat(demo.err())
                    .singleElement()
                    .asString()
                    .startsWith("tocsin demo: cannot listen on " + other.address())
                    .contains("in use");
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void without_a_prometheus_it_says_how_to_get_one() throws Exception {
        List<String> command = command("--for=1s", "--web.listen-address=127.0.0.1:0");
        try (LiveProcess demo = LiveProcess.start(directory, Map.of("PATH", "/nonexistent"), command)) {
            assertThat(demo.exitStatus()).isEqualTo(3);
            assertThat(demo.err())
                    .singleElement()
                    .asString()
                    .contains("apt-get install prometheus", "--datasource.url=");
            assertThat(leftovers()).isEmpty();
        }
    }

    @Test
    void a_prometheus_that_ends_at_once_is_shown_with_what_it_said() throws Exception {
        Path broken = Files.writeString(directory.resolve("prometheus"), "#!/bin/sh\necho no such flag\nexit 2\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        List<String> command = command("--for=1s", "--web.listen-address=127.0.0.1:0");
        String path = directory + ":" + System.getenv("PATH");
        try (LiveProcess demo = LiveProcess.start(directory, Map.of("PATH", path), command)) {
            assertThat(demo.exitStatus()).isEqualTo(3);
            assertThat(String.join("\n", demo.err())).contains("prometheus ended at once", "no such flag");
            assertThat(leftovers()).isEmpty();
        }
    }

    private LiveProcess demo(String... options) throws IOException {
        return LiveProcess.start(directory, Map.of(), command(options));
    }

    /** Its temporary files go below the test's directory, where leftovers can be seen. */
    private List<String> command(String... options) {
        List<String> command = new ArrayList<>(List.of(
                Programs.java().toString(),
                "-Djava.io.tmpdir=" + directory,
                "-Xmx256m",
                "-jar",
                Programs.jar().toString(),
                "demo",
                "--examples=" + Programs.root().resolve("examples")));
        command.addAll(List.of(options));
        return command;
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("tocsin"))
                    .toList();
        }
    }

    private static Stream<ProcessHandle> prometheus(LiveProcess demo) {
        return ProcessHandle.of(demo.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(child -> child.info().command().orElse("").endsWith("/prometheus"));
    }
}
