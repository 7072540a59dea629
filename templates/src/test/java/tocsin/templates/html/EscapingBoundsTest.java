package tocsin.templates.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{define \"t%d\"}}{{template \"t%d\"}}{{end}}",
                "{{define \"t%d\"}}{{if .}}{{range .}}{{template \"t%d\"}}{{end}}{{end}}{{end}}",
                "{{define \"t%d\"}}<p title=\"{{with .}}{{template \"t%d\"}}{{end}}\"></p>{{end}}",
            })
    void the_longest_chain_fits_a_small_stack(String link) throws InterruptedException {
        String chain = numbered(1000, n -> link.formatted(n, n + 1));
        AtomicReference<Throwable> failure = new AtomicReference<>();

        Thread thread = new Thread(
                null,
                () -> failure.set(catchThrowable(() -> SET.html("", chain + "{{template \"t0\"}}"))),
                "small stack",
                512 << 10);
        thread.start();
        thread.join();

        assertThat(failure.get()).isInstanceOf(TemplateException.class);
    }

    @Test
    void a_template_cannot_be_escaped_for_so_many_places_that_memory_runs_out() {
        String places =
                "<a href={{template \"x\"}}></a><a href=\"{{template \"x\"}}\"></a><p title=\"{{template \"x\"}}\">"
                        + "<p title={{template \"x\"}}><a href='{{template \"x\"}}'></a><style>{{template \"x\"}}</style>"
                        + "<p style='{{template \"x\"}}'><title>{{template \"x\"}}</title>";

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> SET.html(
                        "", "{{define \"x\"}}" + "{{1}}".repeat(60_000) + "{{end}}{{template \"x\"}}" + places))
                .withMessageContaining("too many to judge");
    }

    @Test
    void a_chain_far_longer_than_those_of_mails_passes() {
        String chain =
                numbered(120, n -> "{{define \"t%d\"}}{{if .}}{{template \"t%d\"}}{{end}}{{end}}".formatted(n, n + 1));

        String page = chain + "{{define \"t120\"}}{{end}}{{template \"t0\"}}";

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
