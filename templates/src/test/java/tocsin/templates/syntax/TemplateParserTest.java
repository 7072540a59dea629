package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.templates.value.Function;

class TemplateParserTest {
    @Test
    void an_error_tells_the_text_the_line_and_the_reason() {
        TemplateException error =
                catchThrowableOfType(TemplateException.class, () -> parse("mail.tmpl", "a\nb\n{{ nope }}"));

        assertThat(error).hasMessage("template: mail.tmpl:3: function \"nope\" not defined");
        assertThat(error.templateName()).isEqualTo("mail.tmpl");
        assertThat(error.line()).isEqualTo(3);
        assertThat(error.column()).isEqualTo(-1);
        assertThat(error.reason()).isEqualTo("function \"nope\" not defined");
    }

    @Test
    void an_error_in_a_definition_names_the_text_that_it_stands_in() {
        assertThatThrownBy(() -> parse("mail.tmpl", "{{define \"d\"}}{{.A"))
                .hasMessage("template: mail.tmpl:1: unclosed action");
    }

    @Test
    void an_else_in_a_block_is_reported_on_its_own_line_where_go_names_that_of_the_block() {
        assertThatThrownBy(() -> parse("n", "{{block \"b\" .}}\n{{else}}"))
                .hasMessage("template: n:2: unexpected {{else}} in block clause");
    }

    @Test
    void functions_are_found_while_parsing() throws TemplateException {
        Statement.Action action =
                (Statement.Action) parse("n", "{{len .}}").get(0).body().get(0);
        Operand.Called called =
                (Operand.Called) action.pipeline().commands().get(0).operands().get(0);

        assertThat(called.function()).isSameAs(Golden.FUNCTIONS.get("len"));
    }

    @Test
    void a_function_called_break_takes_the_word() throws TemplateException {
        Map<String, Function> functions = new HashMap<>(Golden.FUNCTIONS);
        functions.put("break", Function.of("break", List.of(), (call, arguments) -> null));

        List<Tree> trees = TemplateParser.parse(new SourceText("n", "{{break}}"), functions);

        assertThat(trees.get(0).body()).hasOnlyElementsOfType(Statement.Action.class);
    }

    @Test
    void the_text_itself_comes_first_and_definitions_follow_in_their_order() throws TemplateException {
        String text =
                "{{define \"z\"}}1{{end}}{{block \"y\" .}}2{{block \"x\" .}}3{{end}}{{end}}{{define \"a\"}}{{end}}";

        assertThat(parse("n", text)).extracting(Tree::name).containsExactly("n", "z", "x", "y", "a");
    }

