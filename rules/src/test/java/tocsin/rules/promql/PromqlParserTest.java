package tocsin.rules.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.Labels;

/** Verdicts and wording were compared with promtool 2.42 where it knows the syntax, by hand. */
class PromqlParserTest {
    static Stream<Arguments> valid() {
        return PromqlTables.rows("""
            x[5]                                           => x[5s]
            up==0                                          => up == 0
            sum by() (task:errors:rate10s{job="s"})        => sum(task:errors:rate10s{job="s"})
            sum by(code) (task:errors:rate10s{job="s"})    => sum by (code) (task:errors:rate10s{job="s"})
            sum without() (x)                              => sum without () (x)
            sum(x) without(instance)                       => sum without (instance) (x)
            topk(5, x)                                     => topk(5, x)
            count_values("value", x)                       => count_values("value", x)
            a - on() c                                     => a - on () c
            a - on(b) group_left(x) c                      => a - on (b) group_left (x) c
            a - on(b) group_left c                         => a - on (b) group_left () c
            a - on(b) group_left() (c)                     => a - on (b) group_left () (c)
            a - ignoring() c                               => a - c
            up > bool 0                                    => up > bool 0
            a offset 1m                                    => a offset 1m
            a offset -7m                                   => a offset -7m
            a{c="d"}[5m] offset 1m                         => a{c="d"}[5m] offset 1m
            a[1h:5m] offset 1m                             => a[1h:5m] offset 1m
            {__name__="a"}                                 => {__name__="a"}
            a{b!="c"}[1m]                                  => a{b!="c"}[1m]
            a @ 10                                         => a @ 10.000
            a[1m] @ 10                                     => a[1m] @ 10.000
            a @ start()                                    => a @ start()
            a[1m] @ end()                                  => a[1m] @ end()
            a[5m] @ 1 offset 5m                            => a[5m] @ 1.000 offset 5m
            a[5m] offset 5m @ 1                            => a[5m] @ 1.000 offset 5m
            -1                                             => -1
            -x                                             => -x
            -x^2                                           => -x ^ 2
            -1^2                                           => -1 ^ 2
            2^-1                                           => 2 ^ -1
            2 ^ 3 ^ 2                                      => 2 ^ 3 ^ 2
            +x                                             => +x
            --x                                            => --x
            -(x)                                           => -(x)
            a + b * c - d                                  => a + b * c - d
            a or b and c unless d                          => a or b and c unless d
            1e3                                            => 1000
            0x1F                                           => 31
            1_000                                          => 1000
            010                                            => 8
            .5                                             => 0.5
            1.                                             => 1
            Inf                                            => +Inf
            -inf                                           => -Inf
            NaN                                            => NaN
            "x\\ty"                                         => "x\\ty"
            `raw\\n`                                        => "raw\\\\n"
            rate(x[1h30m])                                 => rate(x[1h30m])
            rate(x[90m])                                   => rate(x[1h30m])
            SUM BY (A) (X)                                 => sum by (A) (X)
            sum                                            => sum
            sum{a="b"}                                     => sum{a="b"}
            by                                             => by
            offset offset 5m                               => offset offset 5m
            and and or                                     => and and or
            start                                          => start
            x{sum="1", by=~"2|3", on!~"4", a!="5"}         => x{a!="5",by=~"2|3",on!~"4",sum="1"}
            x{b="1",a="2",}                                => x{a="2",b="1"}
            {a=~".+"}                                      => {a=~".+"}
            {a!=""}                                        => {a!=""}
            label_replace(x, "a", "$1", "b", "(.*)")       => label_replace(x, "a", "$1", "b", "(.*)")
            label_join(x, "a", ",", "b", "c", "d")         => label_join(x, "a", ",", "b", "c", "d")
            time()                                         => time()
            vector(1)                                      => vector(1)
            hour()                                         => hour()
            round(x, 0.1)                                  => round(x, 0.1)
            quantile(0.9, x)                               => quantile(0.9, x)
            x atan2 y                                      => x atan2 y
            x % 2                                          => x % 2
            sum by (and, or, bool, on, sum) (x)            => sum by (and, or, bool, on, sum) (x)
            a:b:c                                          => a:b:c
            :a                                             => :a
            x # comment                                    => x
            scalar(x) + 1                                  => scalar(x) + 1
            1 + on() x                                     => 1 + x
            abs(-x)                                        => abs(-x)
            max_over_time(rate(x[5m])[1h:1m] offset 1d)    => max_over_time(rate(x[5m])[1h:1m] offset 1d)
            x[5m:] @ 100                                   => x[5m:] @ 100.000
            x and on(a) y                                  => x and on (a) y
            x or ignoring(a) y                             => x or ignoring (a) y
            absent(x{a="b"}) == 1                          => absent(x{a="b"}) == 1
            histogram_quantile(0.9, sum by (le) (rate(x[5m]))) => histogram_quantile(0.9, sum by (le) (rate(x[5m])))
            days_in_month()                                => days_in_month()
            (((x)))                                        => (((x)))
            x == bool 1                                    => x == bool 1
            1 == bool 2                                    => 1 == bool 2
            sort_desc(x)                                   => sort_desc(x)
            x @ -1.5                                       => x @ -1.500
            x @ 1e9                                        => x @ 1000000000.000
            pi()                                           => pi()
            group(x) by (a, b)                             => group by (a, b) (x)
            stddev without (a, ) (x)                       => stddev without (a) (x)
            rate(x[5m+1m])                                 => rate(x[5m + 1m])
            rate(up[1m * 2])                               => rate(up[1m * 2])
            x[step()]                                      => x[step()]
            x[step()+1]                                    => x[step() + 1]
            x[(5m)]                                        => x[5m]
            x[(1m+2m)*3]                                   => x[(1m + 2m) * 3]
            x offset -min_of(step(),1s)                    => x offset -min_of(step(), 1s)
            x offset (5m+1m)                               => x offset (5m + 1m)
            x offset 5m + 1                                => x offset 5m + 1
            x offset -(1m)                                 => x offset -1m
            x[max(1m, 2m)]                                 => x[max_of(1m, 2m)]
            x[range()]                                     => x[range()]
            x[300]                                         => x[5m]
            x[0.5]                                         => x[500ms]
            x[0.0001]                                      => x[0.0001]
            x[5m:step()*2]                                 => x[5m:step() * 2]
            5m                                             => 5m
            5m + x                                         => 5m + x
            -5m                                            => -5m
            {"metric.name", "label.x"="y"}                 => {"label.x"="y",__name__="metric.name"}
            {"sum"}                                        => {__name__="sum"}
            sum by ("foo", "b.c") (x)                      => sum by (foo, "b.c") (x)
            fill + 1                                       => fill + 1
            step                                           => step
            range                                          => range
            x @ 5m                                         => x @ 300.000
            {"日本"}                                         => {__name__="日本"}
            x{a="\\xff"}                                    => x{a="�"}
            x{a="\\u65e5"}                                  => x{a="日"}
            x offset step()                                => x offset step()
            sum by (a:b) (x)                               => sum by ("a:b") (x)
            x{a=~"(?i)b"}                                  => x{a=~"(?i)b"}
            """);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("valid")
    void prints_expressions_in_their_canonical_form(String text, String canonical) {
        assertThat(valid(text).print()).isEqualTo(canonical);
    }

    static Stream<Arguments> invalid() {
        return PromqlTables.rows("""
            sum x                                 => 1:5 unexpected identifier "x"
            sum by (dc) rate(x[2m])               => 1:13 unexpected identifier "rate" in aggregation
            sum by dc (x)                         => 1:8 unexpected identifier "dc" in grouping opts, expected "("
            sum by (dc                            => 1:11 unclosed left parenthesis
            sum by (dc x) (y)                     => 1:12 unexpected identifier "x" in grouping opts, expected "," or ")"
            sum by (,) (y)                        => 1:9 unexpected "," in grouping opts, expected label
            sum by (1) (y)                        => 1:9 unexpected number "1" in grouping opts, expected label
            a and                                 => 1:6 unexpected end of input
            a or or b                             => 1:9 unexpected identifier "b"
            a + group_left b                      => 1:5 unexpected <group_left>
            a + on b                              => 1:8 unexpected identifier "b" in grouping opts, expected "("
            a offset                              => 1:9 unexpected end of input in offset, expected number, duration, step(), or range()
            a offset x                            => 1:10 unexpected identifier "x" in offset, expected number, duration, step(), or range()
            a offset 5m offset 5m                 => 1:1 offset may not be set multiple times
            1 offset 5m                           => 1:1 offset modifier must be preceded by an instant vector selector or range vector selector or a subquery
            (a) offset 5m                         => 1:1 offset modifier must be preceded by an instant vector selector or range vector selector or a subquery
            a @                                   => 1:4 unexpected end of input in @, expected timestamp
            a @ foo                               => 1:5 unexpected identifier "foo" in @, expected timestamp
            a @ start                             => 1:5 unexpected <start> in @, expected timestamp
            a @ 1 @ 2                             => 1:1 @ <timestamp> may not be set multiple times
            1 @ 1                                 => 1:1 @ modifier must be preceded by an instant vector selector or range vector selector or a subquery
            a[5m                                  => 1:5 unclosed left bracket
            a[]                                   => 1:3 unexpected "]" in subquery or range selector, expected number, duration, step(), or range()
            a[5m:5m                               => 1:8 unclosed left bracket
            a[5m:x]                               => 1:6 unexpected identifier "x" in subquery selector, expected number, duration, step(), range(), or "]"
            a[5m] [5m]                            => 1:7 ranges only allowed for vector selectors
            a offset 5m[5m]                       => 1:12 no offset modifiers allowed before range
            a @ 1[5m]                             => 1:6 no @ modifiers allowed before range
            rate(x[5m])[5m]                       => 1:12 ranges only allowed for vector selectors
            "a"[5m:]                              => 1:1 subquery is only allowed on instant vector, got string instead
            1[5m:]                                => 1:1 subquery is only allowed on instant vector, got scalar instead
            foo(                                  => 1:5 unclosed left parenthesis
            foo()                                 => 1:1 unknown function with name "foo"
            rate(x[5m],)                          => 1:11 trailing commas not allowed in function call args
            rate()                                => 1:1 expected 1 argument(s) in call to "rate", got 0
            rate(x[5m], 1)                        => 1:1 expected 1 argument(s) in call to "rate", got 2
            round(x, 1, 2)                        => 1:1 expected at most 2 argument(s) in call to "round", got 3
            label_join(x, "a")                    => 1:1 expected at least 3 argument(s) in call to "label_join", got 2
            clamp(x)                              => 1:1 expected 3 argument(s) in call to "clamp", got 1
            topk(x)                               => 1:1 wrong number of arguments for aggregate expression provided, expected 2, got 1
            topk("a", x)                          => 1:6 expected type scalar in aggregation parameter, got string
            topk(1, 2, x)                         => 1:1 wrong number of arguments for aggregate expression provided, expected 2, got 3
            sum()                                 => 1:1 no arguments for aggregate expression provided
            sum(x, y)                             => 1:1 wrong number of arguments for aggregate expression provided, expected 1, got 2
            sum("a")                              => 1:5 expected type instant vector in aggregation expression, got string
            sum(x[5m])                            => 1:5 expected type instant vector in aggregation expression, got range vector
            count_values(1, x)                    => 1:14 expected type string in aggregation parameter, got scalar
            -"a"                                  => 1:1 unary expression only allowed on expressions of type scalar or instant vector, got "string"
            -x[5m]                                => 1:1 unary expression only allowed on expressions of type scalar or instant vector, got "range vector"
            "a" + 1                               => 1:1 binary expression must contain only scalar and instant vector types
            x + "a"                               => 1:5 binary expression must contain only scalar and instant vector types
            x[5m] + 1                             => 1:1 binary expression must contain only scalar and instant vector types
            1 == 1                                => 1:3 comparisons between scalars must use BOOL modifier
            1 + bool 1                            => 1:3 bool modifier can only be used on comparison operators
            1 and 1                               => 1:1 set operator "and" not allowed in binary scalar expression
            x and 1                               => 1:1 set operator "and" not allowed in binary scalar expression
            a and on(x) group_left b              => 1:1 no grouping allowed for "and" operation
            a + on(x) group_left(x) b             => 1:3 label "x" must not occur in ON and GROUP clause at once
            1 + on(x) a                           => 1:1 vector matching only allowed between instant vectors
            {}                                    => 1:1 vector selector must contain at least one non-empty matcher
            {a=""}                                => 1:1 vector selector must contain at least one non-empty matcher
            {a=~".*"}                             => 1:1 vector selector must contain at least one non-empty matcher
            x{__name__="y"}                       => 1:1 metric name must not be set twice: "x" or "y"
            x{a="b",c}                            => 1:10 unexpected "}" in label matching, expected label matching operator
            x{a="b" c="d"}                        => 1:9 unexpected identifier "c" in label matching, expected "," or "}"
            x{a=1}                                => 1:5 unexpected character inside braces: '1'
            x{a}                                  => 1:4 unexpected "}" in label matching, expected label matching operator
            x{"a"}                                => 1:1 metric name must not be set twice: "x" or "a"
            x{a==1}                               => 1:5 unexpected "=" in label matching, expected string
            x{1="a"}                              => 1:3 unexpected character inside braces: '1'
            x{,}                                  => 1:3 unexpected "," in label matching, expected identifier or "}"
            x{a="b"                               => 1:8 unexpected end of input inside braces
            x{a=~"("}                             => 1:3 bad regular expression `(`: missing closing )
            x y                                   => 1:3 unexpected identifier "y"
            x )                                   => 1:3 unexpected right parenthesis ')'
            ( x                                   => 1:4 unclosed left parenthesis
            x ]                                   => 1:3 unexpected right bracket ']'
            x }                                   => 1:3 unexpected character: '}'
            !x                                    => 1:1 unexpected character after '!': 'x'
            x ! y                                 => 1:3 unexpected character after '!': ' '
            x $ y                                 => 1:3 unexpected character: '$'
            "abc                                  => 1:1 unterminated quoted string
            'abc                                  => 1:1 unterminated quoted string
            `abc                                  => 1:1 unterminated raw string
            "\\q"                                  => 1:2 unknown escape sequence \\q
            '\\"'                                  => 1:2 unknown escape sequence \\"
            "\\xZZ"                                => 1:2 illegal character 'Z' in escape sequence
            1.5.5                                 => 1:4 unexpected number ".5"
            1e                                    => 1:1 bad number or duration syntax: "1e"
            0x                                    => 1:1 bad number or duration syntax: "0x"
            5mm                                   => 1:1 bad number or duration syntax: "5mm"
            5m5                                   => 1:1 bad number or duration syntax: "5m5"
            1h5x                                  => 1:1 bad number or duration syntax: "1h5x"
            x[1m1h]                               => 1:3 not a valid duration string: "1m1h"; write e.g. `5m` or `1h30m` (y, w, d, h, m, s, ms, largest first)
            x[0s]                                 => 1:3 duration must be greater than 0
            on                                    => 1:1 unexpected <on>
            bool                                  => 1:1 unexpected <bool>
            x bool y                              => 1:3 unexpected <bool>
            x == bool                             => 1:10 unexpected end of input
            x unless bool y                       => 1:3 bool modifier can only be used on comparison operators
            x atan2                               => 1:8 unexpected end of input
            sum without (without) (x)             => 1:14 unexpected <without> in grouping opts, expected label
            start()                               => 1:1 function "start" is not enabled: it is experimental in Prometheus (feature promql-experimental-functions)
            5 m                                   => 1:3 unexpected identifier "m"
            a:b:c d                               => 1:7 unexpected identifier "d"
            abs(x                                 => 1:6 unclosed left parenthesis
            'it''s'                               => 1:5 unexpected string "'s'"
            x[-5m]                                => 1:3 duration must be greater than 0
            x[0]                                  => 1:3 duration must be greater than 0
            x[1m/0]                               => 1:5 division by zero
            {"a", __name__="b"}                   => 1:1 metric name must not be set twice: "a" or "b"
            {""}                                  => 1:1 vector selector must contain at least one non-empty matcher
            sum by ("") (x)                       => 1:9 invalid label name for grouping: ""
            sort_by_label(up, "instance")         => 1:1 function "sort_by_label" is not enabled: it is experimental in Prometheus (feature promql-experimental-functions)
            rate(up[1m] anchored)                 => 1:13 the modifier "anchored" is not enabled: it is experimental in Prometheus (feature promql-extended-range-selectors)
            rate(up[5m]) + fill(0) rate(down[5m]) => 1:16 the modifier "fill" is not enabled: it is experimental in Prometheus (feature promql-binop-fill-modifiers)
            a + on(x) fill (1) b                  => 1:11 the modifier "fill" is not enabled: it is experimental in Prometheus (feature promql-binop-fill-modifiers)
            limitk(2, x)                          => 1:1 aggregation "limitk" is not enabled: it is experimental in Prometheus (feature promql-experimental-functions)
            step()                                => 1:1 function "step" is not enabled: it is experimental in Prometheus (feature promql-experimental-functions)
            max_of(1,2)                           => 1:1 function "max_of" is not enabled: it is experimental in Prometheus (feature promql-experimental-functions)
            rte(x[5m])                            => 1:1 unknown function with name "rte"; did you mean `rate`?
            x[5 m]                                => 1:5 unexpected identifier "m" in subquery or range, expected ":" or "]"
            x @ Inf                               => 1:5 timestamp out of bounds for @ modifier: +Inf
            0xFFFFFFFFFFFFFFFFFFFF                => 1:1 number `0xFFFFFFFFFFFFFFFFFFFF` does not fit in 64 bits
            1__0                                  => 1:1 bad number or duration syntax: "1__0"
            x[5m]]                                => 1:6 unexpected right bracket ']'
            x[[5m]                                => 1:3 unexpected left bracket '['
            """);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalid")
    void says_what_is_wrong_and_where(String text, String problem) {
        PromqlError error = invalid(text);

        assertThat(error.line() + ":" + error.column() + " " + error.message()).isEqualTo(problem);
    }

    private static Expr valid(String text) {
        return PromqlParser.parse(text).fold(expr -> expr, error -> {
            throw new AssertionError(text + ": " + error);
        });
    }

    private static PromqlError invalid(String text) {
        return PromqlParser.parse(text)
                .fold(
                        expr -> {
                            throw new AssertionError("should be refused: " + expr.print());
                        },
                        error -> error);
    }

    @Test
    void an_empty_text_is_no_expression() {
        assertThat(invalid(" # nothing")).hasToString("1:1: parse error: no expression found in input");
    }

    @Test
    void counts_lines_and_characters_of_the_expression() {
        assertThat(invalid("sum(\n  \"\u00e4\ud83d\ude00\" x)"))
                .hasToString("2:8: parse error: unexpected identifier \"x\"");
    }

    @Test
    void a_mistake_in_writing_is_reported_before_one_of_types() {
        assertThat(invalid("rate(x) +")).hasToString("1:10: parse error: unexpected end of input");
        assertThat(invalid("nope(x) + rate(y) +").message()).contains("unknown function");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            up             | VECTOR
            up[5m]         | MATRIX
            up[5m:]        | MATRIX
            1 + 2          | SCALAR
            1 + up         | VECTOR
            up + 1         | VECTOR
            1 + 2 + up     | VECTOR
            scalar(up) * 2 | SCALAR
            time()         | SCALAR
            vector(1)      | VECTOR
            (1)            | SCALAR
            -(up)          | VECTOR
            sum(up)        | VECTOR
            "x"            | STRING
            """)
    void knows_the_type_of_an_expression(String text, ValueType type) {
        assertThat(valid(text).type()).isEqualTo(type);
    }

    @Test
    void lists_the_selectors_of_an_expression_from_left_to_right() {
        Expr expr = valid("sum(rate(a{x=\"1\"}[5m])) / on() b > bool c offset 5m or {__name__=\"d\"}");

        assertThat(expr.selectors()).extracting(VectorSelector::metricName).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_selector_matches_name_and_labels() {
        VectorSelector selector = selector("up{job=~\"a|b\",zone!=\"x\"}");

        assertThat(selector.matches(Labels.of("__name__", "up", "job", "b"))).isTrue();
        assertThat(selector.matches(Labels.of("__name__", "up", "job", "b", "zone", "x")))
                .isFalse();
        assertThat(selector.matches(Labels.of("__name__", "down", "job", "b"))).isFalse();
        assertThat(selector("{\"up\"}").matches(Labels.of("__name__", "up"))).isTrue();
    }

    private static VectorSelector selector(String text) {
        return PromqlParser.parseSelector(text).fold(selector -> selector, error -> {
            throw new AssertionError(text + ": " + error);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sum(up)", "up offset 5m", "up[5m]", "{}", "up up", "1", "up{", "up @ 5"})
    void more_than_a_selector_is_no_selector(String text) {
        assertThat(PromqlParser.parseSelector(text)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void expressions_that_differ_in_layout_only_are_equal() {
        assertThat(valid("SUM(x{b='1',a=\"2\",})by(y)#c")).isEqualTo(valid("sum by (y) (x{a=\"2\",b=\"1\"})"));
        assertThat(valid("x[300]")).isEqualTo(valid("x[5m]"));
        assertThat(valid("a or b")).isNotEqualTo(valid("a and b"));
    }

    static List<String> hostile() {
        int many = 100_000;
        return List.of(
                "(".repeat(many),
                "(".repeat(many) + "x" + ")".repeat(many),
                "-".repeat(many) + "x",
                "1" + "+1".repeat(many),
                "2" + "^2".repeat(many),
                "x" + "[5m:]".repeat(many),
                "abs(".repeat(many),
                "sum by (a) (".repeat(many),
                "x[" + "(".repeat(many),
                "x[" + "-".repeat(many) + "5m]",
                "x[1" + "+1".repeat(many) + "]",
                "x offset " + "(".repeat(many));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostile_nesting_is_refused_and_does_not_overflow_the_stack(String text) {
        assertThat(PromqlParser.parse(text)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void long_inputs_without_nesting_are_fine() {
        assertThat(valid("x{a=\"" + "b".repeat(100_000) + "\"}").print().length())
                .isEqualTo(100_007);
        assertThat(valid("1" + "0".repeat(10_000)).type()).isEqualTo(ValueType.SCALAR);
        assertThat(valid("a" + " or a".repeat(900)).selectors()).hasSize(901);
    }
}
