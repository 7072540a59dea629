package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher {@code ./tocsin}, in an installation of its own whose path holds a space. */
class LauncherIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    private Path home;
    private Path launcher;

    @BeforeEach
    void install() throws Exception {
        home = directory.resolve("a place with spaces");
        launcher = home.resolve("tocsin");
        Path target = Files.createDirectories(home.resolve("server/target"));
        Files.copy(Programs.root().resolve("tocsin"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Programs.jar(), target.resolve("tocsin.jar"), StandardCopyOption.COPY_ATTRIBUTES);
        Path rules = Files.createDirectories(home.resolve("examples/rules"));
        Path examples = Programs.root().resolve("examples");
        Files.copy(examples.resolve("alertmanager.yml"), home.resolve("examples/alertmanager.yml"));
        Files.copy(examples.resolve("rules/watchdog.yml"), rules.resolve("watchdog.yml"));
        Path templates = Files.createDirectories(home.resolve("examples/templates"));
        Files.copy(examples.resolve("templates/chat.tmpl"), templates.resolve("chat.tmpl"));
    }

    static Stream<Path> javas() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String name : List.of("java-17-openjdk-amd64", "temurin-25-jdk-amd64")) {
            Path java = Path.of("/usr/lib/jvm", name, "bin/java");
            if (Files.isExecutable(java)) {
                found.add(java);
            }
        }
        found.add(Programs.java());
        return found.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void every_jdk_starts_without_a_warning_with_and_without_its_archive(Path java) throws Exception {
        for (String start : List.of("first", "second")) {
            try (LiveProcess tocsin = run(Map.of("TOCSIN_JAVA", java.toString()))) {
                endsWellOnceReady(tocsin, start + " start");
            }
        }
        assertThat(archives()).hasSize(1);
    }

    @Test
    void an_archive_that_is_none_never_stops_a_start() throws Exception {
        try (LiveProcess tocsin = run(Map.of())) {
            endsWellOnceReady(tocsin, "start that makes the archive");
        }
        Path archive = archives().get(0);
        byte[] whole = Files.readAllBytes(archive);
        for (byte[] content : List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(whole, 100_000))) {
            Files.deleteIfExists(archive);
            Files.write(archive, content);
            try (LiveProcess tocsin = run(Map.of())) {
                endsWellOnceReady(tocsin, "archive of %d bytes".formatted(content.length));
            }
        }
    }

    @Test
    void an_archive_of_an_older_jar_is_made_again() throws Exception {
        try (LiveProcess tocsin = run(Map.of())) {
            endsWellOnceReady(tocsin, "first start");
        }
        Path archive = archives().get(0);
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));

        try (LiveProcess tocsin = run(Map.of())) {
            endsWellOnceReady(tocsin, "second start");
        }

        assertThat(Files.getLastModifiedTime(archive).toMillis()).isPositive();
        assertThat(archives()).hasSize(1);
    }

    @Test
    void a_build_that_is_current_starts_without_maven_from_elsewhere_through_a_link() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho maven was started >&2\nexit 1\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Path link =
                Files.createSymbolicLink(bin.resolve("tocsin"), Programs.root().resolve("tocsin"));

        try (LiveProcess tocsin = LiveProcess.start(
                directory, Map.of("PATH", bin + ":" + System.getenv("PATH")), List.of(link.toString(), "--version"))) {
            assertThat(tocsin.exitStatus()).as(tocsin.everything()).isZero();
            assertThat(tocsin.err()).isEmpty();
            assertThat(tocsin.out().get(0)).startsWith("tocsin, version ");
        }
    }

    @Test
    void arguments_with_spaces_and_stars_arrive_as_they_are() throws Exception {
        try (LiveProcess tocsin = LiveProcess.start(
                directory, Map.of(), List.of(launcher.toString(), "check", "rules", "no such * file.yml"))) {
            assertThat(tocsin.exitStatus()).isEqualTo(1);
            assertThat(String.join("\n", tocsin.out())).contains("no such * file.yml");
        }
    }

    @Test
    void a_java_that_is_none_is_named() throws Exception {
        try (LiveProcess tocsin = LiveProcess.start(
                directory, Map.of("TOCSIN_JAVA", "/nowhere/bin/java"), List.of(launcher.toString(), "--version"))) {
            assertThat(tocsin.exitStatus()).isEqualTo(3);
            assertThat(tocsin.err()).singleElement().asString().contains("TOCSIN_JAVA=/nowhere/bin/java");
        }
    }

    @Test
    void a_missing_jar_is_named() throws Exception {
        Files.delete(home.resolve("server/target/tocsin.jar"));
        try (LiveProcess tocsin = LiveProcess.start(directory, Map.of(), List.of(launcher.toString(), "--version"))) {
            assertThat(tocsin.exitStatus()).isEqualTo(3);
            assertThat(tocsin.err()).singleElement().asString().contains(home + "/server/target/tocsin.jar is missing");
        }
    }

    private LiveProcess run(Map<String, String> environment) throws IOException {
        return LiveProcess.start(
                directory,
                environment,
                List.of(
                        launcher.toString(),
                        "run",
                        "--web.listen-address=127.0.0.1:0",
                        configOption(directory, routing("http://127.0.0.1:1/"))));
    }

    private static void endsWellOnceReady(LiveProcess tocsin, String what) throws Exception {
        await(what)
                .atMost(PATIENCE)
                .until(() -> !tocsin.alive() || tocsin.err().stream().anyMatch(line -> line.contains("Listening on")));
        assertThat(tocsin.alive()).as("%s%n%s", what, tocsin.everything()).isTrue();
        tocsin.signal("TERM");
        assertThat(tocsin.exitStatus()).as("%s%n%s", what, tocsin.everything()).isZero();
        assertThat(tocsin.out()).as(what).isEmpty();
        assertThat(tocsin.err()).as(what).allMatch(line -> line.startsWith("ts=") && line.contains(" level=info "));
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("server/target"))) {
            return files.filter(file -> file.getFileName().toString().contains(".jsa"))
                    .toList();
        }
    }
}
