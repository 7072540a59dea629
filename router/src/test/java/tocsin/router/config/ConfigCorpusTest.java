package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;

/** The verdicts of Alertmanager 0.34 on whole files. */
class ConfigCorpusTest {
    private static final String KEYS_OF_A_KIND = "the keys of an integration are judged by its IntegrationKind";

    private static final Map<String, String> EXCLUDED = Map.ofEntries(
            Map.entry("templates-bad-end", "template files are parsed by whoever renders them"),
            Map.entry("webhook-missing-url", KEYS_OF_A_KIND),
            Map.entry("webhook-bad-bool", KEYS_OF_A_KIND),
            Map.entry("http-config-unknown", KEYS_OF_A_KIND),
            Map.entry("email-missing-to", KEYS_OF_A_KIND),
            Map.entry("email-bad-smarthost", KEYS_OF_A_KIND),
            Map.entry("slack-two-urls", KEYS_OF_A_KIND),
            Map.entry("slack-no-config-value", KEYS_OF_A_KIND),
            Map.entry("slack-bad-url", KEYS_OF_A_KIND),
            Map.entry("discord-two-urls", KEYS_OF_A_KIND),
            Map.entry("pushover-no-user", KEYS_OF_A_KIND));

    private record Case(String id, String file, String expect) {
        @Override
        public String toString() {
            return id + " is " + expect;
        }
    }

    static Stream<Case> judged() {
        return cases().filter(one -> !EXCLUDED.containsKey(one.id()));
    }

    static Stream<Case> excluded() {
        return cases().filter(one -> EXCLUDED.containsKey(one.id()));
    }

    @ParameterizedTest
    @MethodSource("judged")
    void agrees_with_upstream(Case one) {
        Reading reading = Reading.of(Reading.resource("corpus/" + one.file()));

        assertThat(reading.config() == null ? "bad" : "good")
                .as("problems: %s", reading.problems())
                .isEqualTo(one.expect());
        assertThat(reading.errors().isEmpty()).isEqualTo(one.expect().equals("good"));
    }

    @ParameterizedTest
    @MethodSource("excluded")
    void an_excluded_file_is_bad_only_by_what_is_excluded(Case one) {
        assertThat(one.expect()).isEqualTo("bad");
        assertThat(Reading.of(Reading.resource("corpus/" + one.file())).errors())
                .isEmpty();
    }

    private static Stream<Case> cases() {
        Problems problems = new Problems("cases.json");
        Source source = new Source("cases.json", Reading.resource("corpus/cases.json"));
        YamlList cases = (YamlList) YamlReader.readFirst(source, problems);
        assertThat(cases).isNotNull();
        return cases.items().stream().map(node -> {
            Fields fields = new Fields((YamlMapping) node, problems);
            return new Case(fields.string("id", ""), fields.string("file", ""), fields.string("expect", ""));
        });
    }
}
