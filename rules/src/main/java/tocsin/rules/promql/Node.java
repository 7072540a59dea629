package tocsin.rules.promql;

/**
 * A parsed expression with what only the parser needs.
 *
 * @param start index of its first character
 * @param height of the tree; bounded because whoever walks a tree recursively must not run out of stack
 */
record Node(Expr expr, int start, int height) {
    static final int HIGHEST = 1_000;

    static Node leaf(Expr expr, Token first) {
        return new Node(expr, first.start(), 1);
    }

    /** A tree over this one. */
    Node under(Expr parent, int parentStart) {
        return over(parent, parentStart, height);
    }

    static Node over(Expr expr, int start, int highestOperand) {
        if (highestOperand >= HIGHEST) {
            throw new SyntaxException(start, "expression has more than %d operators in a row".formatted(HIGHEST));
        }
        return new Node(expr, start, highestOperand + 1);
    }

    ValueType type() {
        return expr.type();
    }
}
