package tocsin.rules.promql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the printed form, over expressions that are written by the grammar. */
class CanonicalFormTest {
    @Property(tries = 500)
    void parsing_the_printed_form_gives_an_equal_expression(@ForAll("vectors") String text) {
        // Texts are put together without regard to precedence, so that a few are no expressions: `a * on(x) 1 * b`.
        Assume.that(PromqlParser.parse(text) instanceof Parsed.Valid);
        Expr expr = parsed(text);

        assertThat(parsed(expr.print())).isEqualTo(expr);
        assertThat(parsed(expr.print()).print()).isEqualTo(expr.print());
    }

    @Property(tries = 500)
    void no_text_makes_the_parser_fail_otherwise_than_with_an_error(@ForAll("fragments") String text) {
        boolean judged = PromqlParser.parse(text)
                .fold(
                        expr -> parsed(expr.print()).equals(expr),
                        error -> !error.message().isEmpty());

        assertThat(judged).isTrue();
    }

    private static Expr parsed(String text) {
        return PromqlParser.parse(text).fold(expr -> expr, error -> {
            throw new AssertionError(text + ": " + error);
        });
    }

    @Provide
    Arbitrary<String> fragments() {
        Arbitrary<String> words = Arbitraries.of(
                "x",
                "sum",
                "by",
                "(",
                ")",
                "{",
                "}",
                "[",
                "]",
                ",",
                "a=\"b\"",
                "5m",
                "1",
                "1.5e3",
                "offset",
                "@",
                "-",
                "+",
                "^",
                "and",
                "or",
                "bool",
                "on",
                "group_left",
                "==",
                "!~",
                ":",
                "rate",
                "\"s\"",
                "start",
                "#",
                "\n");
        return words.list().ofMaxSize(12).map(list -> String.join(" ", list));
    }

    @Provide
    Arbitrary<String> vectors() {
        return vector(3);
    }

    private Arbitrary<String> vector(int depth) {
        if (depth == 0) {
            return selector();
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> vector(depth - 1));
        Arbitrary<String> scalar = Arbitraries.lazy(() -> scalar(depth - 1));
        return Arbitraries.oneOf(
                selector(),
                inner.map(x -> "(" + x + ")"),
                inner.map(x -> "-" + x),
                inner.map(x -> "abs( " + x + " )"),
                Combinators.combine(inner, binaryOperators(), inner).as((a, op, b) -> a + op + b),
                Combinators.combine(scalar, Arbitraries.of(" * ", "+", " ^ ", " >= bool "), inner)
                        .as((a, op, b) -> a + op + b),
                Combinators.combine(inner, grouping()).as((x, by) -> "SUM" + by + "(" + x + ")"),
                Combinators.combine(scalar, inner).as((k, x) -> "topk(" + k + "," + x + ") without (a)"),
                Combinators.combine(selector(), duration(), modifiers())
                        .as((x, range, modifiers) -> "rate(" + x + "[" + range + "]" + modifiers + ")"),
                Combinators.combine(inner, duration(), modifiers())
                        .as((x, range, modifiers) -> "max_over_time((" + x + ")[" + range + ":1m]" + modifiers + ")"));
    }

    private Arbitrary<String> scalar(int depth) {
        Arbitrary<String> numbers = Arbitraries.of(
                "1", "0x1f", "1_000", "-1", "+2", "010", ".5", "1e300", "1e-7", "Inf", "-inf", "NaN", "5m", "-1h30m");
        if (depth <= 0) {
            return numbers;
        }
        return Arbitraries.oneOf(
                numbers,
                Arbitraries.lazy(() -> scalar(depth - 1)).map(x -> "(" + x + ")"),
                Arbitraries.lazy(() -> scalar(depth - 1)).map(x -> "-" + x),
                Arbitraries.lazy(() -> vector(depth - 1)).map(x -> "scalar(" + x + ")"),
                Combinators.combine(scalar(depth - 1), Arbitraries.of("^", " - ", "%"), scalar(depth - 1))
                        .as((a, op, b) -> a + op + b));
    }

    private static Arbitrary<String> selector() {
        Arbitrary<String> names = Arbitraries.of("up", "a:b", "sum", "offset", "by", "start", "range", "or", "");
        Arbitrary<String> matcher = Arbitraries.of(
                "a=\"1\"", "b!='2'", "\"c.d\"=~`x\\d+`", "sum!~\"y|z\"", "e=\"\\u00e4\\n\\\"\"", "f=\"\\x41\\101\"");
        Arbitrary<String> braces =
                matcher.list().ofMinSize(1).ofMaxSize(3).map(list -> "{ " + String.join(",", list) + " ,g!=\"\"}");
        return Combinators.combine(names, braces, Arbitraries.of(true, false))
                .as((name, matchers, both) -> name.isEmpty() || both ? name + matchers : name + " ");
    }

    private static Arbitrary<String> binaryOperators() {
        return Arbitraries.of(
                "+",
                " - ",
                " * ",
                "/",
                "%",
                "^",
                " atan2 ",
                "==",
                " != bool ",
                " and ",
                " or on (a) ",
                " UNLESS ignoring(a, b,) ",
                " + on() ",
                " * on(a) group_left(b) ",
                " / ignoring(x) group_right() ",
                " # why\n > ");
    }

    private static Arbitrary<String> grouping() {
        return Arbitraries.of("", " by()", " by (a)", " without (a, \"b.c\")", " without()", " by (sum, on,)");
    }

    private static Arbitrary<String> modifiers() {
        return Arbitraries.of(
                "",
                " offset 5m",
                " offset -90",
                " @ 1.5",
                " @ start() offset 1w",
                " offset ((1m+step())*2) @ end()",
                " offset -(2m)",
                " offset - (1m + 2m)",
                " offset 0s");
    }

    private static Arbitrary<String> duration() {
        Arbitrary<String> simple = Arbitraries.of("5m", "1h30m", "300", "0.25", "0.0001", "step()", "range()", "(1m)");
        return Arbitraries.oneOf(
                simple,
                Combinators.combine(simple, Arbitraries.of("+", " - ", "*", "/", "%", "^"), simple)
                        .as((a, op, b) -> a + op + b),
                Combinators.combine(simple, simple).as((a, b) -> "min_of(" + a + ", -" + b + ")"),
                simple.map(x -> "-(" + x + " - step()) ^ 2"),
                simple.map(x -> "(-" + x + ") ^ 2"),
                simple.map(x -> "2 * (" + x + " + 1m)"));
    }
}
