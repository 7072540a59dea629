package tocsin.templates.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ParserPropertyTest {
    private static final String[] PIECES = {
        "{{",
        "}}",
        "{{- ",
        " -}}",
        " ",
        "\n",
        "(",
        ")",
        "|",
        ",",
        ":=",
        "=",
        ".",
        ".A",
        ".B.C",
        "$",
        "$x",
        "\"a\"",
        "`b`",
        "'c'",
        "1",
        "-1",
        "0x1e",
        "1.5",
        "nil",
        "true",
        "if ",
        "else",
        "end",
        "range ",
        "len",
        "print ",
        "nope",
        "é",
        "\uDCFF",
        "{{end}}",
        "{{else}}",
        "{{if .A}}",
        "{{range .A}}",
        "{{with $x := .A}}",
        "{{else if .B}}",
        "{{else with .B}}",
        "{{define \"a\"}}",
        "{{block \"a\" .}}",
        "{{template \"a\" .}}",
        "{{break}}",
        "{{continue}}",
        "{{range $i, $e := .A}}",
        "{{$x := 1}}",
        "{{$x = 2}}",
        "{{$x}}",
        "{{/* c */}}",
        "text",
        "\\",
        "{",
        "}",
        "\"",
        "'",
        "`",
        "\0",
        "\ufeff"
    };

    private static final List<String> GOLDEN =
            Golden.examples().stream().map(Golden.Example::text).toList();

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void any_text_is_parsed_or_refused_with_a_place_inside_it(@ForAll("texts") String text) {
        try {
            assertThat(Golden.parsed(text)).isNotEmpty();
        } catch (TemplateException e) {
            assertThat(e.line())
                    .isBetween(
                            1,
                            1
                                    + Math.toIntExact(
                                            text.chars().filter(c -> c == '\n').count()));
            assertThat(e.reason()).isNotBlank();
        }
    }

    @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
    void tokens_follow_each_other_and_are_what_stands_in_the_text(@ForAll("texts") String text) {
        Lexer lexer = new Lexer(text, true, true);
        int reached = 0;
        for (Token token = lexer.next(); goesOn(token); token = lexer.next()) {
            assertThat(token.offset()).isGreaterThanOrEqualTo(reached);
            assertThat(token.text()).isNotEmpty();
            assertThat(text.startsWith(token.text(), token.offset())).isTrue();
            reached = token.offset() + token.text().length();
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void what_is_printed_parses_to_the_same_tree(@ForAll("templates") String text) throws TemplateException {
        assertThatPrintedIsTheSame(Golden.parsed(text));
    }

    @Example
    void every_golden_tree_parses_again_from_its_print() throws TemplateException {
        for (Golden.Example example : Golden.examples()) {
            if (!example.fails()) {
                assertThatPrintedIsTheSame(Golden.parsed(example.text()));
            }
        }
    }

    private static void assertThatPrintedIsTheSame(List<Tree> trees) throws TemplateException {
        String printed = TreeSource.of(trees);

        assertThat(withoutPlaces(Golden.parsed(printed))).as(printed).isEqualTo(withoutPlaces(trees));
    }

    private static String withoutPlaces(List<Tree> trees) {
        return TreeText.of(trees).replaceAll("@\\d+", "");
    }

    private static boolean goesOn(Token token) {
        return token.kind() != TokenKind.ERROR && token.kind() != TokenKind.END_OF_TEXT;
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(20).map(list -> String.join("", list));
        Arbitrary<String> mutants = Combinators.combine(
                        Arbitraries.of(GOLDEN),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.of(PIECES),
                        Arbitraries.integers().between(0, 4))
                .as(ParserPropertyTest::mutated);
        return Arbitraries.oneOf(pieces, mutants, Arbitraries.strings().ofMaxLength(40), templates());
    }

    /** Puts a piece somewhere in place of some characters. */
    private static String mutated(String text, double where, String piece, int removed) {
        int at = (int) (where * text.length());
        return text.substring(0, at) + piece + text.substring(Math.min(text.length(), at + removed));
    }

    /** Well-formed ones. */
    @Provide
    Arbitrary<String> templates() {
        return statements(3);
    }

    private Arbitrary<String> statements(int depth) {
        return statement(depth).list().ofMaxSize(4).map(list -> String.join("", list));
    }

    private Arbitrary<String> statement(int depth) {
        Arbitrary<String> plain = Arbitraries.oneOf(
                Arbitraries.of(
                        "text",
                        " \n",
                        "{ {{- /* c */}}",
                        "}}",
                        "é{{/* c */}}",
                        "{{- /* c */ -}} ",
                        "{{template \"t\"}}"),
                pipeline(2).map(pipeline -> "{{" + pipeline + "}}"),
                pipeline(1).map(pipeline -> " {{- $x := " + pipeline + " -}} "),
                pipeline(1).map(pipeline -> "{{$y = " + pipeline + "}}{{$y}}"),
                pipeline(1).map(pipeline -> "{{template `t` " + pipeline + "}}"));
        if (depth == 0) {
            return plain;
        }
        Arbitrary<String> control = Combinators.combine(
                        Arbitraries.of("if ", "with ", "range ", "if $v := ", "with $v := ", "range $k, $v := "),
                        pipeline(1),
                        statements(depth - 1),
                        Arbitraries.of("", "{{else}}"),
                        statements(depth - 1))
                .as((word, pipeline, body, middle, rest) ->
                        "{{" + word + pipeline + "}}" + body + middle + rest + "{{end}}");
        return Arbitraries.frequencyOf(Tuple.of(3, plain), Tuple.of(1, control));
    }

    private Arbitrary<String> pipeline(int depth) {
        return Combinators.combine(command(depth), Arbitraries.of("", " | len", "|print 1 | f `x`", " | .A.B", " |"))
                .as((command, rest) -> command + rest);
    }

    private Arbitrary<String> command(int depth) {
        return operand(depth).list().ofMinSize(1).ofMaxSize(3).map(list -> String.join(" ", list));
    }

    private Arbitrary<String> operand(int depth) {
        Arbitrary<String> plain = Arbitraries.of(
                ".",
                ".A",
                ".A.B",
                "$",
                "$.C",
                "nil",
                "true",
                "1",
                "-2.5",
                "0x1F",
                "'c'",
                "\"s\\n\"",
                "`r`",
                "len",
                "f",
                "len.X");
        return depth == 0
                ? plain
                : Arbitraries.oneOf(
                        plain,
                        pipeline(depth - 1).map(inner -> "(" + inner + ")"),
                        pipeline(depth - 1).map(inner -> "( " + inner + " ).X.Y"));
    }
}
