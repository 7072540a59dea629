package tocsin.rules.promql;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Binary operators; a higher precedence binds tighter. */
public enum BinaryOperator {
    OR("or", 1, Kind.SET),
    AND("and", 2, Kind.SET),
    UNLESS("unless", 2, Kind.SET),
    EQUAL("==", 3, Kind.COMPARISON),
    NOT_EQUAL("!=", 3, Kind.COMPARISON),
    GREATER(">", 3, Kind.COMPARISON),
    LESS("<", 3, Kind.COMPARISON),
    GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
    LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
    ADD("+", 4, Kind.ARITHMETIC),
    SUBTRACT("-", 4, Kind.ARITHMETIC),
    MULTIPLY("*", 5, Kind.ARITHMETIC),
    DIVIDE("/", 5, Kind.ARITHMETIC),
    MODULO("%", 5, Kind.ARITHMETIC),
    ATAN2("atan2", 5, Kind.ARITHMETIC),
    POWER("^", 6, Kind.ARITHMETIC);

    /** What an operator does with its operands. */
    public enum Kind {
        ARITHMETIC,
        COMPARISON,
        SET
    }

    /** A unary sign binds as multiplication does, so {@code -x ^ 2} is {@code -(x ^ 2)}. */
    static final int UNARY_PRECEDENCE = 5;

    private static final Map<String, BinaryOperator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(BinaryOperator::symbol, Function.identity()));

    private final String symbol;
    private final int precedence;
    private final Kind kind;

    BinaryOperator(String symbol, int precedence, Kind kind) {
        this.symbol = symbol;
        this.precedence = precedence;
        this.kind = kind;
    }

    static BinaryOperator of(String symbol) {
        BinaryOperator operator = BY_SYMBOL.get(symbol);
        if (operator == null) {
            throw new IllegalArgumentException("no binary operator: " + symbol);
        }
        return operator;
    }

    public String symbol() {
        return symbol;
    }

    public Kind kind() {
        return kind;
    }

    int precedence() {
        return precedence;
    }

    /** Least precedence of an operator in the right operand: the same for the one that associates to the right. */
    int rightPrecedence() {
        return this == POWER ? precedence : precedence + 1;
    }

    /** Whether it may stand in a duration expression. */
    boolean combinesDurations() {
        return kind == Kind.ARITHMETIC && this != ATAN2;
    }
}
