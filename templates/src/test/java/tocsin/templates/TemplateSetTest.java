package tocsin.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.value.Function;

class TemplateSetTest {
    private static final TemplateSet EMPTY = TemplateSet.of(Map.of());

    @Test
    void a_file_defines_its_templates_and_one_of_its_own_name() throws TemplateException {
        TemplateSet set = EMPTY.with("a.tmpl", "top{{define \"x\"}}1{{end}}");

        assertThat(set.names()).containsExactlyInAnyOrder("a.tmpl", "x");
        assertThat(body(set, "a.tmpl")).isEqualTo("[top]");
        assertThat(body(set, "x")).isEqualTo("[1]");
    }

    @Test
    void adding_leaves_the_set_as_it_was() throws TemplateException {
        assertThat(EMPTY.with("a.tmpl", "x").names()).hasSize(1);
        assertThat(EMPTY.names()).isEmpty();
    }

    @Test
    void a_later_file_replaces_what_earlier_ones_defined() throws TemplateException {
        TemplateSet set = EMPTY.with("a", "{{define \"x\"}}1{{end}}").with("b", "{{define \"x\"}}2{{end}}");

        assertThat(body(set, "x")).isEqualTo("[2]");
    }

    @Test
    void a_blank_definition_replaces_none() throws TemplateException {
        TemplateSet set = EMPTY.with("a", "top{{define \"x\"}}1{{end}}")
                .with("b", "{{define \"x\"}} {{/* c */}}{{end}}")
                .with("a", "\n");

        assertThat(body(set, "x")).isEqualTo("[1]");
        assertThat(body(set, "a")).isEqualTo("[top]");
    }

    @Test
    void a_blank_definition_counts_where_there_is_none() throws TemplateException {
        TemplateSet set = EMPTY.with("a", "{{define \"x\"}} {{end}}").with("b", "{{define \"x\"}}1{{end}}");

        assertThat(EMPTY.with("a", "{{define \"x\"}} {{end}}").names()).contains("x");
        assertThat(body(set, "x")).isEqualTo("[1]");
    }

    @Test
    void calls_of_what_does_not_exist_are_known_without_execution() throws TemplateException {
        TemplateSet set = EMPTY.with(
                "a",
                "{{define \"x\"}}{{if .}}{{template \"y\"}}{{else}}{{template \"b\"}}{{end}}{{end}}"
                        + "{{define \"y\"}}{{template \"x\"}}{{range .}}{{else}}{{template \"c\"}}{{end}}{{end}}"
                        + "{{define \"unused\"}}{{template \"z\"}}{{end}}");

        assertThat(set.undefined("", "{{with .}}{{template \"x\"}}{{end}}{{block \"d\" .}}{{template \"a\"}}{{end}}"))
                .containsExactly("b", "c");
        assertThat(set.undefined("", "x")).isEmpty();
    }

    @Test
    void a_broken_file_is_refused_with_its_name() {
        assertThatThrownBy(() -> EMPTY.with("mail.tmpl", "\n{{nope}}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: mail.tmpl:2: function \"nope\" not defined");
        assertThatThrownBy(() -> EMPTY.text("", "{{.A")).hasMessage("template: :1: unclosed action");
    }

    @Test
    void texts_and_files_may_call_the_functions_of_the_set() throws TemplateException {
        TemplateSet set = TemplateSet.of(Map.of("f", Function.of("f", List.of(), (call, arguments) -> null)));

        assertThat(body(set.with("a", "{{f}}"), "a")).isEqualTo("[{{f}}]");
    }

    @Test
    void a_text_leaves_no_definition_in_the_set() throws TemplateException {
        TemplateSet set = EMPTY.with("a", "x");
        set.text("", "{{define \"mine\"}}1{{end}}");

        assertThat(set.names()).containsExactly("a");
    }

    private static String body(TemplateSet set, String name) {
        return Objects.requireNonNull(set.tree(name)).body().stream()
                .map(Statement::toString)
                .toList()
                .toString();
    }
}
