package tocsin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderLinesTest {
    @Test
    void names_and_values_are_trimmed_and_the_later_of_two_wins() {
        assertThat(HeaderLines.parse(List.of("X-A:1", "Other:  a: b ", "x-a: 2", "Empty:")))
                .isEqualTo(Map.of("Other", "a: b", "x-a", "2", "Empty", ""));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "secret", ": secret", "a b: secret", "a: secret\r\nb: c", "ä: secret", "a: secretü"})
    void a_line_that_is_no_header_is_refused_without_repeating_its_value(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderLines.parse(List.of(line)))
                .withMessageNotContaining("secret");
    }
}
