package tocsin.templates.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.templates.value.BoundedText;

/** {@code printf.tsv} was made with Go 1.26.8: format, operands and text, each with percent escapes. */
class PrintfGoldenTest {
    static Stream<Arguments> cases() throws IOException {
        return lines("printf.tsv").stream().map(line -> Arguments.of((Object[]) line.split("\t", -1)));
    }

    static List<String> lines(String name) throws IOException {
        try (InputStream in = PrintfGoldenTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @MethodSource("cases")
    void prints_as_go_does(String format, String operands, String expected) {
        BoundedText out = new BoundedText(1 << 20);

        Printf.printf(out, EncodedValue.unescaped(format), EncodedValue.list(operands));

        assertThat(out.toString()).isEqualTo(EncodedValue.unescaped(expected));
    }
}
