package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExponentFormTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    NaN                     | NaN
                    Infinity                | +Inf
                    -Infinity               | -Inf
                    0.0                     | 0e+00
                    -0.0                    | -0e+00
                    1                       | 1e+00
                    -1                      | -1e+00
                    15                      | 1.5e+01
                    0.1                     | 1e-01
                    100                     | 1e+02
                    0.30000000000000004     | 3.0000000000000004e-01
                    123456789.125           | 1.23456789125e+08
                    2e-3                    | 2e-03
                    2.0E-3                  | 2e-03
                    1e21                    | 1e+21
                    1e100                   | 1e+100
                    2e23                    | 2e+23
                    9007199254740993        | 9.007199254740992e+15
                    5e-324                  | 5e-324
                    1.7976931348623157e308  | 1.7976931348623157e+308
                    2.2250738585072014e-308 | 2.2250738585072014e-308
                    """)
    void writes_numbers_as_Go_does(String number, String text) {
        assertThat(ExponentForm.of(Double.parseDouble(number))).isEqualTo(text);
    }

    @Property
    void reads_back_as_the_same_number(@ForAll double number) {
        assertThat(Double.parseDouble(ExponentForm.of(number))).isEqualTo(number);
    }
}
