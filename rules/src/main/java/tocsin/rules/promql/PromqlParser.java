package tocsin.rules.promql;

import java.util.Objects;
import java.util.function.Function;

/**
 * Reads expressions and judges their types, as Prometheus 3.14 does with its default features: duration expressions are
 * on; experimental functions and aggregators, {@code anchored}, {@code smoothed} and {@code fill} are off.
 *
 * <p>Takes time linear in the length of the text, and refuses what is nested too deeply or longer than a million characters. Pure; any thread.
 */
public final class PromqlParser {
    /** Far beyond what anybody writes; bounds the memory for tokens. */
    private static final int LONGEST = 1 << 20;

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
            requireBounded(text);
            result = entry.apply(new ExprParser(new TokenStream(new Lexer(text).tokens()), complaints));
        } catch (SyntaxException e) {
            complaints.syntax(e.offset(), e.message());
        }
        PromqlError error = complaints.first(text);
        return error == null ? new Parsed.Valid<>(Objects.requireNonNull(result)) : new Parsed.Invalid<>(error);
    }

    private static void requireBounded(String text) {
        if (text.length() > LONGEST) {
            throw new SyntaxException(0, "expression is longer than %d characters".formatted(LONGEST));
        }
    }
}