    @Test
    void a_definition_may_take_the_place_of_a_blank_text() throws TemplateException {
        List<Tree> trees = parse("n", " {{define \"a\"}}1{{end}} {{define \"n\"}}2{{end}}\n");

        assertThat(trees).extracting(Tree::name).containsExactly("n", "a");
        assertThat(trees.get(0).body()).extracting(Statement::toString).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \t\r\n", "{{/* c */}}", " {{- /* c */}} {{/* d */}}", "\u00a0\u2003\u3000\u0085\u000b"})
    void white_space_and_comments_are_blank(String text) throws TemplateException {
        assertThat(parse("n", text).get(0).isBlank()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{{.}}", "{{$x := 1}}", "{{if .}}{{end}}", "{{template \"x\"}}", "\u200b", "\ufeff"})
    void all_else_is_not_blank(String text) throws TemplateException {
        assertThat(parse("n", text).get(0).isBlank()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
            {{1i}}       ; imaginary numbers are not supported: "1i"
            {{0i}}       ; imaginary numbers are not supported: "0i"
            {{1.5e3i}}   ; imaginary numbers are not supported: "1.5e3i"
            {{1+2i}}     ; imaginary numbers are not supported: "1+2i"
            """)
    void imaginary_numbers_are_refused(String text, String reason) {
        assertThatThrownBy(() -> parse("n", text)).hasMessage("template: n:1: " + reason);
    }

    @Test
    void a_number_of_absurd_length_is_refused() {
        assertThatThrownBy(() -> parse("n", "{{0." + "1".repeat(1_000_000) + "}}"))
                .hasMessageContaining("illegal number syntax");
    }

    @ParameterizedTest(name = "{0}…{2}")
    @CsvSource(delimiter = ';', textBlock = """
            {{(                 ; 1                     ; )}}
            {{if .}}            ; x                     ; {{end}}
            {{with .}}          ; x                     ; {{end}}
            {{range .}}         ; x                     ; {{end}}
            {{block "b" .}}     ; {{template "x"}}      ; {{end}}
            {{if .}}{{else}}    ; x                     ; {{end}}
            """)
    void nesting_has_a_limit(String open, String inner, String close) throws TemplateException {
        assertThat(nested(200, open, inner, close)).isNotEmpty();
        for (int depth : new int[] {201, 1_000, 20_000}) {
            assertThatThrownBy(() -> nested(depth, open, inner, close))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageEndingWith("max nesting depth of 200 exceeded");
        }
    }

    @Test
    void a_long_else_if_counts_as_nesting() throws TemplateException {
        String more = "{{else if .}}";

        assertThat(parse("n", "{{if .}}" + more.repeat(199) + "{{end}}")).hasSize(1);
        assertThatThrownBy(() -> parse("n", "{{if .}}" + more.repeat(200) + "{{end}}"))
                .hasMessageEndingWith("max nesting depth of 200 exceeded");
    }

    @Test
    void what_is_closed_is_no_nesting() throws TemplateException {
        String text = "{{if .}}{{end}}{{(1)}}{{range .}}{{else}}{{end}}{{with .}}{{else with .}}{{end}}";

        assertThat(parse("n", text.repeat(300)).get(0).body()).hasSize(1200);
    }

    @ParameterizedTest
    @Timeout(20)
    @ValueSource(
            strings = {
                "\n{{.A}}",
                "{{$x := 1}}",
                "{{$x = 1}}",
                " {{- 1 -}} ",
                "{{/* c */}}",
                "{{if .}}\n{{else}}\n{{end}}",
                "{{\"a\\xc3\\xa9\"}}",
                "{ ",
                " ",
                "{{template \"a\" .A.B.C}}",
                "{{define \"a\"}}{{end}}"
            })
    void the_time_grows_with_the_text_and_not_with_its_square(String piece) throws TemplateException {
        assertThat(parse("n", piece.repeat(400_000 / piece.length()))).isNotEmpty();
    }

    @Test
    @Timeout(20)
    void many_variables_are_found_as_fast_as_few() throws TemplateException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 25_000; i++) {
            text.append("{{$v").append(i).append(" := $v0}}{{$v").append(i).append("}}");
        }

        assertThat(parse("n", text.toString()).get(0).frameSize()).isEqualTo(25_001);
    }

    @Test
    @Timeout(20)
    void a_definition_is_judged_blank_once() throws TemplateException {
        String filled = "{{define \"a\"}}" + " ".repeat(1_000_000) + "{{.}}{{end}}";

        assertThat(parse("n", filled + "{{define \"a\"}}{{end}}".repeat(30_000)))
                .hasSize(2);
    }

    @Test
    void a_text_has_not_so_many_actions_that_its_tree_fills_the_memory() {
        assertThatThrownBy(() -> parse("n", "x\n{{1}}".repeat(100_000)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("template: n:75001: the text has too many actions");
    }

    private static List<Tree> nested(int depth, String open, String inner, String close) throws TemplateException {
        boolean parentheses = open.endsWith("(");
        return parentheses
                ? parse("n", "{{" + "(".repeat(depth) + inner + ")".repeat(depth) + "}}")
                : parse("n", distinct(open, depth) + inner + close.repeat(depth));
    }

    /** Blocks of one name would be defined twice. */
    private static String distinct(String open, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            text.append(open.replace("\"b\"", "\"b" + i + "\""));
        }
        return text.toString();
    }

    private static List<Tree> parse(String name, String text) throws TemplateException {
        return TemplateParser.parse(new SourceText(name, text), Golden.FUNCTIONS);
    }
}
