package tocsin.templates.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.templates.Golden;
import tocsin.templates.value.BoundedText;

/** {@code printf.tsv} was made with Go 1.26.8: format, operands and text, each with percent escapes. */
class PrintfGoldenTest {
    static Stream<Arguments> cases() throws IOException {
        return Golden.lines(PrintfGoldenTest.class, "printf.tsv").stream()
                .map(line -> Arguments.of((Object[]) line.split("\t", -1)));
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @MethodSource("cases")
    void prints_as_go_does(String format, String operands, String expected) {
        BoundedText out = new BoundedText(1 << 20);

        Printf.printf(out, Golden.unescaped(format), EncodedValue.list(operands));

        assertThat(out.toString()).isEqualTo(Golden.unescaped(expected));
    }
}
