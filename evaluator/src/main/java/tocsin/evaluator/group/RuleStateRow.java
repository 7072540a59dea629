package tocsin.evaluator.group;

import java.time.Instant;
import java.util.Objects;
import tocsin.state.Table;

/**
 * A rule that cannot be evaluated. There is a row exactly while that is so.
 *
 * @param unknownSince when the first failing evaluation began
 * @param lastError of that first failure
 */
public record RuleStateRow(RuleIdentity rule, Instant unknownSince, String lastError) {
    /** Written by the runner of the rule's group. */
    public static final Table<RuleStateRow> TABLE = Table.lastWriterWins("rule-state");

    public RuleStateRow {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(unknownSince, "unknownSince");
        Objects.requireNonNull(lastError, "lastError");
    }
}
