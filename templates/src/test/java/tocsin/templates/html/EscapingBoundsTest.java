package tocsin.templates.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.TemplateSet;
import tocsin.templates.syntax.TemplateException;

@Timeout(20)
class EscapingBoundsTest {
    private static final TemplateSet SET = TemplateSet.of(Map.of());

    @Test
    void a_long_chain_of_templates_is_refused() {
        String chain = numbered(5000, n -> "{{define \"t%d\"}}a{{template \"t%d\"}}{{end}}".formatted(n, n + 1));

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SET.html("", chain + "{{template \"t0\"}}"))
                .withMessageContaining("nested too deeply");
    }

    @Test
    void a_chain_far_longer_than_those_of_mails_passes() {
        String chain =
                numbered(200, n -> "{{define \"t%d\"}}{{if .}}{{template \"t%d\"}}{{end}}{{end}}".formatted(n, n + 1));

        String page = chain + "{{define \"t200\"}}{{end}}{{template \"t0\"}}";

        assertThatNoException().isThrownBy(() -> SET.html("", page));
    }

    @Test
    void templates_that_begin_anew_at_every_assumption_are_bounded() {
        String calls = numbered(
                40,
                n -> "{{define \"t%1$d\"}}{{if .}}{{template \"t%1$d\"}}{{end}}{{template \"t%2$d\"}}?{{end}}"
                        .formatted(n, n + 1));

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SET.html("", calls + "{{define \"t40\"}}{{end}}<a href=\"{{template \"t0\"}}\">"))
                .withMessageContaining("too many to judge");
    }

    @Test
    void ranges_in_ranges_are_cheap() {
        String page = "{{range .}}<i>".repeat(60) + "</i>{{end}}".repeat(60) + "<a href=\"" + "{{range .}}x".repeat(60)
                + "?{{end}}".repeat(60) + "\">";

        assertThatNoException().isThrownBy(() -> SET.html("", page));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "</",
                "<!",
                "<!--",
                "-->",
                "<!-- -->",
                "<a ",
                "<a>",
                "a-b:",
                "<style>/**/",
                "/**/",
                "url(",
                "<script>",
                "<script><!--<script>",
                "</script",
                "</title",
                "<title></titl",
                "<a style=\"'\\\\a'(",
                "<a href=\"&#",
                "&#0",
                "url( ' ' ) "
            })
    void long_texts_take_no_time(String piece) {
        for (String start : new String[] {"", "<a ", "<a title=\"", "<a style=\"", "<style>", "<title>", "<script>"}) {
            String text = start + piece.repeat(200_000 / piece.length());

            assertThatNoException().isThrownBy(() -> judge(text));
        }
    }

    @Test
    void long_trusted_markup_takes_no_time() {
        String markup = "<a title='x'>&amp;<style></style><!-- -->".repeat(5_000);

        assertThat(TagStripper.strip(markup)).hasSize(25_000);
    }

    private static void judge(String text) {
        try {
            SET.html("", text);
        } catch (TemplateException refused) {
            assertThat(refused.reason()).isNotEmpty();
        }
    }

    private static String numbered(int count, IntFunction<String> piece) {
        return IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining());
    }
}
