package tocsin.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Labels;
import tocsin.router.StoredValues;
import tocsin.router.group.MemberChange;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.ingest.PostProblem;
import tocsin.router.notificationlog.LogKey;
import tocsin.state.Values;
import tocsin.state.codec.CodecException;

class DecisionFormatPropertyTest {
    @Property(tries = 300)
    void a_flush_survives_as_bytes(@ForAll("flushes") FlushRecord flush) {
        assertThat(FlushFormat.CODEC.decode(FlushFormat.CODEC.encode(flush))).isEqualTo(flush);
    }

    @Property(tries = 300)
    void what_was_turned_away_survives_as_bytes(@ForAll("intakes") IntakeRecord intake) {
        assertThat(IntakeFormat.CODEC.decode(IntakeFormat.CODEC.encode(intake))).isEqualTo(intake);
    }

    @Property(tries = 50)
    void a_flush_that_was_cut_or_has_a_tail_is_none(@ForAll("flushes") FlushRecord flush) {
        byte[] bytes = FlushFormat.CODEC.encode(flush);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FlushFormat.CODEC.decode(cut)).isInstanceOf(CodecException.class);
        }
        assertThatThrownBy(() -> FlushFormat.CODEC.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CodecException.class);
    }

    /** A disk may hand out anything: there is a record, or it is said that there is none. */
    @Property(tries = 500)
    void a_flush_with_a_wrong_octet_is_another_one_or_none(
            @ForAll("flushes") FlushRecord flush, @ForAll int place, @ForAll byte octet) {
        byte[] bytes = FlushFormat.CODEC.encode(flush);
        bytes[Math.floorMod(place, bytes.length)] = octet;

        assertThat(catchThrowable(() -> FlushFormat.CODEC.decode(bytes)))
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        damage -> assertThat(damage).isInstanceOf(CodecException.class));
    }

    @Provide
    Arbitrary<FlushRecord> flushes() {
        Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Counts> all = Combinators.combine(Arbitraries.longs().greaterOrEqual(0), counts, counts)
                .as(Counts::new);
        return Combinators.combine(
                        Values.instants(),
                        StoredValues.groupIds(),
                        texts(),
                        texts(),
                        texts(),
                        all,
                        changes().list().ofMaxSize(6),
                        decisions().list().ofMaxSize(6))
                .as((at, group, route, key, receiver, some, changes, decisions) -> new FlushRecord(
                        at,
                        group,
                        route,
                        key,
                        receiver,
                        some.number(),
                        some.firing(),
                        some.resolved(),
                        changes,
                        decisions));
    }

    private record Counts(long number, int firing, int resolved) {}

    @Provide
    Arbitrary<IntakeRecord> intakes() {
        Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<PostProblem> problems =
                Combinators.combine(counts, texts(), texts()).as(PostProblem::new);
        return Combinators.combine(
                        Values.instants(),
                        counts,
                        counts,
                        problems.list().ofMaxSize(4),
                        alerts().list().ofMaxSize(4),
                        alerts().list().ofMaxSize(4))
                .as(IntakeRecord::new);
    }

    private static Arbitrary<MemberChange> changes() {
        return Combinators.combine(alerts(), Arbitraries.of(MemberChange.Kind.class), Arbitraries.of(true, false))
                .as(MemberChange::new);
    }

    private static Arbitrary<Decision> decisions() {
        Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<SuppressionReason> gates = Arbitraries.of(SuppressionReason.class);
        Arbitrary<NotifyReason> reasons = Arbitraries.of(NotifyReason.class);
        return Arbitraries.oneOf(
                Combinators.combine(gates, counts).as(Decision.HeldBack::new),
                Combinators.combine(gates, texts()).as(Decision.LetPass::new),
                Combinators.combine(alerts(), verdicts(), verdicts()).as(Decision.VerdictChanged::new),
                integrations().map(Decision.NothingNew::new),
                Combinators.combine(integrations(), reasons).as(Decision.OnlyRecorded::new),
                Combinators.combine(
                                integrations(),
                                reasons,
                                counts,
                                Arbitraries.of(true, false),
                                texts().list().ofMaxSize(2))
                        .as(Decision.Delivered::new),
                Combinators.combine(integrations(), reasons, counts, Arbitraries.of(FailureReason.class), texts())
                        .as(Decision.NotDelivered::new),
                Combinators.combine(integrations(), reasons, counts).as(Decision.Stopped::new),
                texts().map(Decision.NobodyToTell::new));
    }

    private static Arbitrary<Verdict> verdicts() {
        return Arbitraries.oneOf(
                Arbitraries.of(Verdict.UNPROCESSED, Verdict.PASSED),
                Combinators.combine(
                                Arbitraries.of(SuppressionReason.class),
                                texts().list().ofMaxSize(2))
                        .as(Verdict.Muted::new));
    }

    private static Arbitrary<IntegrationId> integrations() {
        return Arbitraries.oneOf(
                StoredValues.logKeys().map(LogKey::integration),
                Arbitraries.of(new IntegrationId("ops", "webhook", 0), new IntegrationId("ops", "webhook", 1)));
    }

    /** Few as well as any, so that texts are shared. */
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(Values.texts(), Arbitraries.of("", "ops", "webhook", "a", "JOINED"));
    }

    /** Neighbours that differ in a value, in a name, in their number, or in nothing. */
    private static Arbitrary<Labels> alerts() {
        return Arbitraries.oneOf(
                Values.labels(),
                Arbitraries.of(List.of(
                        Labels.of("alertname", "Down", "i", "a"),
                        Labels.of("alertname", "Down", "i", "b"),
                        Labels.of("alertname", "Up", "i", "b"),
                        Labels.of("alertname", "Down", "j", "a"),
                        Labels.of("alertname", "Down"),
                        Labels.empty())));
    }
}
