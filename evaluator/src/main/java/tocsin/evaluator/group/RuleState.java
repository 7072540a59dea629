package tocsin.evaluator.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
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

    /** Of a rule that was never here before. */
    static RuleState none(RuleIdentity rule) {
        return new RuleState(rule, ActiveAlerts.none(), null, null);
    }

    /** With alerts of other label sets added. */
    public RuleState with(Collection<ActiveAlert> added) {
        List<ActiveAlert> all = new ArrayList<>(alerts.all());
        all.addAll(added);
        return new RuleState(rule, ActiveAlerts.of(all), unknownSince, lastError);
    }
}
