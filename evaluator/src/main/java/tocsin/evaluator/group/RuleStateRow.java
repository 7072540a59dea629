package tocsin.evaluator.group;

import java.time.Instant;
import java.util.Objects;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/**
 * A rule that cannot be evaluated. There is a row exactly while that is so.
 *
 * @param unknownSince when the first failing evaluation began
 * @param lastError of that first failure
 */
public record RuleStateRow(RuleIdentity rule, Instant unknownSince, String lastError) {
    /** Written by the runner of the rule's group. */
    public static final Table<RuleStateRow> TABLE =
            Table.lastWriterWins("rule-state", Codec.of((out, row) -> row.writeTo(out), RuleStateRow::readFrom));

    public RuleStateRow {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(unknownSince, "unknownSince");
        Objects.requireNonNull(lastError, "lastError");
    }

    private void writeTo(BinaryWriter out) {
        rule.writeTo(out);
        out.instant(unknownSince);
        out.text(lastError);
    }

    private static RuleStateRow readFrom(BinaryReader in) {
        return new RuleStateRow(RuleIdentity.readFrom(in), in.instant(), in.text());
    }
}
