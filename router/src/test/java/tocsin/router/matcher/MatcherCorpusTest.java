package tocsin.router.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.config.YamlScalar;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/** The answers that Alertmanager 0.34 gave to matchers in API filters and in files. */
class MatcherCorpusTest {
    private static final MatcherParser PARSER = new MatcherParser(MatcherMode.FALLBACK);

    private record Case(String id, String via, String input, boolean valid, List<Labels> hits, List<Labels> misses) {
        @Override
        public String toString() {
            return id + " " + via + " " + input;
        }

        List<Matcher> parse() {
            return (via.equals("filter") ? PARSER.parseSingle(input) : PARSER.parseList(input)).matchers();
        }
    }

    static Stream<Case> valid() {
        return cases().filter(Case::valid);
    }

    static Stream<Case> invalid() {
        return cases().filter(one -> !one.valid());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void accepts_and_matches_what_upstream_matches(Case one) {
        List<Matcher> matchers = one.parse();

        assertThat(one.hits()).allMatch(labels -> all(matchers, labels));
        assertThat(one.misses()).noneMatch(labels -> all(matchers, labels));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refuses_what_upstream_refuses(Case one) {
        assertThatThrownBy(one::parse).isInstanceOf(MatcherSyntaxException.class);
    }

    private static boolean all(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private static Stream<Case> cases() {
        Problems problems = new Problems("cases.json");
        YamlMapping root =
                Objects.requireNonNull((YamlMapping) YamlReader.readFirst(new Source("cases.json", text()), problems));
        assertThat(problems.list()).isEmpty();
        Fields fields = new Fields(root, problems);
        List<Labels> labelSets = fields.list("labelsets").stream()
                .map(node -> labels((YamlMapping) node))
                .toList();
        return fields.list("cases").stream().map(node -> read(new Fields((YamlMapping) node, problems), labelSets));
    }

    private static Case read(Fields fields, List<Labels> labelSets) {
        String via = fields.string("via", "");
        List<Labels> hits = pick(fields, via.equals("filter") ? "matches" : "hits", labelSets);
        List<Labels> misses = new ArrayList<>(via.equals("filter") ? labelSets : List.of());
        misses.removeAll(hits);
        misses.addAll(pick(fields, "misses", labelSets));
        return new Case(
                fields.string("id", ""), via, fields.string("input", ""), fields.bool("valid", false), hits, misses);
    }

    private static List<Labels> pick(Fields fields, String key, List<Labels> labelSets) {
        return fields.strings(key).stream()
                .map(index -> labelSets.get(Integer.parseInt(index)))
                .toList();
    }

    private static Labels labels(YamlMapping node) {
        Labels.Builder labels = Labels.builder();
        node.entries().forEach((name, entry) -> labels.set(name, ((YamlScalar) entry.value()).text()));
        return labels.build();
    }

    private static String text() {
        try (InputStream in = Objects.requireNonNull(MatcherCorpusTest.class.getResourceAsStream("cases.json"))) {
            return Source.decode(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
