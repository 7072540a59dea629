package tocsin.rules.promql;

import java.time.Duration;
import java.util.Objects;
import tocsin.model.Durations;

/** A length of time in a range, a subquery step or an offset. */
public sealed interface DurationExpr {
    void print(StringBuilder target);

    default boolean isZero() {
        return false;
    }

    /**
     * A constant.
     *
     * @param duration whether it is printed as a duration rather than as a number of seconds
     */
    record Literal(double seconds, boolean duration) implements DurationExpr {
        @Override
        public boolean isZero() {
            return seconds == 0;
        }

        /** As it stands alone: a duration whenever that is exact, as {@code 300} and {@code 5m} are the same there. */
        Literal alone() {
            return new Literal(seconds, wholeMillis(seconds));
        }

        @Override
        public void print(StringBuilder target) {
            if (duration) {
                printSeconds(target, seconds);
            } else {
                target.append(NumberLiteral.decimal(seconds));
            }
        }
    }

    /** {@code step()} or {@code range()} of the query. */
    enum OfQuery implements DurationExpr {
        STEP("step()"),
        RANGE("range()");

        private final String text;

        OfQuery(String text) {
            this.text = text;
        }

        @Override
        public void print(StringBuilder target) {
            target.append(text);
        }
    }

    /** The smaller or the larger of two. */
    record Extreme(boolean smaller, DurationExpr left, DurationExpr right) implements DurationExpr {
        public Extreme {
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
        }

        @Override
        public void print(StringBuilder target) {
            target.append(smaller ? "min_of(" : "max_of(");
            left.print(target);
            target.append(", ");
            right.print(target);
            target.append(')');
        }
    }

    /** Arithmetic. */
    record Binary(BinaryOperator operator, DurationExpr left, DurationExpr right) implements DurationExpr {
        public Binary {
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(right, "right");
        }

        @Override
        public void print(StringBuilder target) {
            left.print(target);
            target.append(' ').append(operator.symbol()).append(' ');
            right.print(target);
        }
    }

    /** Minus something that is no constant. */
    record Negative(DurationExpr operand) implements DurationExpr {
        public Negative {
            Objects.requireNonNull(operand, "operand");
        }

        @Override
        public void print(StringBuilder target) {
            target.append('-');
            operand.print(target);
        }
    }

    /** Parentheses; not kept around constants that need none. */
    record Paren(DurationExpr inner) implements DurationExpr {
        public Paren {
            Objects.requireNonNull(inner, "inner");
        }

        @Override
        public void print(StringBuilder target) {
            target.append('(');
            inner.print(target);
            target.append(')');
        }
    }

    /** @param seconds a whole number of milliseconds */
    static void printSeconds(StringBuilder target, double seconds) {
        if (seconds < 0) {
            target.append('-');
        }
        target.append(Durations.print(Duration.ofMillis(Math.round(Math.abs(seconds) * 1000))));
    }

    private static boolean wholeMillis(double seconds) {
        double millis = seconds * 1000;
        return Math.abs(millis) < 1e15 && Math.round(millis) / 1000.0 == seconds;
    }
}
