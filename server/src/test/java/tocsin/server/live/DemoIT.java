package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin demo}, as the README tells people to try it. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void half_a_minute_shows_an_alert_that_fires_and_resolves_and_leaves_nothing_behind() throws Exception {
        Programs.require("prometheus");
        try (LiveProcess demo = demo("--for=30s", "--web.listen-address=127.0.0.1:" + Programs.freePort())) {
            await("its Prometheus runs")
                    .atMost(PATIENCE)
                    .until(() -> prometheus(demo).count() == 1);
            ProcessHandle prometheus = prometheus(demo).findFirst().orElseThrow();

            assertThat(demo.exitStatus()).as(demo.everything()).isZero();

            assertThat(prometheus.isAlive()).isFalse();
            assertThat(leftovers()).isEmpty();
            assertThat(demo.err()).isEmpty();
            assertThat(demo.out())
                    .anyMatch(line -> line.matches("Prometheus +http://127\\.0\\.0\\.1:\\d+ .*"))
                    .anyMatch(line -> line.matches("Tocsin +http://127\\.0\\.0\\.1:\\d+ .*"))
                    .anyMatch(line -> line.contains("firing") && line.contains("Watchdog"));
            assertThat(String.join("\n", demo.out()))
                    .as("told in this order")
                    .containsPattern("(?s)FIRING.*firing +ApiEventLoopLag.*RESOLVED.*resolved +ApiEventLoopLag"
                            + ".*The time of --for is over");
        }
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
