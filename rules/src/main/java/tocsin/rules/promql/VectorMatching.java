package tocsin.rules.promql;

import java.util.List;
import java.util.Objects;

/**
 * Which series of two vectors belong together.
 *
 * @param on whether only the labels count, rather than all others
 * @param include labels that {@code group_left} or {@code group_right} takes over from the one side
 */
public record VectorMatching(boolean on, List<String> labels, Cardinality cardinality, List<String> include) {
    /** All labels must be equal. */
    public static final VectorMatching ALL_LABELS =
            new VectorMatching(false, List.of(), Cardinality.ONE_TO_ONE, List.of());

    /** How many series of a side may match one of the other. */
    public enum Cardinality {
        ONE_TO_ONE,
        /** {@code group_left}. */
        MANY_TO_ONE,
        /** {@code group_right}. */
        ONE_TO_MANY
    }

    public VectorMatching {
        Objects.requireNonNull(cardinality, "cardinality");
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    boolean grouped() {
        return cardinality != Cardinality.ONE_TO_ONE;
    }

    void print(StringBuilder target) {
        if (on || grouped() || !labels.isEmpty()) {
            target.append(on ? " on " : " ignoring ").append(Grouping.list(labels));
        }
        if (grouped()) {
            target.append(cardinality == Cardinality.MANY_TO_ONE ? " group_left " : " group_right ")
                    .append(Grouping.list(include));
        }
    }
}
