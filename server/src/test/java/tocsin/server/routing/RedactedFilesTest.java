package tocsin.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.router.config.RoutingConfig;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.matcher.MatcherMode;

/** What the status API shows can be loaded, whatever the kinds of integrations demand of their keys. */
class RedactedFilesTest {
    private static final Path FILES = Path.of("..", "router/src/test/resources/tocsin/router/config/redaction");

    private final RoutingFiles reader =
            new RoutingFiles(MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION);

    @ParameterizedTest
    @ValueSource(strings = {"old.yml", "new.yml"})
    void a_file_with_secrets_of_all_kinds_is_loaded_again_when_they_are_hidden(String name) throws IOException {
        RoutingConfig config = read(name, Files.readString(FILES.resolve(name)));

        RoutingConfig again = read("hidden " + name, config.redacted());

        assertThat(again.route()).isEqualTo(config.route());
        assertThat(again.receivers()).hasSameSizeAs(config.receivers());
        for (int i = 0; i < config.receivers().size(); i++) {
            assertThat(again.receivers().get(i).integrations())
                    .hasSameSizeAs(config.receivers().get(i).integrations());
        }
    }

    private RoutingConfig read(String name, String text) {
        Problems problems = new Problems(name);
        RoutingConfig config = reader.readAlone(new Source(name, text), FILES, problems);
        List<Problem> errors = problems.list().stream().filter(Problem::isError).toList();
        assertThat(errors).as(text).isEmpty();
        return Objects.requireNonNull(config);
    }
}
