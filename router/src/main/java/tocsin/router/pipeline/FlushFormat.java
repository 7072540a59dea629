package tocsin.router.pipeline;

import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/** Records of flushes as bytes. Thousands of alerts of one group differ in a label or two, and only that is written of each. */
final class FlushFormat {
    static final Codec<FlushRecord> CODEC = Codec.of(FlushFormat::write, FlushFormat::read);

    private FlushFormat() {}

    private static void write(BinaryWriter out, FlushRecord flush) {
        out.instant(flush.at());
        flush.group().writeTo(out);
        out.text(flush.routeId());
        out.text(flush.groupKey());
        out.sharedText(flush.receiver());
        out.number(flush.number());
        out.number(flush.firing());
        out.number(flush.resolved());
        out.list(flush.changes(), FlushFormat::write);
        out.list(flush.decisions(), DecisionFormat::write);
    }

    private static FlushRecord read(BinaryReader in) {
        return new FlushRecord(
                in.instant(),
                GroupId.readFrom(in),
                in.text(),
                in.text(),
                in.sharedText(),
                in.number(),
                (int) in.number(),
                (int) in.number(),
                in.list(FlushFormat::change),
                in.list(DecisionFormat::read));
    }

    private static void write(BinaryWriter out, MemberChange change) {
        out.similarLabels(change.alert());
        out.sharedConstant(change.kind());
        out.flag(change.firing());
    }

    private static MemberChange change(BinaryReader in) {
        return new MemberChange(in.similarLabels(), in.sharedConstant(MemberChange.Kind.class), in.flag());
    }
}
