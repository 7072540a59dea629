package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;
import tocsin.model.GoQuote;

/** A string, escapes resolved. */
public record StringLiteral(String value) implements Expr {
    public StringLiteral {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public ValueType type() {
        return ValueType.STRING;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public void print(StringBuilder target) {
        GoQuote.append(target, value);
    }
}
