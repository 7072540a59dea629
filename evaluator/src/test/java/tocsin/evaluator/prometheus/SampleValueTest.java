package tocsin.evaluator.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleValueTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
    0                        | 0x0p0
    -0                       | -0x0p0
    1                        | 0x1p0
    +1.5                     | 0x1.8p0
    .5                       | 0x1p-1
    5.                       | 0x1.4p2
    0.1                      | 0x1.999999999999ap-4
    0.30000000000000004      | 0x1.3333333333334p-2
    9007199254740993         | 0x1p53
    9007199254740995         | 0x1.0000000000002p53
    123456789012345678901234 | 0x1.a249b1f10a06dp76
    1e+21                    | 0x1.b1ae4d6e2ef5p69
    1e-07                    | 0x1.ad7f29abcaf48p-24
    4.9e-324                 | 0x0.0000000000001p-1022
    1e400                    | Infinity
    inf                      | Infinity
    +Inf                     | Infinity
    -Inf                     | -Infinity
    -Infinity                | -Infinity
    NaN                      | NaN
    nan                      | NaN
    """)
    void reads_the_forms_that_data_sources_write(String text, String bits) {
        double expected = Double.parseDouble(bits);

        assertThat(Double.doubleToLongBits(parse(text))).isEqualTo(Double.doubleToLongBits(expected));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "", " ", " 1", "1 ", "+", "-", ".", "-.", "1d", "1f", "0x1p3", "1e", "1e+", "e5", "1.2.3", "1_000",
                "++1", "in", "infinit", "+nan", "NaNs", "null", "１"
            })
    void refuses_everything_else(String text) {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> parse(text));
    }

    @Property
    void agrees_with_the_platform_on_shortest_decimals(@ForAll double value) {
        if (!Double.isNaN(value)) {
            assertThat(parse(Double.toString(value))).isEqualTo(value);
        }
    }

    @Property
    void agrees_with_the_platform_on_plain_decimals(@ForAll @DoubleRange(min = -1e9, max = 1e9) double value) {
        String plain = new java.math.BigDecimal(value).toPlainString();

        assertThat(parse(plain)).isEqualTo(Double.parseDouble(plain));
    }

    @Example
    void a_text_without_end_is_refused_before_it_costs_anything() {
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> parse("1".repeat(100_000)));
    }

    private static double parse(String text) {
        return SampleValue.parse(("x" + text + "y").toCharArray(), 1, text.length());
    }
}
