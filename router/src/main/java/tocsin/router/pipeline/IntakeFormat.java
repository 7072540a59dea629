package tocsin.router.pipeline;

import tocsin.router.ingest.PostProblem;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.Codec;

/** Records of what was turned away as bytes. */
final class IntakeFormat {
    static final Codec<IntakeRecord> CODEC = Codec.of(IntakeFormat::write, IntakeFormat::read);

    private IntakeFormat() {}

    private static void write(BinaryWriter out, IntakeRecord intake) {
        out.instant(intake.at());
        out.number(intake.accepted());
        out.number(intake.turnedAway());
        out.list(intake.problems(), IntakeFormat::write);
        out.list(intake.overLimit(), BinaryWriter::similarLabels);
        out.list(intake.ofRules(), BinaryWriter::similarLabels);
    }

    private static IntakeRecord read(BinaryReader in) {
        return new IntakeRecord(
                in.instant(),
                (int) in.number(),
                (int) in.number(),
                in.list(IntakeFormat::problem),
                in.list(BinaryReader::similarLabels),
                in.list(BinaryReader::similarLabels));
    }

    private static void write(BinaryWriter out, PostProblem problem) {
        out.number(problem.index());
        out.sharedText(problem.field());
        out.sharedText(problem.message());
    }

    private static PostProblem problem(BinaryReader in) {
        return new PostProblem((int) in.number(), in.sharedText(), in.sharedText());
    }
}
