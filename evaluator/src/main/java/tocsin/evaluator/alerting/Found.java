package tocsin.evaluator.alerting;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.evaluator.template.Failures;

/**
 * What one evaluation of a rule has found.
 *
 * @param failures of its texts, by text as in {@code annotation "summary"}; those stand in the occurrences as errors
 */
public record Found(List<Occurrence> occurrences, Map<String, Failures> failures) {
    public Found {
        Objects.requireNonNull(occurrences, "occurrences");
        Objects.requireNonNull(failures, "failures");
    }
}
