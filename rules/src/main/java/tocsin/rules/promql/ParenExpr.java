package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;

/** Parentheses, kept as written. */
public record ParenExpr(Expr inner) implements Expr {
    public ParenExpr {
        Objects.requireNonNull(inner, "inner");
    }

    @Override
    public ValueType type() {
        return inner.type();
    }

    @Override
    public List<Expr> children() {
        return List.of(inner);
    }

    @Override
    public void print(StringBuilder target) {
        target.append('(');
        inner.print(target);
        target.append(')');
    }
}
