package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderCommandTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {{ $labels.job }} of {{ $labels.instance }} ~ api of a:80
            {{ $value | humanize }}                     ~ 12.35k
            {{ $externalLabels.cluster }}               ~ eu
            {{ $externalURL }} {{ pathPrefix }}         ~ https://p.example/pre /pre
            plain                                       ~ plain
            """)
    void the_text_is_printed_without_a_line_end(String text, String expected) {
        RecordedCommand done = rule(
                "--template.text=" + text,
                "--labels=job=api,instance=a:80",
                "--value=12345",
                "--external-label=cluster=eu",
                "--external-url=https://user:secret@p.example/pre/");

        assertThat(done.out()).isEqualTo(expected);
        assertThat(done.err()).isEmpty();
        assertThat(done.status()).isEqualTo(0);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '~', quoteCharacter = '\0', textBlock = """
            {{ is down }}       ~ error parsing template __alert_render: template: __alert_render:1: function "is" not defined
            {{ .Nope }}         ~ error executing template __alert_render: template: __alert_render:1:115: executing
            {{ query "up" }}    ~ error calling query: nobody to ask; name a --datasource.url
            """)
    void a_text_that_cannot_be_expanded_is_1_and_prints_nothing_but_its_error(String text, String error) {
        RecordedCommand done = rule("--template.text=" + text);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out()).isEmpty();
        assertThat(done.err()).startsWith("tocsin: error ").contains(error);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"NaN,NaN", "+Inf,+Inf", "-1e9,-1e+09", "0.5,0.5"})
    void values_are_gos_numbers(String value, String printed) {
        assertThat(rule("--template.text={{ $value }}", "--value=" + value).out())
                .isEqualTo(printed);
    }

    @Test
    void the_dialect_decides_about_functions() {
        String text = "--template.text={{ $expr | jsonEscape }}";

        assertThat(rule(text).status()).isEqualTo(1);
        assertThat(rule(text, "--rules.dialect=vmalert").out()).isEqualTo("\"\"");
    }

    @Test
    void a_data_source_that_is_not_there_is_the_error_of_the_query() {
        RecordedCommand done =
                rule("--template.text={{ query \"up\" }}", "--datasource.url=http://127.0.0.1:1/", "--value=1");

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.err()).contains("error calling query: ").contains("127.0.0.1");
    }

    @Test
    void wrong_usage_is_2() {
        assertThat(RecordedCommand.template("render", "--rule").err()).contains("--template.text=TEXT is missing");
        assertThat(RecordedCommand.template("render", "--rule").status()).isEqualTo(2);
        RecordedCommand number = rule("--template.text=x", "--value=much");
        assertThat(number.status()).isEqualTo(2);
        assertThat(number.err()).contains("`much` is not a number");
        assertThat(RecordedCommand.template().err()).contains("name what to do with a template: render");
    }

    private static RecordedCommand rule(String... options) {
        return RecordedCommand.template(
                Stream.concat(Stream.of("render", "--rule"), Stream.of(options)).toArray(String[]::new));
    }
}
