package tocsin.notifiers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.templates.syntax.TemplateException;

class NotificationTemplatesTest {
    private final Problems problems = new Problems("alertmanager.yml");

    @TempDir
    private Path directory = Path.of("");

    private void file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private @Nullable NotificationTemplates load(String... globs) {
        return Trying.BUILT_IN.with(List.of(globs), directory, problems);
    }

    private String rendered(String text, String... globs) throws TemplateException {
        NotificationTemplates templates =
                Objects.requireNonNull(load(globs), () -> messages().toString());
        return templates.text(text).render(SampleData.first(Trying.NOW, "http://tocsin"), Trying.RUNTIME);
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void a_file_replaces_built_in_templates_and_earlier_files() throws Exception {
        file("a.tmpl", "{{ define \"slack.default.title\" }}a{{ end }}{{ define \"x\" }}a{{ end }}");
        file("b.tmpl", "{{ define \"x\" }}b{{ end }}");

        assertThat(rendered("{{ template \"slack.default.title\" . }}{{ template \"x\" }}", "*.tmpl"))
                .isEqualTo("ab");
        assertThat(rendered("{{ template \"x\" }}", "b.tmpl", "a.tmpl")).isEqualTo("a");
        assertThat(rendered("{{ template \"slack.default.fallback\" . }}", "a.tmpl"))
                .isEqualTo("a | http://tocsin/#/alerts?receiver=team-x");
    }

    @Test
    void a_blank_definition_replaces_nothing() throws Exception {
        file("a.tmpl", "{{ define \"__alertmanager\" }}  {{/* later */}}{{ end }}");

        assertThat(rendered("{{ template \"__alertmanager\" . }}", "a.tmpl")).isEqualTo("Alertmanager");
    }

    @Test
    void a_file_is_a_template_under_its_own_name() throws Exception {
        file("deep/greeting.tmpl", "Hello {{ .Receiver }}");

        assertThat(rendered("{{ template \"greeting.tmpl\" . }}", "d*/*.tmpl")).isEqualTo("Hello team-x");
    }

    @Test
    void a_text_may_bring_its_own_templates() throws Exception {
        assertThat(rendered("{{ define \"__subject\" }}mine{{ end }}{{ template \"slack.default.title\" . }}"))
                .isEqualTo("mine");
        assertThat(rendered("{{ template \"slack.default.title\" . }}")).startsWith("[FIRING:1]");
    }

    @Test
    void globs_that_match_nothing_are_fine() throws Exception {
        assertThat(rendered("x", "none/*.tmpl", "missing.tmpl")).isEqualTo("x");
        assertThat(messages()).isEmpty();
    }

    @Test
    void every_file_that_cannot_be_parsed_is_told_with_its_place() throws IOException {
        file("a.tmpl", "{{ define \"a\" }}\n{{ .X }}\n");
        file("b.tmpl", "fine");
        file("c.tmpl", "one\ntwo {{ nope }}\n");
        file("d.tmpl", "{{ define \"d\" }}1{{ end }}{{ define \"d\" }}2{{ end }}");

        assertThat(load("*.tmpl")).isNull();

        assertThat(messages())
                .satisfiesExactlyInAnyOrder(
                        a -> assertThat(a)
                                .startsWith(directory.resolve("a.tmpl") + ":3:")
                                .contains("unexpected EOF"),
                        c -> assertThat(c)
                                .startsWith(directory.resolve("c.tmpl") + ":2:")
                                .contains("function \"nope\" not defined"),
                        d -> assertThat(d)
                                .startsWith(directory.resolve("d.tmpl") + ":1:")
                                .contains("multiple definition of template \"d\""));
    }

    @Test
    void a_file_that_cannot_be_read_is_an_error() throws IOException {
        Files.write(directory.resolve("latin.tmpl"), new byte[] {(byte) 0xE9});
        Files.createDirectory(directory.resolve("sub.tmpl"));
        file("large.tmpl", "x".repeat((4 << 20) + 1));

        assertThat(load("*.tmpl")).isNull();

        assertThat(messages())
                .anySatisfy(latin -> assertThat(latin).contains("latin.tmpl: not valid UTF-8"))
                .anySatisfy(sub -> assertThat(sub).contains("sub.tmpl: cannot be read"))
                .anySatisfy(large -> assertThat(large).contains("large.tmpl: file is larger"));
    }

    @Test
    void an_empty_text_is_nothing_and_a_blank_one_is_itself() throws Exception {
        assertThat(rendered("")).isEmpty();
        assertThat(rendered(" \n")).isEqualTo(" \n");
    }

    @Test
    void a_text_that_calls_what_is_not_defined_fails_when_it_is_rendered() {
        assertThatThrownBy(() -> rendered("{{ template \"zz\" . }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template \"zz\" not defined");
    }

    @Test
    void route_labels_of_a_notification_are_taken_as_they_are() throws TemplateException {
        TemplateData data = Trying.data("{\"routeLabels\": {\"a\": \"{{ .Receiver }}\"}}");

        assertThat(Trying.BUILT_IN
                        .text("{{ routeLabels \"a\" }}|{{ routeLabels \"b\" }}")
                        .render(data, Trying.RUNTIME))
                .isEqualTo("{{ .Receiver }}|");
    }

    @Test
    void route_labels_that_are_templates_may_refer_to_each_other() throws TemplateException {
        TemplateData data = Trying.data("""
                {"receiver": "x", "routeLabels": {"a": "<{{ routeLabels \\"b\\" }}{{ routeLabels \\"b\\" }}>", "b": "{{ .Receiver }}",
                 "c": "{{ routeLabels \\"d\\" }}", "d": "{{ routeLabels \\"c\\" }}"}}""");

        assertThat(Trying.text("{{ routeLabels \"a\" }}", data)).isEqualTo("<xx>");
        assertThatThrownBy(() -> Trying.text("{{ routeLabels \"c\" }}", data))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("route label cycle detected: c -> d -> c");
    }
}
