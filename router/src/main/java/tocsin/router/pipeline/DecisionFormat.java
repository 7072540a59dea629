package tocsin.router.pipeline;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;
import tocsin.state.codec.CodecException;

/** Decisions as bytes. */
final class DecisionFormat {
    /** Its number on the disk is its place, from 1: a new one is added at the end, and none is ever moved. */
    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(Decision.HeldBack.class, DecisionFormat::heldBack, DecisionFormat::heldBack),
            new Kind<>(Decision.LetPass.class, DecisionFormat::letPass, DecisionFormat::letPass),
            new Kind<>(Decision.VerdictChanged.class, DecisionFormat::verdict, DecisionFormat::verdictChanged),
            new Kind<>(
                    Decision.NothingNew.class,
                    (out, some) -> integration(out, some.integration()),
                    in -> new Decision.NothingNew(integration(in))),
            new Kind<>(Decision.OnlyRecorded.class, DecisionFormat::onlyRecorded, DecisionFormat::onlyRecorded),
            new Kind<>(Decision.Delivered.class, DecisionFormat::delivered, DecisionFormat::delivered),
            new Kind<>(Decision.NotDelivered.class, DecisionFormat::notDelivered, DecisionFormat::notDelivered),
            new Kind<>(Decision.Stopped.class, DecisionFormat::stopped, DecisionFormat::stopped),
            new Kind<>(
                    Decision.NobodyToTell.class,
                    (out, some) -> out.sharedText(some.receiver()),
                    in -> new Decision.NobodyToTell(in.sharedText())));

    private DecisionFormat() {}

    private record Kind<D extends Decision>(
            Class<D> type, BiConsumer<BinaryWriter, D> writer, Function<BinaryReader, D> reader) {
        void write(BinaryWriter out, Decision decision) {
            writer.accept(out, type.cast(decision));
        }
    }

    static void write(BinaryWriter out, Decision decision) {
        for (int i = 0; i < KINDS.size(); i++) {
            if (KINDS.get(i).type() == decision.getClass()) {
                out.octet(i + 1);
                KINDS.get(i).write(out, decision);
                return;
            }
        }
        throw new IllegalArgumentException("no format for " + decision.getClass());
    }

    static Decision read(BinaryReader in) {
        int number = in.octet();
        if (number == 0 || number > KINDS.size()) {
            throw new CodecException("no decision has the number " + number);
        }
        return KINDS.get(number - 1).reader().apply(in);
    }

    private static void heldBack(BinaryWriter out, Decision.HeldBack some) {
        out.sharedConstant(some.reason());
        out.number(some.alerts());
    }

    private static Decision.HeldBack heldBack(BinaryReader in) {
        return new Decision.HeldBack(in.sharedConstant(SuppressionReason.class), (int) in.number());
    }

    private static void letPass(BinaryWriter out, Decision.LetPass some) {
        out.sharedConstant(some.gate());
        out.sharedText(some.failure());
    }

    private static Decision.LetPass letPass(BinaryReader in) {
        return new Decision.LetPass(in.sharedConstant(SuppressionReason.class), in.sharedText());
    }

    private static void verdict(BinaryWriter out, Decision.VerdictChanged some) {
        out.similarLabels(some.alert());
        write(out, some.before());
        write(out, some.now());
    }

    private static Decision.VerdictChanged verdictChanged(BinaryReader in) {
        return new Decision.VerdictChanged(in.similarLabels(), verdict(in), verdict(in));
    }

    private static void onlyRecorded(BinaryWriter out, Decision.OnlyRecorded some) {
        integration(out, some.integration());
        out.sharedConstant(some.reason());
    }

    private static Decision.OnlyRecorded onlyRecorded(BinaryReader in) {
        return new Decision.OnlyRecorded(integration(in), in.sharedConstant(NotifyReason.class));
    }

    private static void delivered(BinaryWriter out, Decision.Delivered some) {
        integration(out, some.integration());
        out.sharedConstant(some.reason());
        out.number(some.attempts());
        out.flag(some.unsureBefore());
        out.list(some.notes(), BinaryWriter::sharedText);
    }

    private static Decision.Delivered delivered(BinaryReader in) {
        return new Decision.Delivered(
                integration(in),
                in.sharedConstant(NotifyReason.class),
                (int) in.number(),
                in.flag(),
                in.list(BinaryReader::sharedText));
    }

    private static void notDelivered(BinaryWriter out, Decision.NotDelivered some) {
        integration(out, some.integration());
        out.sharedConstant(some.reason());
        out.number(some.attempts());
        out.sharedConstant(some.failure());
        out.sharedText(some.message());
    }

    private static Decision.NotDelivered notDelivered(BinaryReader in) {
        return new Decision.NotDelivered(
                integration(in),
                in.sharedConstant(NotifyReason.class),
                (int) in.number(),
                in.sharedConstant(FailureReason.class),
                in.sharedText());
    }

    private static void stopped(BinaryWriter out, Decision.Stopped some) {
        integration(out, some.integration());
        out.sharedConstant(some.reason());
        out.number(some.attempts());
    }

    private static Decision.Stopped stopped(BinaryReader in) {
        return new Decision.Stopped(integration(in), in.sharedConstant(NotifyReason.class), (int) in.number());
    }

    private static void integration(BinaryWriter out, IntegrationId id) {
        out.sharedText(id.receiver());
        out.sharedText(id.kind());
        out.number(id.index());
    }

    private static IntegrationId integration(BinaryReader in) {
        return new IntegrationId(in.sharedText(), in.sharedText(), (int) in.number());
    }

    // Verdicts: 0 is unprocessed, 1 passed, 2 muted.

    private static void write(BinaryWriter out, Verdict verdict) {
        if (verdict instanceof Verdict.Muted muted) {
            out.octet(2);
            out.sharedConstant(muted.reason());
            out.list(muted.by(), BinaryWriter::sharedText);
        } else {
            out.flag(verdict instanceof Verdict.Passed);
        }
    }

    private static Verdict verdict(BinaryReader in) {
        int number = in.octet();
        return switch (number) {
            case 0 -> Verdict.UNPROCESSED;
            case 1 -> Verdict.PASSED;
            case 2 -> new Verdict.Muted(in.sharedConstant(SuppressionReason.class), in.list(BinaryReader::sharedText));
            default -> throw new CodecException("no verdict has the number " + number);
        };
    }
}
