package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a group hands over to itself after a reload or a restart.
 *
 * @param rules with alerts or failures; the built-in rule of the group among them
 * @param lastEvaluation null after a restart
 * @param lastLived when a former process was there for the last time, as far as anybody knows, by its own clock
 * @param clockSteps how the wall clock was set while this process looked; null when it begins with the group
 * @param forProgress how far it has come with what the data source knows of its {@code for}
 * @param journal what of the rules is written
 */
public record GroupState(
        List<RuleState> rules,
        @Nullable Instant lastEvaluation,
        Duration evaluationTime,
        Instant lastLived,
        @Nullable ClockSteps clockSteps,
        JournalState journal,
        ForProgress forProgress) {
    public GroupState {
        Objects.requireNonNull(evaluationTime, "evaluationTime");
        Objects.requireNonNull(lastLived, "lastLived");
        Objects.requireNonNull(journal, "journal");
        Objects.requireNonNull(forProgress, "forProgress");
        rules = List.copyOf(rules);
    }

    /** A group that was not here just before. */
    public static GroupState fresh(JournalState journal) {
        return new GroupState(List.of(), null, Duration.ZERO, Instant.MIN, null, journal, ForProgress.SETTLED);
    }

    /** At the start of a process: rules as they came from the store. */
    public static GroupState restored(
            List<RuleState> rules, Instant lastLived, Instant lastStamp, ForProgress forProgress) {
        return new GroupState(
                rules, null, Duration.ZERO, lastLived, null, JournalState.written(lastStamp), forProgress);
    }
}
