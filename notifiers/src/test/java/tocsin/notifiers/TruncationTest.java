package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruncationTest {
    @ParameterizedTest
    @CsvSource({
        "abcde, 5, abcde",
        "abcdef, 5, abcd…",
        "abcdef, 3, abc",
        "äöü😀x, 4, äöü…",
        "😀😀😀😀😀, 4, 😀😀😀…",
        "ab, 0, ''"
    })
    void by_code_points(String text, int most, String expected) {
        assertThat(Truncation.toCodePoints(text, most)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "abcde, 5, abcde",
        "abcdef, 5, ab…",
        "abcdef, 3, abc",
        "äöü, 5, ä…",
        "äöü, 6, äöü",
        "😀😀, 7, 😀…",
        "😀😀, 6, …",
        "äö, 3, ä"
    })
    void by_bytes_without_half_a_character(String text, int most, String expected) {
        assertThat(Truncation.toBytes(text, most)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "text, '', 4, text",
        "longer, '', 4, lon…",
        "text, notice, 20, text//notice",
        "'', notice, 20, notice",
        "aaaaaaaaaa, bbbbbbbbbb, 22, aaaaaaaaaa//bbbbbbbbbb",
        "aaaaaaaaaa, bbbbbbbbbb, 20, aaaaaaaaaa//bbbbbbb…",
        "aaaaaaaaaaaaaaa, bbbbbbbbbb, 17, aaaaaaaaa…//bbbb…",
        "😀😀😀😀😀😀😀😀😀😀, 😀😀😀😀😀😀😀😀😀😀, 14, 😀😀😀😀😀😀😀…//😀😀😀…"
    })
    void a_notice_stands_below_and_leaves_the_text_two_thirds(String text, String notice, int most, String expected) {
        assertThat(Truncation.withNotice(text, notice, most)).isEqualTo(expected.replace("//", "\n\n"));
    }

    @ParameterizedTest
    @CsvSource({"ééé, '', 6, ééé", "éééé, '', 7, éé…", "éé, n, 7, éé//n", "éééééé, nnn, 12, éé…//nnn"})
    void bytes_count_where_a_service_counts_bytes(String text, String notice, int most, String expected) {
        assertThat(Truncation.withNoticeInBytes(text, notice, most)).isEqualTo(expected.replace("//", "\n\n"));
    }
}
