package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.QueryFailure;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;

/**
 * Watches evaluation; the server makes the {@code prometheus_rule_*} metrics of it. Called on the contexts of groups, so
 * on several threads, and must not block. The label {@code rule_group} is {@link RuleGroup#id()}.
 */
public interface EvaluationObserver {
    /** Watches nothing. */
    EvaluationObserver NONE = new EvaluationObserver() {};

    /** A group begins, or goes on with changed rules: its counters exist from now on, at 0 when they are new. */
    default void groupStarted(RuleGroup group, Duration interval) {}

    /** A group is gone, and its metrics with it. Not called for a group that is only replaced by its changed self. */
    default void groupRemoved(RuleGroup group) {}

    /**
     * Slots that passed unevaluated.
     *
     * @param missed at least 1; they count as iterations, too
     */
    default void slotsMissed(RuleGroup group, long missed) {}

    default void iterationFinished(RuleGroup group, Iteration iteration) {}

    /** @param failure null when the rule was evaluated; a cancelled evaluation is not reported at all */
    default void ruleEvaluated(RuleGroup group, Rule rule, Duration duration, @Nullable RuleFailure failure) {}

    /** Alerts handed to the sink, resolved ones included. */
    default void alertsSent(RuleGroup group, int count) {}

    /** State that could not be written down; it is tried again soon. */
    default void stateNotWritten(RuleGroup group, Throwable cause) {}

    /**
     * One pass over all rules of a group.
     *
     * @param startedAt wall time
     * @param duration of the whole pass
     * @param ruleDurations sum of the durations of its rules; more than the pass where rules run at once
     * @param samples in the results of all rules
     */
    record Iteration(Instant slot, Instant startedAt, Duration duration, Duration ruleDurations, long samples) {}

    /** @param kind of the failed query; null when the query was answered and the result could not be used */
    record RuleFailure(String message, QueryFailure.@Nullable Kind kind) {}
}
