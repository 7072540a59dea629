package tocsin.evaluator.alerting;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one step makes of the alerts of a rule.
 *
 * @param alerts the alerts from now on
 * @param toSend firing alerts, resolved ones, and those that leave; never pending ones
 * @param transitions what has to be written down
 * @param error why the evaluation counts as failed; null when it succeeded
 */
public record Advance(
        ActiveAlerts alerts,
        List<ActiveAlert> toSend,
        List<Transition> transitions,
        @Nullable String error) {
    public Advance {
        Objects.requireNonNull(alerts, "alerts");
        Objects.requireNonNull(toSend, "toSend");
        Objects.requireNonNull(transitions, "transitions");
    }
}
