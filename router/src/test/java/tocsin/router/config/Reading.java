package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationKind;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.SectionReader;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.router.matcher.MatcherMode;

/** One read of a text and what came of it. */
record Reading(@Nullable RoutingConfig config, List<Problem> problems) {
    static final Path DIRECTORY = Path.of("/etc/tocsin");
    static final SectionReader ANY_SECTION = (section, directory, problems) -> {};
    private static final RoutingConfigOptions DEFAULTS =
            new RoutingConfigOptions(MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION, Set.of());

    static Reading of(String text) {
        return of(text, DEFAULTS);
    }

    static Reading of(String text, RoutingConfigOptions options) {
        return of(text, new RoutingConfigReader(options, AnyKind.ALL, ANY_SECTION, ANY_SECTION));
    }

    static Reading of(String text, IntegrationKind kind) {
        return of(text, new RoutingConfigReader(DEFAULTS, List.of(kind), ANY_SECTION, ANY_SECTION));
    }

    static Reading of(String text, SectionReader httpConfig, SectionReader tlsConfig) {
        return of(text, new RoutingConfigReader(DEFAULTS, AnyKind.ALL, httpConfig, tlsConfig));
    }

    private static Reading of(String text, RoutingConfigReader reader) {
        Problems problems = new Problems("am.yml");
        RoutingConfig config = reader.read(new Source("am.yml", text), DIRECTORY, problems);
        return new Reading(config, problems.list());
    }

    /** The configuration; fails when there is none. */
    RoutingConfig accepted() {
        assertThat(errors()).isEmpty();
        return Objects.requireNonNull(config);
    }

    List<String> errors() {
        return problems.stream().filter(Problem::isError).map(Problem::toString).toList();
    }

    List<String> warnings() {
        return problems.stream()
                .filter(problem -> !problem.isError())
                .map(Problem::toString)
                .toList();
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Reading.class.getResourceAsStream(name), name)) {
            return Source.decode(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JSON is read as the YAML that it is. */
    static YamlMapping json(String name) {
        Problems problems = new Problems(name);
        YamlMapping root = (YamlMapping) YamlReader.readFirst(new Source(name, resource(name)), problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(root);
    }
}
