package tocsin.templates.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Utf8;

/** Outputs and errors of Go's text/template, also what was written before an error. */
class GoldenExecutionTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-f]{4}|.)");
    private static final Map<String, String> ESCAPES = Map.of("n", "\n", "r", "\r", "t", "\t", "\\", "\\");
    private static final TemplateLimits LIMITS =
            new TemplateLimits(100_000, 100_000, 100, Duration.ofSeconds(60), () -> 0);

    record Example(String text, String output, String error) {
        @Override
        public String toString() {
            return text;
        }
    }

    static List<Example> examples() throws IOException {
        try (InputStream golden = requireNonNull(GoldenExecutionTest.class.getResourceAsStream("executed.tsv"))) {
            return new String(golden.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(part -> new Example(unescaped(part[0]), unescaped(part[1]), unescaped(part[2])))
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void executes_as_go_does(Example example) throws TemplateException {
        BoundedText out = new BoundedText(LIMITS.output());

        String error = run(example.text(), out);

        assertThat(error).isEqualTo(example.error());
        assertThat(Utf8.wellFormed(out.toString())).isEqualTo(example.output());
    }

    private static String run(String text, BoundedText out) throws TemplateException {
        var template = TemplateSet.of(ExampleData.FUNCTIONS).text("t", text);
        try {
            template.execute(ExampleData.ROOT, "", LIMITS, out);
            return "";
        } catch (TemplateException e) {
            return requireNonNull(e.getMessage());
        }
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
    }

    private static String character(String escape) {
        return escape.length() == 1
                ? requireNonNull(ESCAPES.get(escape))
                : String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
    }
}
