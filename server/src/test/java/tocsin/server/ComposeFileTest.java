package tocsin.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What can be known of {@code docker-compose.yml} without an engine. */
class ComposeFileTest {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("tocsin.root"), "tocsin.root"));
    private static final Pattern USER_OF_THE_IMAGE = Pattern.compile("(?m)^USER 10001:10001$");

    private final Map<String, Object> compose = compose();

    @Test
    void nobody_is_root_and_nothing_can_be_written_but_volumes() throws IOException {
        assertThat(services()).isNotEmpty().allSatisfy((name, service) -> {
            assertThat(service).as(name).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
            assertThat(service.containsKey("user") || service.containsKey("build"))
                    .as(name)
                    .isTrue();
            assertThat(String.valueOf(service.get("user"))).as(name).doesNotStartWith("0");
        });
        assertThat(dockerfile()).containsPattern(USER_OF_THE_IMAGE);
    }

    @Test
    void every_service_tells_whether_it_is_well() throws IOException {
        assertThat(services())
                .allSatisfy((name, service) -> assertThat(
                                service.containsKey("healthcheck") || service.containsKey("build"))
                        .as(name)
                        .isTrue());
        assertThat(dockerfile()).contains("HEALTHCHECK ");
    }

    @Test
    void what_is_mounted_from_here_exists_and_volumes_are_declared() {
        Stream<String> mounts = services().values().stream()
                .flatMap(service -> list(service.get("volumes")).stream())
                .map(mount -> mount.split(":", -1)[0]);

        assertThat(mounts).allSatisfy(source -> {
            if (source.startsWith(".")) {
                assertThat(ROOT.resolve(source)).exists();
            } else if (!source.startsWith("/")) {
                assertThat(map(compose.get("volumes"))).containsKey(source);
            }
        });
    }

    @Test
    void the_command_is_one_that_tocsin_knows() {
        List<String> command = list(services().get("tocsin").get("command"));

        assertThat(Main.commandLine().parseArgs(command.toArray(String[]::new)).errors())
                .isEmpty();
    }

    @Test
    void ports_are_open_to_this_machine_only() {
        assertThat(services().values().stream().flatMap(service -> list(service.get("ports")).stream()))
                .isNotEmpty()
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    private Map<String, Map<String, Object>> services() {
        @SuppressWarnings("unchecked")
        Map<String, Map<String, Object>> services = (Map<String, Map<String, Object>>) compose.get("services");
        return Objects.requireNonNull(services);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Object value) {
        return value == null ? List.of() : (List<String>) value;
    }

    private static Map<String, Object> compose() {
        try {
            return new Yaml().load(Files.readString(ROOT.resolve("docker-compose.yml"), UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String dockerfile() throws IOException {
        return Files.readString(ROOT.resolve("Dockerfile"), UTF_8);
    }
}
