package tocsin.evaluator.alerting;

import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;

/**
 * A change of an alert that must survive the process. A new value, new annotations or a resend are none.
 *
 * @param before null for a new alert
 * @param after null for an alert that is forgotten
 */
public record Transition(
        @Nullable ActiveAlert before, @Nullable ActiveAlert after) {
    public Transition {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a transition needs an alert");
        }
    }

    public Labels labels() {
        ActiveAlert known = after == null ? before : after;
        if (known == null) {
            throw new IllegalStateException("a transition needs an alert");
        }
        return known.labels();
    }
}
