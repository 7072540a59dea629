package tocsin.rules.promql;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The {@code @} and {@code offset} modifiers of a selector.
 *
 * @param at null when there is none
 * @param offset null when there is none or it is zero
 */
public record TimeModifiers(@Nullable At at, @Nullable DurationExpr offset) {
    public static final TimeModifiers NONE = new TimeModifiers(null, null);

    /** A fixed evaluation time. */
    public sealed interface At {
        /** @param millis since 1970 */
        record Timestamp(long millis) implements At {
            @Override
            public String toString() {
                return BigDecimal.valueOf(millis, 3).toPlainString();
            }
        }

        /** An end of the query's range; for rules both are the evaluation time. */
        enum Boundary implements At {
            START("start()"),
            END("end()");

            private final String text;

            Boundary(String text) {
                this.text = text;
            }

            @Override
            public String toString() {
                return text;
            }
        }
    }

    TimeModifiers at(At time) {
        return new TimeModifiers(Objects.requireNonNull(time), offset);
    }

    TimeModifiers offset(DurationExpr by) {
        return new TimeModifiers(at, by.isZero() ? null : by);
    }

    void print(StringBuilder target) {
        if (at != null) {
            target.append(" @ ").append(at);
        }
        if (offset != null) {
            target.append(" offset ");
            offset.print(target);
        }
    }
}
