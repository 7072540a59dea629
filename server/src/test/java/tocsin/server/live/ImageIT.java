package tocsin.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the Dockerfile makes, without an engine: the same layout by the same script, run by a user who may do nothing, on a file
 * system that is read-only but for the state.
 */
class ImageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NOBODY = "65534";
    private static final Pattern HEALTH =
            Pattern.compile("CMD \\[\"/bin/bash\", \"-c\", \"(.*)\"]\\nENTRYPOINT", Pattern.DOTALL);

    @TempDir
    private Path directory;

    private Path launcher;

    @BeforeEach
    void layOut() throws Exception {
        Path jdk = Path.of(System.getProperty("java.home"));
        assumeTrue(Files.isExecutable(jdk.resolve("bin/jlink")), "this Java is no JDK");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        ends(Map.of("JAVA_HOME", jdk.toString()), script("packaging/image.sh"), directory.toString());
        launcher = directory.resolve("opt/tocsin/tocsin");
        ends(Map.of(), launcher.toString(), "rehearse");
    }

    @Test
    void runs_as_nobody_on_a_read_only_file_system() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make one");
        Programs.require("unshare");
        Programs.require("setpriv");
        Path data = Files.createDirectory(directory.resolve("data"));
        ends(Map.of(), "chown", NOBODY + ":" + NOBODY, data.toString());
        Path config =
                Files.writeString(directory.resolve("am.yml"), "{route: {receiver: x}, receivers: [{name: x}]}", UTF_8);
        int port = Programs.freePort();

        List<String> run = List.of(
                launcher.toString(),
                "run",
                "--config.file=" + config,
                "--storage.path=" + data,
                "--web.listen-address=127.0.0.1:" + port);

        try (LiveProcess tocsin = LiveProcess.start(data, Map.of(), asNobody(data, run))) {
            await().atMost(PATIENCE)
                    .until(() ->
                            !tocsin.alive() || tocsin.err().stream().anyMatch(line -> line.contains("Listening on")));
            assertThat(tocsin.alive()).as(tocsin.everything()).isTrue();
            ends(Map.of(), "/bin/bash", "-c", healthCheck().replace("9093", String.valueOf(port)));
            tocsin.signal("TERM");
            assertThat(tocsin.exitStatus()).as(tocsin.everything()).isZero();
            assertThat(tocsin.err()).allMatch(line -> line.contains(" level=info "));
        }
        try (Stream<Path> kept = Files.list(data)) {
            assertThat(kept.map(file -> file.getFileName().toString())).contains("tocsin.db", "history.db");
        }
    }

    @Test
    void the_health_check_fails_where_nobody_listens() throws Exception {
        String check = healthCheck().replace("9093", String.valueOf(Programs.freePort()));

        try (LiveProcess bash = LiveProcess.start(directory, Map.of(), List.of("/bin/bash", "-c", check))) {
            assertThat(bash.exitStatus()).isNotZero();
        }
    }

    /** With a view of the file system in which only one directory may be written. */
    private static List<String> asNobody(Path writable, List<String> command) {
        List<String> all = new ArrayList<>(
                List.of("unshare", "--mount", "sh", "-c", """
                set -e
                mount --make-rprivate /
                mount --bind / /
                mount -o remount,bind,ro /
                mount --bind "$0" "$0"
                mount -o remount,bind,rw "$0"
                exec setpriv --reuid=NOBODY --regid=NOBODY --clear-groups env -i PATH=/usr/bin:/bin "$@"
                """.replace("NOBODY", NOBODY), writable.toString()));
        all.addAll(command);
        return all;
    }

    /** As Docker reads it: a JSON string. */
    private static String healthCheck() throws IOException {
        Matcher matcher = HEALTH.matcher(Files.readString(Programs.root().resolve("Dockerfile"), UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\");
    }

    private static String script(String path) {
        return Programs.root().resolve(path).toString();
    }

    private void ends(Map<String, String> environment, String... command) throws Exception {
        try (LiveProcess process = LiveProcess.start(directory, environment, List.of(command))) {
            assertThat(process.exitStatus())
                    .as("%s%n%s", List.of(command), process.everything())
                    .isZero();
        }
    }
}
