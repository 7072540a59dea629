package tocsin.router.silence;

import java.util.List;
import tocsin.model.Matcher;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/** A silence as it is stored: with its matchers as they were written, so that one that cannot be used is kept all the same. */
final class SilenceFormat {
    static final Codec<Silence> CODEC = Codec.of(SilenceFormat::write, SilenceFormat::read);

    private SilenceFormat() {}

    private static void write(BinaryWriter out, Silence silence) {
        out.text(silence.id());
        out.list(written(silence), (sets, set) -> sets.list(set, SilenceFormat::write));
        out.instant(silence.startsAt());
        out.instant(silence.endsAt());
        out.instant(silence.updatedAt());
        out.text(silence.createdBy());
        out.text(silence.comment());
        out.textsInOrder(silence.annotations());
        out.instant(silence.expiresAt());
    }

    private static void write(BinaryWriter out, MatcherText matcher) {
        out.text(matcher.name());
        out.constant(matcher.op());
        out.text(matcher.value());
    }

    private static List<List<MatcherText>> written(Silence silence) {
        Silence.Defect defect = silence.defect();
        return defect != null
                ? defect.written()
                : silence.matcherSets().stream()
                        .map(set -> set.stream().map(SilenceFormat::text).toList())
                        .toList();
    }

    private static MatcherText text(Matcher matcher) {
        return new MatcherText(matcher.name(), matcher.op(), matcher.value());
    }

    private static Silence read(BinaryReader in) {
        String id = in.text();
        List<List<MatcherText>> matchers = in.list(sets -> sets.list(SilenceFormat::matcher));
        return Silence.ofWritten(
                id, matchers, in.instant(), in.instant(), in.instant(), in.text(), in.text(), in.texts(), in.instant());
    }

    private static MatcherText matcher(BinaryReader in) {
        return new MatcherText(in.text(), in.constant(Matcher.Op.class), in.text());
    }
}
