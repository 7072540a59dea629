package tocsin.router.silence;

import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/** A record of the audit as it is stored. */
final class AuditFormat {
    static final Codec<AuditRecord> CODEC = Codec.of(AuditFormat::write, AuditFormat::read);

    private AuditFormat() {}

    private static void write(BinaryWriter out, AuditRecord audited) {
        out.number(audited.number());
        out.instant(audited.at());
        out.constant(audited.action());
        out.text(audited.origin().user());
        out.text(audited.origin().remoteAddress());
        out.text(audited.origin().forwardedFor());
        out.optional(audited.before(), AuditFormat::write);
        out.optional(audited.after(), AuditFormat::write);
        out.text(audited.reason());
    }

    private static void write(BinaryWriter out, AuditedSilence silence) {
        out.text(silence.id());
        out.list(silence.matchers(), BinaryWriter::text);
        out.instant(silence.startsAt());
        out.instant(silence.endsAt());
        out.text(silence.createdBy());
        out.text(silence.comment());
    }

    private static AuditRecord read(BinaryReader in) {
        return new AuditRecord(
                in.number(),
                in.instant(),
                in.constant(AuditRecord.Action.class),
                new ChangeOrigin(in.text(), in.text(), in.text()),
                in.optional(AuditFormat::silence),
                in.optional(AuditFormat::silence),
                in.text());
    }

    private static AuditedSilence silence(BinaryReader in) {
        return new AuditedSilence(
                in.text(), in.list(BinaryReader::text), in.instant(), in.instant(), in.text(), in.text());
    }
}
