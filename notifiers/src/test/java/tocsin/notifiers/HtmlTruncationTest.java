package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTruncationTest {
    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "<b>abc</b>, 10, <b>abc</b>",
        "<b>abc</b>d, 10, <b>ab…</b>",
        "<b>abc</b>d, 9, <b>a…</b>",
        "<b>abc</b>d, 8, <b>…</b>",
        "<b>abc</b>d, 7, …",
        "a&amp;bcd, 8, a&amp;b…",
        "a&amp;bcd, 7, a&amp;…",
        "a&amp;bcd, 6, a…",
        "<b><i>xxxxxxxx</i></b>, 20, <b><i>xxxxx…</i></b>",
        "<a href=\"http://h/?a=1&amp;b=2\">link</a> and more, 47, <a href=\"http://h/?a=1&amp;b=2\">link</a> and m…",
        "<b>a</b><br>b<br/>cdefgh, 20, <b>a</b><br>b<br/>c…",
        "1 < 2 & 3 > 2, 10, 1 < 2 & 3…",
        "😀😀😀, 2, 😀…",
        "abc, 0, ''"
    })
    void what_is_cut_stays_html(String html, int most, String expected) {
        assertThat(HtmlTruncation.toCodePoints(html, most)).isEqualTo(expected);
    }

    @Property
    void is_never_too_long_and_every_tag_is_closed(
            @ForAll("pages") String page, @ForAll @IntRange(min = 1, max = 60) int most) {
        String cut = HtmlTruncation.toCodePoints(page, most);

        assertThat(cut.codePointCount(0, cut.length())).isLessThanOrEqualTo(most);
        for (String name : new String[] {"b", "code"}) {
            assertThat(count(cut, "<" + name + ">")).isEqualTo(count(cut, "</" + name + ">"));
        }
        assertThat(cut.replaceAll("</?(b|code)>|&(amp|#34);", "")).doesNotContain("<", "&", ">");
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Provide
    Arbitrary<String> pages() {
        Arbitrary<String> word = Arbitraries.of("x", "é", "😀", "&amp;", "&#34;");
        Arbitrary<String> inner = word.list().ofMaxSize(8).map(words -> String.join("", words));
        Arbitrary<String> piece = Arbitraries.oneOf(
                word, inner.map(text -> "<b>" + text + "</b>"), inner.map(text -> "<b><code>" + text + "</code>x</b>"));
        return piece.list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }
}
