package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTextTest {
    @ParameterizedTest
    @CsvSource({
        "a-b.c_d~1, a-b.c_d~1, a-b.c_d~1",
        "a b, a%20b, a+b",
        "a+b, a+b, a%2Bb",
        "12:AB@c, 12:AB@c, 12%3AAB%40c",
        "a/b?c#d%e, a%2Fb%3Fc%23d%25e, a%2Fb%3Fc%23d%25e",
        "é😀, %C3%A9%F0%9F%98%80, %C3%A9%F0%9F%98%80",
        "<\"*'>, %3C%22%2A%27%3E, %3C%22%2A%27%3E",
        "'', '', ''"
    })
    void escapes_what_would_end_it(String text, String segment, String query) {
        assertThat(UrlText.segment(text)).isEqualTo(segment);
        assertThat(UrlText.query(text)).isEqualTo(query);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h/, a/b, http://h/a/b",
        "http://h/x/?q=/?, a, http://h/x/a?q=/?",
        "http://h/x/#f, a?b=c, http://h/x/a?b=c#f"
    })
    void goes_before_the_query(String directory, String path, String expected) {
        assertThat(UrlText.below(directory, path)).isEqualTo(expected);
    }
}
