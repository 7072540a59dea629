package tocsin.server.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.http.HttpConfigReader;
import tocsin.notifiers.template.NotificationTemplates;
import tocsin.notifiers.webhook.WebhookKind;
import tocsin.router.config.RoutingConfig;
import tocsin.router.config.RoutingConfigOptions;
import tocsin.router.config.RoutingConfigReader;
import tocsin.router.matcher.MatcherMode;
import tocsin.rules.RuleDialect;
import tocsin.rules.RuleFile;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFileReader;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;
import tocsin.rules.VmalertExtras;

/** The files on disk, read by the readers of the product. A story with a mistake in its files fails at once. */
final class Configuration {
    private static final Path DIRECTORY = Path.of("");

    private final RuleFileReader ruleReader = new RuleFileReader(RuleFileOptions.of(RuleDialect.PROMETHEUS));
    private final Map<String, String> ruleFiles = new LinkedHashMap<>();
    private String routing = "";

    void ruleFile(String name, String text) {
        ruleFiles.put(name, text);
    }

    void deleteRuleFile(String name) {
        ruleFiles.remove(name);
    }

    void routing(String text) {
        routing = text;
    }

    RuleSet rules() {
        List<RuleFile> files = new ArrayList<>();
        ruleFiles.forEach((name, text) -> files.add(read(name, text, problems -> {
            RuleFile file = ruleReader.read(new Source(name, text), problems);
            return file == null ? null : new RuleFile(name, withSlotsOnTheMinute(file.groups()));
        })));
        return RuleSet.of(files);
    }

    RoutingConfig routing() {
        HttpConfigReader http = new HttpConfigReader();
        RoutingConfigReader reader = new RoutingConfigReader(
                new RoutingConfigOptions(MatcherMode.FALLBACK, RoutingConfigOptions.DEFAULT_DATA_RETENTION, Set.of()),
                List.of(WebhookKind.with(NotificationTemplates.builtIn())),
                http,
                http::readTls);
        return read(
                "alertmanager.yml",
                routing,
                problems -> reader.read(new Source("alertmanager.yml", routing), DIRECTORY, problems));
    }

    private static <T> T read(String name, String text, Function<Problems, @Nullable T> reader) {
        Problems problems = new Problems(name);
        T value = reader.apply(problems);
        assertThat(problems.list().stream().filter(Problem::isError)).as(text).isEmpty();
        return Objects.requireNonNull(value, name);
    }

    /** A group has its slots at an offset that only its name decides; a story is easier to follow on the clock face. */
    private static List<RuleGroup> withSlotsOnTheMinute(List<RuleGroup> groups) {
        VmalertExtras none = VmalertExtras.NONE;
        VmalertExtras onTheMinute = new VmalertExtras(
                Duration.ZERO,
                null,
                none.evalAlignment(),
                none.concurrency(),
                none.params(),
                none.headers(),
                none.notifierHeaders());
        return groups.stream()
                .map(group -> new RuleGroup(
                        group.file(),
                        group.name(),
                        group.interval(),
                        group.queryOffset(),
                        group.limit(),
                        group.rules(),
                        onTheMinute))
                .toList();
    }
}
