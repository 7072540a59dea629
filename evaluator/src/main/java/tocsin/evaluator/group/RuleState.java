package tocsin.evaluator.group;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlerts;

/**
 * What a rule hands over to itself after a reload or a restart.
 *
 * @param unknownSince null when the rule could be evaluated
 * @param lastError null when the rule could be evaluated
 */
public record RuleState(
        RuleIdentity rule,
        ActiveAlerts alerts,
        @Nullable Instant unknownSince,
        @Nullable String lastError) {
    public RuleState {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(alerts, "alerts");
    }
}
