package tocsin.rules;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * @param holdDuration {@code for}: how long the condition must hold before the alert fires; zero fires at once
 * @param keepFiringFor how long the alert goes on firing after the condition has ended
 * @param labels see {@link Rule#labels}; values may be templates
 * @param annotations raw text in UTF-8 order of names; values may be templates
 */
public record AlertingRule(
        String name,
        RuleExpression expression,
        Duration holdDuration,
        Duration keepFiringFor,
        Map<String, String> labels,
        Map<String, String> annotations)
        implements Rule {
    public AlertingRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(holdDuration, "holdDuration");
        Objects.requireNonNull(keepFiringFor, "keepFiringFor");
        labels = SortedByName.copy(labels);
        annotations = SortedByName.copy(annotations);
    }
}
