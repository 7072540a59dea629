package tocsin.router.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;

class MatcherParserTest {
    private static final MatcherParser FALLBACK = new MatcherParser(MatcherMode.FALLBACK);
    private static final MatcherParser STRICT = new MatcherParser(MatcherMode.UTF8_STRICT);
    private static final MatcherParser CLASSIC = new MatcherParser(MatcherMode.CLASSIC);

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{}", "{ }"})
    void nothing_is_no_matcher_and_no_warning(String text) {
        ParsedMatchers parsed = FALLBACK.parseList(text);

        assertThat(parsed.matchers()).isEmpty();
        assertThat(parsed.warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            foo=bar                   | foo="bar"
            {foo=bar}                 | foo="bar"
            {foo=bar,}                | foo="bar"
            foo=bar,                  | foo="bar"
            {a=b,c!=d,e=~"f.*",g!~h}  | a="b" c!="d" e=~"f.*" g!~"h"
            a = b , c = d             | a="b" c="d"
            0=1                       | 0="1"
            a.b/c=d                   | a.b/c="d"
            Σ=日本                    | Σ="日本"
            "foo bar"=baz             | "foo bar"="baz"
            a=""                      | a=""
            ""=x                      | ="x"
            """)
    void the_utf8_grammar_reads(String text, String printed) {
        assertThat(print(STRICT.parseList(text))).isEqualTo(printed);
    }

    @Test
    void escapes_give_characters() {
        assertThat(value(STRICT, "a=\"\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\"")).isEqualTo("\u0007\b\f\n\r\t\u000b\\\"");
        assertThat(value(STRICT, "a=\"\\x41\\102\\u0043\\U00000044\"")).isEqualTo("ABCD");
    }

    @Test
    void byte_escapes_are_decoded_together() {
        assertThat(value(STRICT, "a=\"\\xf0\\x9f\\x99\\x82\"")).isEqualTo("🙂");
        assertThat(value(STRICT, "a=\"\\360\\237\\x99\\202!\"")).isEqualTo("🙂!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\'",
                "\\q",
                "\\x4",
                "\\xzz",
                "\\400",
                "\\18",
                "\\ud800",
                "\\U00110000",
                "\\UFFFFFFFF",
                "\\xff",
                "\n",
                "\\"
            })
    void quoted_text_refuses(String inside) {
        assertThatThrownBy(() -> STRICT.parseList("a=\"" + inside + "\""))
                .isInstanceOf(MatcherSyntaxException.class)
                .hasMessageMatching("\\d+:\\d+: [\\s\\S]*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{a=b",
                "a=b}",
                "{a=b}c",
                "{,}",
                ",a=b",
                "a=b,,c=d",
                "a=",
                "a",
                "=b",
                "a==b",
                "a!b",
                "a='b'",
                "a=`b`",
                "a=b c=d",
                "a=\"b",
                "a=b\\c",
                "{{a=b}}",
                "a=~\"(\""
            })
    void the_utf8_grammar_refuses(String text) {
        assertThatThrownBy(() -> STRICT.parseList(text)).isInstanceOf(MatcherSyntaxException.class);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            日本 x     | 3:4: expected one of = != =~ !~, found
            🙂🙂=     | 3:3: expected a value
            a="b\\q"  | 4:6: bad escape
            {a=b      | 4:4: expected a comma or
            """)
    void a_message_counts_columns_in_characters(String text, String start) {
        assertThatThrownBy(() -> STRICT.parseList(text.replace("\\\\", "\\"))).hasMessageStartingWith(start);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            foo=bar            | foo="bar"
            {foo=bar           | foo="bar"
            foo=bar}           | foo="bar"
            foo=               | foo=""
            foo=b c!           | foo="b c!"
            foo=~[a-z]+        | foo=~"[a-z]+"
            a:b=c              | a:b="c"
            a=b,               | a="b"
            a={x}              | a="{x"
            a={x},b=c          | a="{x}" b="c"
            a="b,c",d=e        | a="b,c" d="e"
            a="b\\",c"         | a="b\\",c"
            foo==bar           | foo="=bar"
            foo!=~bar          | foo!="~bar"
            """)
    void the_classic_grammar_reads(String text, String printed) {
        assertThat(print(CLASSIC.parseList(text.replace("\\\\", "\\")))).isEqualTo(printed.replace("\\\\", "\\"));
    }

    @Test
    void a_classic_value_keeps_backslashes_that_escape_nothing() {
        assertThat(value(CLASSIC, "a=\\d\\n\\\\\\\"\\")).isEqualTo("\\d\n\\\"\\");
        assertThat(value(CLASSIC, "a=\"raw\nfeed\"")).isEqualTo("raw\nfeed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "=b",
                "a=\"b",
                "a=b\"",
                "a=b\"c",
                "a=\"b\"c\"",
                "a=\"b\\\"",
                "a=b,,c=d",
                ",a=b",
                "é=b",
                "0=b",
                "a.b=c",
                "\"a\"=b",
                "a=~("
            })
    void the_classic_grammar_refuses(String text) {
        assertThatThrownBy(() -> CLASSIC.parseList(text)).isInstanceOf(MatcherSyntaxException.class);
    }

    @Test
    void only_the_classic_grammar_accepts_then_a_rewrite_is_suggested() {
        ParsedMatchers parsed = FALLBACK.parseList("foo=~[a-z]+\\d, bar=b c");

        assertThat(print(parsed)).isEqualTo("foo=~\"[a-z]+\\\\d\" bar=\"b c\"");
        assertThat(parsed.warnings())
                .singleElement()
                .asString()
                .contains("classic grammar only")
                .endsWith("write `foo=~\"[a-z]+\\\\d\",bar=\"b c\"`");
    }

    @Test
    void only_the_utf8_grammar_accepts_then_nothing_is_said() {
        ParsedMatchers parsed = FALLBACK.parseList("\"my label\"=x");

        assertThat(parsed.matchers()).containsExactly(new Matcher("my label", Op.EQUAL, "x"));
        assertThat(parsed.warnings()).isEmpty();
    }

    @Test
    void the_classic_grammar_wins_a_disagreement() {
        ParsedMatchers parsed = FALLBACK.parseList("a=\"\\x41\"");

        assertThat(parsed.matchers()).containsExactly(new Matcher("a", Op.EQUAL, "\\x41"));
        assertThat(parsed.warnings()).singleElement().asString().contains("`a=\"A\"` in the UTF-8 grammar");
    }

    @Test
    void both_refuse_then_both_reasons_are_given_the_classic_one_first() {
        assertThatThrownBy(() -> FALLBACK.parseList("\"my label\"=~\"(\""))
                .hasMessageStartingWith("bad matcher format")
                .hasMessageContaining("12:15: bad regular expression");
    }

    @Test
    void a_single_matcher_takes_no_braces_except_in_classic_mode() {
        assertThatThrownBy(() -> FALLBACK.parseSingle("{a=b}")).hasMessageContaining("brace");
        assertThatThrownBy(() -> STRICT.parseSingle("a=b}")).hasMessageContaining("brace");
        assertThat(print(CLASSIC.parseSingle("a=b}"))).isEqualTo("a=\"b}\"");
    }

    @Test
    void a_single_matcher_is_one_piece_in_the_classic_grammar() {
        assertThat(print(FALLBACK.parseSingle("a=b,c=d"))).isEqualTo("a=\"b,c=d\"");
        assertThatThrownBy(() -> STRICT.parseSingle("a=b,c=d")).hasMessageContaining("found 2");
        assertThatThrownBy(() -> FALLBACK.parseSingle("")).isInstanceOf(MatcherSyntaxException.class);
    }

    @Test
    void the_mode_decides_on_label_names() {
        assertThat(MatcherMode.CLASSIC.labelNames()).isEqualTo(LabelNames.CLASSIC);
        assertThat(MatcherMode.FALLBACK.labelNames()).isEqualTo(LabelNames.UTF8);
        assertThat(FALLBACK.mode()).isEqualTo(MatcherMode.FALLBACK);
    }

    private static String print(ParsedMatchers parsed) {
        return parsed.matchers().stream().map(Matcher::toString).collect(Collectors.joining(" "));
    }

    private static String value(MatcherParser parser, String text) {
        List<Matcher> matchers = parser.parseList(text).matchers();
        assertThat(matchers).hasSize(1);
        return matchers.get(0).value();
    }
}
