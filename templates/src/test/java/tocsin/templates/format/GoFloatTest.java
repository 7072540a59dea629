package tocsin.templates.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.Golden;

class GoFloatTest {
    /** {@code floats.tsv} was made with Go 1.26.8: the bits, then %v, %.4g, %.2f and %e. */
    @Test
    void prints_as_go_does() throws IOException {
        SoftAssertions softly = new SoftAssertions();
        for (String line : Golden.lines(GoFloatTest.class, "floats.tsv")) {
            String[] columns = line.split("\t", -1);
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(columns[0], 16));
            softly.assertThat(GoFloat.shortest(value))
                    .as("%%v of " + columns[0])
                    .isEqualTo(columns[1]);
            softly.assertThat(GoFloat.significant(value, 4))
                    .as("%%.4g of " + columns[0])
                    .isEqualTo(columns[2]);
            softly.assertThat(GoFloat.fixed(value, 2))
                    .as("%%.2f of " + columns[0])
                    .isEqualTo(columns[3]);
            softly.assertThat(GoFloat.exponent(value, 6))
                    .as("%%e of " + columns[0])
                    .isEqualTo(columns[4]);
        }
        softly.assertAll();
    }

    @Property
    void the_shortest_text_reads_back_and_no_shorter_one_does(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isFinite(value) && value != 0) {
            String text = GoFloat.shortest(value);

            assertThat(GoFloat.parse(text)).isEqualTo(value);
            assertThat(readBackWithFewerDigits(value, text)).isFalse();
        }
    }

    private static boolean readBackWithFewerDigits(double value, String text) {
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        if (digits == 1) {
            return false;
        }
        BigDecimal below = new BigDecimal(value).round(new MathContext(digits - 1, RoundingMode.DOWN));
        BigDecimal above = new BigDecimal(value).round(new MathContext(digits - 1, RoundingMode.UP));
        return below.doubleValue() == value || above.doubleValue() == value;
    }

    @Property
    void rounding_is_that_of_the_exact_value(@ForAll double value, @ForAll @IntRange(max = 30) int places) {
        assertThat(new BigDecimal(GoFloat.fixed(value, places)))
                .isEqualByComparingTo(new BigDecimal(value).setScale(places, RoundingMode.HALF_EVEN));
        assertThat(new BigDecimal(GoFloat.significant(value, places + 1)))
                .isEqualByComparingTo(new BigDecimal(value).round(new MathContext(places + 1, RoundingMode.HALF_EVEN)));
    }

    @ParameterizedTest(name = "{0} to {1} places is {2}")
    @CsvSource(textBlock = """
                    0.5,      0, 0
                    1.5,      0, 2
                    2.5,      0, 2
                    1.005,    2, 1.00
                    0.125,    2, 0.12
                    0.375,    2, 0.38
                    0.001,    2, 0.00
                    -0.001,   2, -0.00
                    999.999,  2, 1000.00
                    1e22,     1, 10000000000000000000000.0
                    """)
    void ties_go_to_even_and_the_exact_value_decides(double value, int places, String expected) {
        assertThat(GoFloat.fixed(value, places)).isEqualTo(expected);
    }

    @Test
    void more_places_than_any_number_has_are_zeros() {
        assertThat(GoFloat.fixed(Double.MIN_VALUE, 2000)).hasSize(2002).endsWith("0".repeat(926));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
                    1e3,       1000
                    .5,        0.5
                    5.,        5
                    inf,       Infinity
                    Infinity,  Infinity
                    +INF,      Infinity
                    -inf,      -Infinity
                    nan,       NaN
                    1_000,     1000
                    1e1_0,     1e10
                    0x1p4,     16
                    0x_1p4,    16
                    0X1.8P+1,  3
                    00012,     12
                    1e-400,    0
                    """)
    void reads_what_go_reads(String text, double expected) {
        assertThat(GoFloat.parse(text)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", " 1", "1 ", "abc", "0x10", "0x1.8", "1e", "1d", "1f", "0b1", "_1", "1_", "1__0", "1_.0",
                "+nan", "--1", "١"
            })
    void refuses_what_go_refuses(String text) {
        assertThatThrownBy(() -> GoFloat.parse(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "0x1p2000", "1e5000000000000"})
    void numbers_beyond_the_largest_are_out_of_range(String text) {
        assertThatThrownBy(() -> GoFloat.parse(text))
                .hasMessage("strconv.ParseFloat: parsing \"" + text + "\": value out of range");
    }
}
