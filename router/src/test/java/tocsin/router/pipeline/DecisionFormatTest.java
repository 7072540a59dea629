package tocsin.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.ingest.PostProblem;
import tocsin.state.codec.CodecException;

class DecisionFormatTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.5Z");
    private static final IntegrationId HOOK = new IntegrationId("ops", "webhook", 1);
    private static final Labels A = Labels.of("alertname", "Down", "instance", "a", "job", "node");
    private static final Labels B = Labels.of("alertname", "Down", "instance", "b", "job", "node");
    private static final Labels OTHER = Labels.of("alertname", "Up", "instance", "b");

    private static FlushRecord every() {
        return flush(
                List.of(
                        new MemberChange(A, MemberChange.Kind.JOINED, true),
                        new MemberChange(B, MemberChange.Kind.TURNED, false),
                        new MemberChange(OTHER, MemberChange.Kind.JOINED, true),
                        new MemberChange(OTHER, MemberChange.Kind.JOINED, true)),
                List.of(
                        new Decision.HeldBack(SuppressionReason.SILENCE, 2),
                        new Decision.LetPass(SuppressionReason.INHIBITION, "java.lang.Error"),
                        new Decision.VerdictChanged(
                                A, Verdict.UNPROCESSED, new Verdict.Muted(SuppressionReason.SILENCE, List.of("id"))),
                        new Decision.VerdictChanged(
                                B, new Verdict.Muted(SuppressionReason.SILENCE, List.of("id")), Verdict.PASSED),
                        new Decision.NothingNew(HOOK),
                        new Decision.OnlyRecorded(HOOK, NotifyReason.ALL_ALERTS_RESOLVED),
                        new Decision.Delivered(HOOK, NotifyReason.FIRST_NOTIFICATION, 2, true, List.of("note")),
                        new Decision.NotDelivered(HOOK, NotifyReason.UNKNOWN, 3, FailureReason.OTHER, "refused"),
                        new Decision.Stopped(HOOK, NotifyReason.UNKNOWN, 0),
                        new Decision.NobodyToTell("ops")));
    }

    private static FlushRecord flush(List<MemberChange> changes, List<Decision> decisions) {
        return new FlushRecord(
                AT, new GroupId("{}/0", Labels.empty()), "{}", "{}:{}", "ops", 7, 3, 1, changes, decisions);
    }

    private static IntakeRecord intake() {
        return new IntakeRecord(AT, 5, 4, List.of(new PostProblem(0, "labels", "bad")), List.of(A, B), List.of(OTHER));
    }

    @Test
    void records_survive_as_bytes() {
        assertThat(FlushFormat.CODEC.decode(FlushFormat.CODEC.encode(every()))).isEqualTo(every());
        assertThat(IntakeFormat.CODEC.decode(IntakeFormat.CODEC.encode(intake())))
                .isEqualTo(intake());
    }

    @Test
    void every_kind_of_decision_has_a_format() {
        Set<Class<?>> written =
                every().decisions().stream().map(Object::getClass).collect(Collectors.toSet());

        assertThat(written).isEqualTo(new HashSet<>(List.of(Decision.class.getPermittedSubclasses())));
    }

    @Test
    void bytes_that_were_cut_or_have_a_tail_are_no_record() {
        byte[] bytes = FlushFormat.CODEC.encode(every());

        IntStream.range(0, bytes.length)
                .mapToObj(length -> Arrays.copyOf(bytes, length))
                .forEach(cut ->
                        assertThatThrownBy(() -> FlushFormat.CODEC.decode(cut)).isInstanceOf(CodecException.class));
        assertThatThrownBy(() -> FlushFormat.CODEC.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CodecException.class);
    }

    /** Such records are on people's disks: when this fails, the codec needs a further reader rather than the test other bytes. */
    @Test
    void the_format_stays_as_it_is() {
        assertThat(HexFormat.of().formatHex(FlushFormat.CODEC.encode(every())))
                .isEqualTo("0180e4ad950d80cab5ee01047b7d2f3000027b7d057b7d3a7b7d00036f70730703010400030009616c6572746e"
                        + "616d650004446f776e0008696e7374616e636500016100036a6f6200046e6f646500064a4f494e454401020100"
                        + "016200065455524e45440000020200025570040908010108010a01000753494c454e43450202000a494e484942"
                        + "4954494f4e000f6a6176612e6c616e672e4572726f7203000302030405060700020c010002696403020109020c"
                        + "010f0104010007776562686f6f6b01050110010013414c4c5f414c455254535f5245534f4c5645440601100100"
                        + "1246495253545f4e4f54494649434154494f4e02010100046e6f7465070110010007554e4b4e4f574e0300054f"
                        + "544845520007726566757365640801100114000901");
        assertThat(HexFormat.of().formatHex(IntakeFormat.CODEC.encode(intake())))
                .isEqualTo("0180e4ad950d80cab5ee010504010000066c6162656c7300036261640200030009616c6572746e616d65000444"
                        + "6f776e0008696e7374616e636500016100036a6f6200046e6f6465020100016201000203000255700509");
    }

    @Test
    void thousands_of_alerts_that_differ_in_a_label_take_little() {
        List<MemberChange> changes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            Labels.Builder labels = A.toBuilder().set("instance", "host-%04d:9100".formatted(i));
            IntStream.range(0, 7).forEach(n -> labels.set("label" + n, "a value of some length " + n));
            changes.add(new MemberChange(labels.build(), MemberChange.Kind.JOINED, true));
        }
        FlushRecord large = flush(changes, List.of());
        FlushRecord ten = flush(changes.subList(0, 10), List.of());

        assertThat(FlushFormat.CODEC.encode(large)).hasSizeLessThan(5_000 * 25);
        assertThat(FlushFormat.CODEC.encode(ten)).hasSizeLessThan(700);
    }
}
