package tocsin.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationRenderingTest {
    @TempDir
    private Path directory = Path.of("");

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static RecordedCommand render(String... options) {
        return RecordedCommand.template(
                Stream.concat(Stream.of("render"), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void prints_the_text_and_no_newline() throws IOException {
        String data = file("data.json", "{\"receiver\": \"team-x\"}");

        assertThat(render("--template.text=Hello {{ .Receiver }}", "--template.data=" + data))
                .isEqualTo(new RecordedCommand(0, "Hello team-x", ""));
    }

    @Test
    void has_an_example_of_its_own() {
        assertThat(render("--template.text={{ template \"__subject\" . }}"))
                .isEqualTo(new RecordedCommand(0, "[FIRING:1] HighLatency api (eu-1 critical)", ""));
    }

    @Test
    void knows_the_templates_of_files() throws IOException {
        file("a.tmpl", "{{ define \"x\" }}<{{ .Receiver }}>{{ end }}");

        assertThat(render(
                                "--template.glob=" + directory + "/none*",
                                "--template.glob=" + directory + "/*.tmpl",
                                "--template.text={{ template \"x\" . }}")
                        .out())
                .isEqualTo("<team-x>");
    }

    @Test
    void escapes_in_html() throws IOException {
        String data = file("data.json", "{\"receiver\": \"<b>\"}");

        assertThat(render("--template.type=html", "--template.text=<i>{{ .Receiver }}</i>", "--template.data=" + data)
                        .out())
                .isEqualTo("<i>&lt;b&gt;</i>");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {{ .Receiver                   | template: :1: unclosed action
        before {{ .Nope }}             | template: :1:10: executing "" at <.Nope>: can't evaluate field Nope in type *template.Data
        {{ template "zz" . }}          | template "zz" not defined
        """)
    void a_template_that_fails_prints_nothing_but_why(String text, String reason) {
        RecordedCommand done = render("--template.text=" + text);

        assertThat(done.status()).isEqualTo(1);
        assertThat(done.out()).isEmpty();
        assertThat(done.err()).startsWith("tocsin: ").contains(reason);
    }

    @Test
    void data_and_files_that_cannot_be_used_are_1() throws IOException {
        String bad = file("bad.json", "{\"receiver\": 1}");
        String template = file("bad.tmpl", "{{ if }}");

        assertThat(render("--template.text=x", "--template.data=" + bad))
                .isEqualTo(new RecordedCommand(1, "", "tocsin: %s: line 1: `receiver` takes a text%n".formatted(bad)));
        assertThat(render("--template.text=x", "--template.data=" + directory + "/none")
                        .err())
                .contains("none: no such file");
        assertThat(render("--template.text=x", "--template.glob=" + template).err())
                .contains(template + ":1:1: missing value for if");
    }

    @Test
    void a_text_is_needed() {
        assertThat(render().status()).isEqualTo(2);
        assertThat(render("--template.text=x", "--template.type=pdf").status()).isEqualTo(2);
    }
}
