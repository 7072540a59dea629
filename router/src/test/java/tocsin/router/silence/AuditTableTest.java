package tocsin.router.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class AuditTableTest extends TableContract<AuditRecord> {
    @Override
    protected Table<AuditRecord> table() {
        return AuditRecord.TABLE;
    }

    @Override
    protected Arbitrary<AuditRecord> values() {
        Arbitrary<String> longer = Values.texts().map(text -> text + "x".repeat(600));
        Arbitrary<String> texts = Arbitraries.oneOf(Values.texts(), longer);
        Arbitrary<AuditedSilence> silences = Combinators.combine(
                        texts, texts.list().ofMaxSize(3), Values.instants(), Values.instants(), texts, texts)
                .as(AuditedSilence::new);
        return Combinators.combine(
                        Arbitraries.longs().between(0, Long.MAX_VALUE),
                        Values.instants(),
                        Arbitraries.of(AuditRecord.Action.class),
                        Combinators.combine(texts, texts, texts).as(ChangeOrigin::new),
                        silences.injectNull(0.3),
                        silences.injectNull(0.3),
                        texts)
                .as(AuditRecord::new);
    }

    @Override
    protected Map<String, AuditRecord> golden() {
        return Map.of(
                "010782e4ad950d00075550444154454403616e6e0831302e302e302e31093139322e302e322e37012431313131313131"
                        + "312d323232322d333333332d343434342d35353535353535353535353501097465616d3d2264622280e4ad950d00c0d4"
                        + "ae950d0003616e6e0c68616c6620616e20686f7572012431313131313131312d323232322d333333332d343434342d35"
                        + "353535353535353535353501097465616d3d2264622280e4ad950d00c0d4ae950d0003616e6e07616e20686f757200",
                audited());
    }

    private static AuditRecord audited() {
        return new AuditRecord(
                7,
                Instant.parse("2026-01-01T00:00:01Z"),
                AuditRecord.Action.UPDATED,
                new ChangeOrigin("ann", "10.0.0.1", "192.0.2.7"),
                silence("half an hour"),
                silence("an hour"),
                "");
    }

    private static AuditedSilence silence(String comment) {
        return new AuditedSilence(
                "11111111-2222-3333-4444-555555555555",
                List.of("team=\"db\""),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-01-01T02:00:00Z"),
                "ann",
                comment);
    }
}
