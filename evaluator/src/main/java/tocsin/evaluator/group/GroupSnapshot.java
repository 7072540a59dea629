package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.rules.RuleGroup;

/**
 * A group after its last iteration, and its rules after their last evaluation.
 *
 * @param interval in force, the default filled in
 * @param queryOffset in force, the default filled in
 * @param lastEvaluation wall time at which the last iteration began; null before the first
 * @param evaluationTime how long that took
 * @param rules in the order of the file
 */
public record GroupSnapshot(
        RuleGroup group,
        Duration interval,
        Duration queryOffset,
        @Nullable Instant lastEvaluation,
        Duration evaluationTime,
        List<RuleSnapshot> rules) {}
