package tocsin.rules.promql;

import java.math.BigDecimal;
import java.util.List;

/**
 * A number.
 *
 * @param duration whether it was written as a duration, e.g. {@code 5m} for 300
 */
public record NumberLiteral(double value, boolean duration) implements Expr {
    @Override
    public ValueType type() {
        return ValueType.SCALAR;
    }

    @Override
    public List<Expr> children() {
        return List.of();
    }

    @Override
    public void print(StringBuilder target) {
        if (duration) {
            DurationExpr.printSeconds(target, value);
        } else {
            target.append(decimal(value));
        }
    }

    /** Plain decimal digits, never an exponent. */
    static String decimal(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return digits.toPlainString();
    }
}
