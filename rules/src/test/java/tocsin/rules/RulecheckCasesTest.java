package tocsin.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tocsin.config.Fields;
import tocsin.config.Position;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;

/** Recorded verdicts of upstream's rule reader. */
class RulecheckCasesTest {
    @TestFactory
    Stream<DynamicTest> agrees_with_upstream() throws IOException {
        Problems none = new Problems("rulecheck.json");
        // JSON is YAML, so our own reader does.
        YamlList cases = (YamlList) Objects.requireNonNull(YamlReader.readFirst(source(), none));
        assertThat(none.list()).isEmpty();
        return cases.items().stream()
                .map(item -> new Fields((YamlMapping) item, none))
                .map(fields -> DynamicTest.dynamicTest(fields.string("id"), () -> judge(fields)));
    }

    private static Source source() throws IOException {
        try (InputStream in = Objects.requireNonNull(RulecheckCasesTest.class.getResourceAsStream("rulecheck.json"))) {
            return new Source("rulecheck.json", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void judge(Fields fields) {
        Problems problems = new Problems("rules.yml");
        new RuleFileReader(RuleTexts.PROMETHEUS).read(new Source("rules.yml", fields.string("text", "")), problems);

        assertThat(problems.hasErrors())
                .as("%s", problems.list())
                .isEqualTo(fields.string("expect", "").equals("bad"));
        List<String> lines = fields.strings("lines");
        if (!lines.isEmpty()) {
            int expected = Integer.parseInt(lines.get(0));
            assertThat(problems.list())
                    .extracting(Problem::position)
                    .extracting(Position::line)
                    .allMatch(line -> Math.abs(line - expected) <= 2);
        }
    }
}
