package tocsin.evaluator.group;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class AlertStateRowTableTest extends TableContract<AlertStateRow> {
    @Override
    protected Table<AlertStateRow> table() {
        return AlertStateRow.TABLE;
    }

    @Override
    protected Arbitrary<AlertStateRow> values() {
        return Combinators.combine(
                        RuleStateRowTableTest.identities(),
                        Arbitraries.integers().between(0, AlertStateRow.BUCKETS - 1),
                        alerts().list().ofMaxSize(3))
                .as(AlertStateRow::new);
    }

    private static Arbitrary<ActiveAlert> alerts() {
        Arbitrary<Double> samples =
                Arbitraries.oneOf(Arbitraries.doubles(), Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0));
        return Combinators.combine(
                        Values.labels(),
                        Values.annotations(),
                        samples,
                        Arbitraries.of(ActiveAlert.State.class),
                        Values.instants(),
                        Values.instants(),
                        Values.instants().injectNull(0.3),
                        Values.instants().injectNull(0.3))
                .as((labels, annotations, value, state, activeAt, changedAt, lastSentAt, validUntil) -> new ActiveAlert(
                        labels,
                        annotations,
                        value,
                        state,
                        activeAt,
                        state == ActiveAlert.State.PENDING ? null : changedAt,
                        state == ActiveAlert.State.INACTIVE ? changedAt : null,
                        lastSentAt,
                        lastSentAt,
                        validUntil));
    }

    @Override
    protected Map<String, AlertStateRow> golden() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        ActiveAlert firing = new ActiveAlert(
                Labels.of("alertname", "HighLatency", "instance", "db-1"),
                Annotations.of("summary", "slow"),
                0.5,
                ActiveAlert.State.FIRING,
                start,
                start.plusSeconds(60),
                null,
                start.plusSeconds(90),
                start.plusMillis(60_001),
                start.plusSeconds(300));
        ActiveAlert pending = new ActiveAlert(
                Labels.of("alertname", "HighLatency"),
                Annotations.empty(),
                Double.NaN,
                ActiveAlert.State.PENDING,
                start,
                null,
                null,
                null,
                null,
                null);
        return Map.of(
                "010c72756c65732f64622e796d6c03736c6f08414c455254494e470b486967684c6174656e6379030461726561077374"
                        + "6f726167650873657665726974790470616765047465616d02646200e807020209616c6572746e616d650b486967684c"
                        + "6174656e637908696e7374616e63650464622d31010773756d6d61727904736c6f773fe000000000000006464952494e"
                        + "4780e4ad950d0001f8e4ad950d000001b4e5ad950d0001f8e4ad950dc0843d01d8e8ad950d000109616c6572746e616d"
                        + "650b486967684c6174656e6379007ff80000000000000750454e44494e4780e4ad950d000000000000",
                new AlertStateRow(RuleStateRowTableTest.IDENTITY, 1000, List.of(firing, pending)));
    }
}
