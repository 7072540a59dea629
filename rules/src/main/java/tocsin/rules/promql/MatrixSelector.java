package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;

/** The samples of a range; the modifiers are the selector's. */
public record MatrixSelector(VectorSelector selector, DurationExpr range) implements Expr {
    public MatrixSelector {
        Objects.requireNonNull(selector, "selector");
        Objects.requireNonNull(range, "range");
    }

    @Override
    public ValueType type() {
        return ValueType.MATRIX;
    }

    @Override
    public List<Expr> children() {
        return List.of(selector);
    }

    @Override
    public void print(StringBuilder target) {
        selector.printSeries(target);
        target.append('[');
        range.print(target);
        target.append(']');
        selector.modifiers().print(target);
    }
}
