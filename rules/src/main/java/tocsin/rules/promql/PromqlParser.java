package tocsin.rules.promql;

import java.util.Objects;
import java.util.function.Function;

/**
 * Reads expressions and judges their types, as Prometheus 3.14 does with its default features: duration expressions are
 * on; experimental functions and aggregators, {@code anchored}, {@code smoothed} and {@code fill} are off.
 *
 * <p>Takes time linear in the length of the text, and refuses what is nested too deeply. Pure; any thread.
 */
public final class PromqlParser {
    private PromqlParser() {}

    public static Parsed<Expr> parse(String text) {
        return parse(text, ExprParser::whole);
    }

    /** One series selector without modifiers, as in {@code match[]}: {@code up}, {@code {job="x"}}. */
    public static Parsed<VectorSelector> parseSelector(String text) {
        return parse(text, ExprParser::wholeSelector);
    }

    private static <E> Parsed<E> parse(String text, Function<ExprParser, E> entry) {
        Objects.requireNonNull(text, "text");
        Complaints complaints = new Complaints();
        E result = null;
        try {
            result = entry.apply(new ExprParser(new TokenStream(new Lexer(text).tokens()), complaints));
        } catch (SyntaxException e) {
            complaints.syntax(e.offset(), e.message());
        }
        PromqlError error = complaints.first(text);
        return error == null ? new Parsed.Valid<>(Objects.requireNonNull(result)) : new Parsed.Invalid<>(error);
    }
}
