package tocsin.rules;

import java.util.Map;
import java.util.Objects;

/** A rule whose result is stored as a new series. Label values are literal. */
public record RecordingRule(String name, RuleExpression expression, Map<String, String> labels) implements Rule {
    public RecordingRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(expression, "expression");
        labels = SortedByName.copy(labels);
    }
}
