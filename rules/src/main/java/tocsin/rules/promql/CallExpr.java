package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;

/** A function call. */
public record CallExpr(String function, ValueType type, List<Expr> arguments) implements Expr {
    public CallExpr {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(type, "type");
        arguments = List.copyOf(arguments);
    }

    @Override
    public List<Expr> children() {
        return arguments;
    }

    @Override
    public void print(StringBuilder target) {
        target.append(function).append('(');
        for (int i = 0; i < arguments.size(); i++) {
            if (i > 0) {
                target.append(", ");
            }
            arguments.get(i).print(target);
        }
        target.append(')');
    }
}
