package tocsin.rules.promql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Labels by which an aggregation groups.
 *
 * @param without whether these labels are dropped rather than kept
 */
public record Grouping(boolean without, List<String> labels) {
    /** One group for everything; {@code by ()} is the same. */
    public static final Grouping NONE = new Grouping(false, List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }

    static String list(List<String> labels) {
        return labels.stream().map(VectorSelector::labelName).collect(Collectors.joining(", ", "(", ")"));
    }

    void print(StringBuilder target) {
        if (without || !labels.isEmpty()) {
            target.append(without ? " without " : " by ").append(list(labels)).append(' ');
        }
    }
}
