package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An expression evaluated at the steps of a range.
 *
 * @param step null for the data source's default
 */
public record SubqueryExpr(
        Expr operand, DurationExpr range, @Nullable DurationExpr step, TimeModifiers modifiers) implements Expr {
    public SubqueryExpr {
        Objects.requireNonNull(operand, "operand");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(modifiers, "modifiers");
    }

    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }

    @Override
    public List<Expr> children() {
        return List.of(operand);
    }

    @Override
    public void print(StringBuilder target) {
        operand.print(target);
        target.append('[');
        range.print(target);
        target.append(':');
        if (step != null) {
            step.print(target);
        }
        target.append(']');
        modifiers.print(target);
    }

    SubqueryExpr with(TimeModifiers other) {
        return new SubqueryExpr(operand, range, step, other);
    }
}
