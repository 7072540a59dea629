package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;

/** A sign in front of an operand that is no number; a number takes the sign itself. */
public record UnaryExpr(boolean negative, Expr operand) implements Expr {
    public UnaryExpr {
        Objects.requireNonNull(operand, "operand");
    }

    @Override
    public ValueType type() {
        return operand.type();
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public void print(StringBuilder target) {
        target.append(negative ? '-' : '+');
        operand.print(target);
    }
}
