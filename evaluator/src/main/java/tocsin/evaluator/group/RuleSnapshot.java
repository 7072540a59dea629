package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.rules.Rule;

/**
 * A rule after its last evaluation. Shares its alerts with the evaluator, as both are immutable: cheap for any number.
 *
 * @param lastError of the last evaluation; null when it succeeded
 * @param unknownSince first failure of an unbroken row of failures, during which the alerts stay as they were; null while
 *     the rule evaluates
 * @param lastEvaluation wall time at which the last evaluation began; null before the first
 * @param evaluationTime how long that took
 * @param warnings of the data source with the last result, and ours about it
 * @param alerts none for a recording rule
 */
public record RuleSnapshot(
        Rule rule,
        RuleHealth health,
        @Nullable String lastError,
        @Nullable Instant unknownSince,
        @Nullable Instant lastEvaluation,
        Duration evaluationTime,
        List<String> warnings,
        List<String> infos,
        ActiveAlerts alerts) {

    /** State for display; empty stands for {@code unknown}: never evaluated, and nothing restored. */
    public Optional<ActiveAlert.State> state() {
        return lastEvaluation == null && alerts.isEmpty() ? Optional.empty() : Optional.of(alerts.state());
    }
}
