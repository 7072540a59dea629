package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenParseTest {
    static List<Golden.Example> examples() {
        return Golden.examples();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void parses_as_go_does(Golden.Example example) {
        assertThat(outcome(example.text())).isEqualTo(example.expected());
    }

    private static String outcome(String text) {
        try {
            return TreeText.of(Golden.parsed(text));
        } catch (TemplateException e) {
            return "!" + e.getMessage();
        }
    }
}
