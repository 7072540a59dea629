package tocsin.router.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.model.Labels;
import tocsin.router.ingest.PostProblem;

/**
 * Why alerts that arrived went no further: one record for a batch of which something was turned away.
 *
 * @param accepted how many of the batch went on
 * @param problems of posted alerts that are not valid; the first {@value #MOST_NAMED} of them
 * @param overLimit alerts beyond {@code --alerts.per-alertname-limit}; the first {@value #MOST_NAMED} of them
 * @param ofRules alerts whose labels belong to a firing alert of an own rule, of which that rule alone may say more, or to
 *     one that somebody posted since a rule has ended its own; the first {@value #MOST_NAMED} of them
 * @param turnedAway how many there were in all
 */
public record IntakeRecord(
        Instant at,
        int accepted,
        int turnedAway,
        List<PostProblem> problems,
        List<Labels> overLimit,
        List<Labels> ofRules)
        implements DecisionRecord {
    static final int MOST_NAMED = 20;

    public IntakeRecord {
        Objects.requireNonNull(at, "at");
        problems = first(problems);
        overLimit = first(overLimit);
        ofRules = first(ofRules);
    }

    private static <T> List<T> first(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(MOST_NAMED, all.size())));
    }

    /** Whether an alert with these labels is among those that were turned away and are named. */
    public boolean names(Labels alert) {
        return overLimit.contains(alert) || ofRules.contains(alert);
    }
}
