package tocsin.rules.promql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Two operands and an operator.
 *
 * @param bool whether a comparison yields 0 or 1 instead of filtering
 * @param matching {@link VectorMatching#ALL_LABELS} too when an operand is a scalar
 */
public record BinaryExpr(BinaryOperator operator, boolean bool, VectorMatching matching, Expr left, Expr right)
        implements Expr {
    private static final NumberLiteral INFINITE = new NumberLiteral(Double.POSITIVE_INFINITY, false);

    public BinaryExpr {
        Objects.requireNonNull(operator, "operator");
        Objects.requireNonNull(matching, "matching");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
    }

    @Override
    public ValueType type() {
        Expr first = this;
        while (first instanceof BinaryExpr binary) {
            if (binary.right.type() != ValueType.SCALAR) {
                return ValueType.VECTOR;
            }
            first = binary.left;
        }
        return first.type() == ValueType.SCALAR ? ValueType.SCALAR : ValueType.VECTOR;
    }

    @Override
    public List<Expr> children() {
        return List.of(left, right);
    }

    /** A chain such as {@code a or b or c} leans to the left and may be long, so it is not printed by recursion. */
    @Override
    public void print(StringBuilder target) {
        Deque<BinaryExpr> chain = new ArrayDeque<>();
        Expr first = this;
        while (first instanceof BinaryExpr binary) {
            chain.push(binary);
            first = binary.left;
        }
        if (first.equals(INFINITE) && chain.element().operator == BinaryOperator.POWER) {
            // In front of a power, the sign of the usual `+Inf` would be read as one of the power.
            target.append("Inf");
        } else {
            first.print(target);
        }
        chain.forEach(binary -> binary.printRight(target));
    }

    private void printRight(StringBuilder target) {
        target.append(' ').append(operator.symbol());
        if (bool) {
            target.append(" bool");
        }
        matching.print(target);
        target.append(' ');
        right.print(target);
    }
}
