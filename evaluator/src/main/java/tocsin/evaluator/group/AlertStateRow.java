package tocsin.evaluator.group;

import java.util.List;
import java.util.Objects;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.state.Table;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/**
 * The alerts of a rule that share a bucket. Many alerts to a row, because a hundred thousand alerts that begin to fire at
 * once must not cost a hundred thousand writes; many buckets to a rule, because one alert that changes must not cost the
 * writing of all.
 *
 * @param bucket {@code fingerprint mod} {@link #BUCKETS}
 * @param alerts as of the last transition in the bucket; later values and resends are not in it
 */
public record AlertStateRow(RuleIdentity rule, int bucket, List<ActiveAlert> alerts) {
    /** A rule of 100,000 alerts writes a thousand rows of a hundred alerts; a small rule about a row for each alert. */
    static final int BUCKETS = 1024;

    /** Written by the runner of the rule's group. */
    public static final Table<AlertStateRow> TABLE =
            Table.lastWriterWins("alert-state", Codec.of((out, row) -> row.writeTo(out), AlertStateRow::readFrom));

    public AlertStateRow {
        Objects.requireNonNull(rule, "rule");
        alerts = List.copyOf(alerts);
    }

    private void writeTo(BinaryWriter out) {
        rule.writeTo(out);
        out.number(bucket);
        out.list(alerts, (to, alert) -> alert.writeTo(to));
    }

    private static AlertStateRow readFrom(BinaryReader in) {
        return new AlertStateRow(
                RuleIdentity.readFrom(in), Math.toIntExact(in.number()), in.list(ActiveAlert::readFrom));
    }

    static int bucket(ActiveAlert alert) {
        return (int) Long.remainderUnsigned(alert.labels().fingerprint().value(), BUCKETS);
    }
}
