package tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Found;
import tocsin.evaluator.alerting.Occurrences;
import tocsin.evaluator.query.FakeDatasource;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.Sample;
import tocsin.evaluator.template.Expanders;
import tocsin.model.Labels;
import tocsin.router.matcher.MatcherMode;
import tocsin.rules.AlertingRule;
import tocsin.rules.RuleDialect;
import tocsin.rules.RuleFileOptions;
import tocsin.rules.RuleFiles;
import tocsin.rules.RuleSet;
import tocsin.rules.template.RuleFacts;
import tocsin.server.routing.LoadedRouting;
import tocsin.server.routing.RoutingFiles;

/** The files that people start from: read by our own readers, and by upstream's tools where they are installed. */
class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of(Objects.requireNonNull(System.getProperty("tocsin.root"), "tocsin.root"), "examples");

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleFiles")
    void rules_load(Path file) {
        RuleFiles files = new RuleFiles(RuleFileOptions.of(RuleDialect.PROMETHEUS), EXAMPLES);

        var load = files.load(List.of(file.toString()));

        assertThat(load.problems()).isEmpty();
        int rules = load.<Integer>fold(loaded -> loaded.rules().ruleCount(), refused -> 0);
        assertThat(rules).isPositive();
    }

    /** With labels and a value that any rule could have: no text fails, and each says something. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleFiles")
    void texts_of_rules_expand(Path file) {
        RuleFiles files = new RuleFiles(RuleFileOptions.of(RuleDialect.PROMETHEUS), EXAMPLES);
        RuleSet rules = files.load(List.of(file.toString())).fold(loaded -> loaded.rules(), refused -> RuleSet.empty());

        List<AlertingRule> alerting = rules.groups().stream()
                .flatMap(group -> group.rules().stream())
                .filter(AlertingRule.class::isInstance)
                .map(AlertingRule.class::cast)
                .toList();

        assertThat(alerting).isNotEmpty().allSatisfy(ExamplesTest::expands);
    }

    private static void expands(AlertingRule rule) {
        Sample sample = new Sample(Labels.of("__name__", "m", "instance", "a:80", "job", "api"), 0.25);
        Query query = new Query("m", Instant.EPOCH, Duration.ofSeconds(30));
        RuleFacts facts =
                new RuleFacts("m", Duration.ZERO, 0, Duration.ofMinutes(1), Labels.empty(), "http://localhost:9090");

        Found found = new Occurrences(rule, facts, Expanders.prometheus())
                .of(List.of(sample), query, new FakeDatasource()::query, ActiveAlerts.none())
                .result();

        assertThat(found.failures()).as(rule.name()).isEmpty();
        found.occurrences()
                .get(0)
                .annotations()
                .forEach((name, text) -> assertThat(text)
                        .as("%s of %s", name, rule.name())
                        .isNotBlank()
                        .doesNotContain("{{", "}}", "<no value>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertmanager.yml", "compose/alertmanager.yml"})
    void the_routing_configuration_loads(String name) {
        Path file = EXAMPLES.resolve(name);
        Problems problems = new Problems("alertmanager.yml");
        Source source = Source.read("alertmanager.yml", file, Source.DEFAULT_MAX_BYTES, problems);

        LoadedRouting loaded = new RoutingFiles(MatcherMode.FALLBACK, Duration.ofDays(5))
                .read(Objects.requireNonNull(source), EXAMPLES, problems);

        assertThat(problems.list()).filteredOn(Problem::isError).isEmpty();
        assertThat(loaded).isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"chat.title,[FIRING:1]", "chat.text,Over again:"})
    void the_templates_say_what_fires_and_what_is_over(String template, String said) {
        StringWriter out = new StringWriter();

        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "template",
                        "render",
                        "--template.glob=" + EXAMPLES.resolve("templates/*.tmpl"),
                        "--template.text={{ template \"%s\" . }}".formatted(template));

        assertThat(status).isZero();
        assertThat(out.toString()).contains(said).doesNotContain("<no value>");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleFiles")
    void promtool_accepts_the_rules(Path file) throws IOException, InterruptedException {
        assertSucceeds(tool("promtool"), "check", "rules", file.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ruleTests")
    void promtool_finds_that_the_rules_do_what_their_tests_say(Path file) throws IOException, InterruptedException {
        assertSucceeds(tool("promtool"), "test", "rules", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus.yml", "compose/prometheus.yml"})
    void promtool_accepts_the_configuration_of_Prometheus(String name) throws IOException, InterruptedException {
        assertSucceeds(
                tool("promtool"), "check", "config", EXAMPLES.resolve(name).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertmanager.yml", "compose/alertmanager.yml"})
    void amtool_accepts_the_routing_configuration(String name) throws IOException, InterruptedException {
        assertSucceeds(tool("amtool"), "check-config", EXAMPLES.resolve(name).toString());
    }

    static List<Path> ruleFiles() throws IOException {
        return yamlFiles(EXAMPLES.resolve("rules"));
    }

    static List<Path> ruleTests() throws IOException {
        return yamlFiles(EXAMPLES.resolve("tests"));
    }

    private static List<Path> yamlFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    /** On CI a missing tool is a failure: otherwise nobody would notice that nothing was checked. */
    private static String tool(String name) {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(installed, name + " is not installed");
        }
        assertThat(installed).as("%s is on the PATH", name).isTrue();
        return name;
    }

    private static void assertSucceeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(EXAMPLES.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}
