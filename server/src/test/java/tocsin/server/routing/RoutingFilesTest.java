package tocsin.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.router.matcher.MatcherMode;

class RoutingFilesTest {
    private static final String CONFIG = """
            route: {receiver: ops}
            receivers: [{name: ops, webhook_configs: [{url: 'http://localhost'}]}]
            templates: ['templates/*.tmpl']
            """;
    private final Problems problems = new Problems("alertmanager.yml");

    @TempDir
    private Path directory = Path.of("");

    private @Nullable LoadedRouting read(String text) {
        return new RoutingFiles(MatcherMode.FALLBACK, Duration.ofDays(5))
                .read(new Source("alertmanager.yml", text), directory, problems);
    }

    private Path template(String name, String text) throws IOException {
        Path file = directory.resolve("templates").resolve(name);
        Files.createDirectories(directory.resolve("templates"));
        return Files.writeString(file, text);
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void templates_come_with_the_configuration_that_names_them() throws IOException {
        template("a.tmpl", "{{ define \"ours\" }}x{{ end }}");

        LoadedRouting loaded = Objects.requireNonNull(read(CONFIG));

        assertThat(loaded.templates().names()).contains("ours", "a.tmpl", "slack.default.title");
        assertThat(messages()).isEmpty();
    }

    @Test
    void a_template_file_with_an_error_refuses_the_whole_configuration() throws IOException {
        template("a.tmpl", "{{ define \"ours\" }}x{{ end }}");
        Path bad = template("b.tmpl", "one\n{{ end }}");

        assertThat(read(CONFIG)).isNull();
        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith(bad + ":2:")
                .contains("unexpected {{end}}");
    }

    @Test
    void problems_of_the_configuration_do_not_hide_those_of_its_template_files() throws IOException {
        template("b.tmpl", "{{ nope }}");

        assertThat(read(CONFIG.replace("receiver: ops", "receiver: opps"))).isNull();
        assertThat(messages())
                .hasSize(2)
                .anySatisfy(message -> assertThat(message).contains("opps"))
                .anySatisfy(message -> assertThat(message).contains("function \"nope\" not defined"));
    }

    @Test
    void templates_that_would_fail_do_not_keep_a_server_from_starting() throws IOException {
        template("a.tmpl", "{{ define \"slack.default.title\" }}{{ .Nope }}{{ end }}");

        assertThat(read(CONFIG)).isNotNull();
    }
}
