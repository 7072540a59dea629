package tocsin.rules.promql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Durations in brackets and after {@code offset}: literals, and arithmetic over them. A plain number counts seconds.
 *
 * <p>After {@code offset} a literal ends the duration, so {@code x offset 5m + 1} adds one to the samples; arithmetic
 * there needs parentheses.
 */
final class DurationParser {
    /** Of all durations of an expression: bounds the height of their trees. */
    private static final int MOST_OPERATORS = 1_000;

    private static final double LONGEST_SECONDS = 0x1p63 / 1e9;

    private final TokenStream tokens;
    private final Complaints complaints;
    private int operators;

    DurationParser(TokenStream tokens, Complaints complaints) {
        this.tokens = tokens;
        this.complaints = complaints;
    }

    /**
     * Between brackets; a constant must be more than zero.
     *
     * @param context and {@code expected} for the error when no duration begins here
     */
    DurationExpr positive(String context, String expected) {
        Token first = tokens.peek();
        DurationExpr duration = expression(0, context, expected);
        if (!(duration instanceof DurationExpr.Literal literal)) {
            return duration;
        }
        if (literal.seconds() <= 0) {
            complaints.syntax(first.start(), "duration must be greater than 0");
        }
        return literal.alone();
    }

    DurationExpr offset() {
        String expected = "number, duration, step(), or range()";
        Token sign = sign();
        DurationExpr duration = primary("offset", expected);
        DurationExpr signed = sign == null ? duration : signed(sign, duration);
        return signed instanceof DurationExpr.Literal literal ? literal.alone() : signed;
    }

    private DurationExpr expression(int least, String context, String expected) {
        tokens.descend();
        DurationExpr left = unary(context, expected);
        for (BinaryOperator operator = operator();
                operator != null && operator.precedence() >= least;
                operator = operator()) {
            Token symbol = tokens.take();
            left = binary(operator, left, expression(operator.rightPrecedence(), "", ""), symbol);
            if (++operators > MOST_OPERATORS) {
                throw new SyntaxException(symbol.start(), "duration has too many operators");
            }
        }
        tokens.ascend();
        return left;
    }

    private @Nullable BinaryOperator operator() {
        Token token = tokens.peek();
        if (!token.is(TokenKind.OPERATOR)) {
            return null;
        }
        BinaryOperator operator = BinaryOperator.of(token.text().toLowerCase(Locale.ROOT));
        return operator.combinesDurations() ? operator : null;
    }

    private DurationExpr binary(BinaryOperator operator, DurationExpr left, DurationExpr right, Token symbol) {
        boolean byZero = right instanceof DurationExpr.Literal literal && literal.seconds() == 0;
        if (byZero && operator == BinaryOperator.DIVIDE) {
            complaints.syntax(symbol.start(), "division by zero");
        }
        if (byZero && operator == BinaryOperator.MODULO) {
            complaints.syntax(symbol.start(), "modulo by zero");
        }
        return new DurationExpr.Binary(operator, left, right);
    }

    private DurationExpr unary(String context, String expected) {
        Token sign = sign();
        if (sign == null) {
            return primary(context, expected);
        }
        return signed(sign, expression(BinaryOperator.UNARY_PRECEDENCE + 1, "", ""));
    }

    private @Nullable Token sign() {
        Token token = tokens.peek();
        boolean isSign = token.is(TokenKind.OPERATOR)
                && (token.text().equals("-") || token.text().equals("+"));
        return isSign ? tokens.take() : null;
    }

    private static DurationExpr signed(Token sign, DurationExpr operand) {
        if (sign.text().equals("+")) {
            return operand;
        }
        return operand instanceof DurationExpr.Literal literal
                ? new DurationExpr.Literal(0 - literal.seconds(), literal.duration())
                : new DurationExpr.Negative(operand);
    }

    private DurationExpr primary(String context, String expected) {
        return switch (tokens.peek().kind()) {
            case NUMBER, DURATION -> literal();
            case STEP -> ofQuery(DurationExpr.OfQuery.STEP);
            case RANGE -> ofQuery(DurationExpr.OfQuery.RANGE);
            case MIN_OF, MAX_OF -> extreme();
            case AGGREGATOR -> olderExtreme(context, expected);
            case LEFT_PAREN -> paren();
            default -> throw tokens.unexpected(context, expected);
        };
    }

    private DurationExpr.Literal literal() {
        Token token = tokens.take();
        boolean duration = token.is(TokenKind.DURATION);
        double seconds = number(token);
        if (!(Math.abs(seconds) < LONGEST_SECONDS)) {
            throw new SyntaxException(token.start(), "duration out of range");
        }
        return new DurationExpr.Literal(seconds, duration);
    }

    /** The value of a number or, in seconds, of a duration. */
    static double number(Token token) {
        try {
            return token.is(TokenKind.DURATION) ? NumberSyntax.seconds(token.text()) : NumberSyntax.value(token.text());
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(token.start(), String.valueOf(e.getMessage()));
        }
    }

    private DurationExpr ofQuery(DurationExpr.OfQuery value) {
        tokens.take();
        tokens.expect(TokenKind.LEFT_PAREN);
        tokens.expect(TokenKind.RIGHT_PAREN);
        return value;
    }

    /** Up to Prometheus 3.12 the functions were called {@code min} and {@code max}. */
    private DurationExpr olderExtreme(String context, String expected) {
        Token token = tokens.peek();
        if (!token.isWord("min") && !token.isWord("max")) {
            throw tokens.unexpected(context, expected);
        }
        return extreme();
    }

    private DurationExpr extreme() {
        boolean smaller = tokens.take().text().toLowerCase(Locale.ROOT).startsWith("min");
        tokens.expect(TokenKind.LEFT_PAREN);
        DurationExpr left = expression(0, "", "");
        tokens.expect(TokenKind.COMMA);
        DurationExpr right = expression(0, "", "");
        tokens.expect(TokenKind.RIGHT_PAREN);
        return new DurationExpr.Extreme(smaller, left, right);
    }

    private DurationExpr paren() {
        tokens.take();
        DurationExpr inner = expression(0, "", "");
        tokens.expect(TokenKind.RIGHT_PAREN);
        boolean needless = inner instanceof DurationExpr.Paren
                || (inner instanceof DurationExpr.Literal literal && literal.seconds() >= 0);
        return needless ? inner : new DurationExpr.Paren(inner);
    }
}
