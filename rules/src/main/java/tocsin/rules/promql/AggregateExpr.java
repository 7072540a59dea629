package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** @param parameter e.g. the 5 of {@code topk(5, x)}; null when the aggregator takes none */
public record AggregateExpr(
        Aggregator aggregator, Grouping grouping, @Nullable Expr parameter, Expr operand) implements Expr {
    public AggregateExpr {
        Objects.requireNonNull(aggregator, "aggregator");
        Objects.requireNonNull(grouping, "grouping");
        Objects.requireNonNull(operand, "operand");
    }

    @Override
    public ValueType type() {
        return ValueType.VECTOR;
    }

    @Override
    public List<Expr> children() {
        return parameter == null ? List.of(operand) : List.of(parameter, operand);
    }

    @Override
    public void print(StringBuilder target) {
        target.append(aggregator.keyword());
        grouping.print(target);
        target.append('(');
        if (parameter != null) {
            parameter.print(target);
            target.append(", ");
        }
        operand.print(target);
        target.append(')');
    }
}
