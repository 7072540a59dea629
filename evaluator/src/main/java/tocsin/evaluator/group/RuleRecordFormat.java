package tocsin.evaluator.group;

import tocsin.evaluator.group.RuleRecord.AlertChange;
import tocsin.evaluator.group.RuleRecord.AlertsChanged;
import tocsin.evaluator.group.RuleRecord.Failing;
import tocsin.evaluator.group.RuleRecord.Kind;
import tocsin.evaluator.group.RuleRecord.Recovered;
import tocsin.evaluator.group.RuleRecord.RuleName;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;
import tocsin.state.codec.CodecException;

/** Records of rules as bytes. */
final class RuleRecordFormat {
    static final Codec<RuleRecord> CODEC = Codec.of(RuleRecordFormat::write, RuleRecordFormat::read);

    private static final int ALERTS_CHANGED = 1;
    private static final int FAILING = 2;
    private static final int RECOVERED = 3;

    private RuleRecordFormat() {}

    private static void write(BinaryWriter out, RuleRecord record) {
        if (record instanceof AlertsChanged changed) {
            head(out, ALERTS_CHANGED, record);
            out.list(changed.changes(), RuleRecordFormat::write);
        } else if (record instanceof Failing failing) {
            head(out, FAILING, record);
            out.text(failing.error());
        } else if (record instanceof Recovered recovered) {
            head(out, RECOVERED, record);
            out.instant(recovered.unknownSince());
        }
    }

    private static void head(BinaryWriter out, int type, RuleRecord record) {
        out.octet(type);
        out.instant(record.at());
        out.text(record.rule().group());
        out.text(record.rule().rule());
    }

    private static RuleRecord read(BinaryReader in) {
        int type = in.octet();
        return switch (type) {
            case ALERTS_CHANGED -> new AlertsChanged(in.instant(), name(in), in.list(RuleRecordFormat::change));
            case FAILING -> new Failing(in.instant(), name(in), in.text());
            case RECOVERED -> new Recovered(in.instant(), name(in), in.instant());
            default -> throw new CodecException("no record of a rule has the number " + type);
        };
    }

    private static RuleName name(BinaryReader in) {
        return new RuleName(in.text(), in.text());
    }

    private static void write(BinaryWriter out, AlertChange change) {
        out.similarLabels(change.alert());
        out.sharedConstant(change.kind());
        out.real(change.value());
    }

    private static AlertChange change(BinaryReader in) {
        return new AlertChange(in.similarLabels(), in.sharedConstant(Kind.class), in.real());
    }
}
