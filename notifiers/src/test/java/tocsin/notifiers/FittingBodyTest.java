package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittingBodyTest {
    /** Each code point costs six bytes, as JSON escapes them. */
    private static IntFunction<Buffer> body(int length) {
        return most -> Buffer.buffer("{" + "\\u003c".repeat(Math.min(most, length)) + "}");
    }

    @ParameterizedTest(name = "{0} code points of 6 bytes in {1} bytes are {2} bytes")
    @CsvSource({
        "0, 20, 2",
        "3, 20, 20",
        "4, 20, 20",
        "100, 20, 20",
        "100, 25, 20",
        "100, 26, 26",
        "100, 7, 2",
        "2, 2, 2"
    })
    void holds_as_much_as_fits(int length, int bytes, int expected) {
        assertThat(FittingBody.of(body(length), 50, bytes).length()).isEqualTo(expected);
    }
}
