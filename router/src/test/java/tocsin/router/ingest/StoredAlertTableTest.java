package tocsin.router.ingest;

import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.state.Table;
import tocsin.state.TableContract;
import tocsin.state.Values;

class StoredAlertTableTest extends TableContract<Alert> {
    @Override
    protected Table<Alert> table() {
        return AlertTable.TABLE;
    }

    @Override
    protected Arbitrary<Alert> values() {
        return Combinators.combine(
                        Values.labels().filter(labels -> !labels.isEmpty()),
                        Values.annotations(),
                        Values.instants(),
                        Values.instants().injectNull(0.3),
                        Values.texts(),
                        Values.instants(),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Alert.Origin.class))
                .as((labels, annotations, start, end, url, updatedAt, timeout, origin) -> new Alert(
                        labels,
                        annotations,
                        start,
                        end == null || end.isBefore(start) ? null : end,
                        url,
                        updatedAt,
                        timeout,
                        origin));
    }

    @Override
    protected Map<String, Alert> golden() {
        return Map.of(
                "010209616c6572746e616d650b486967684c6174656e637908696e7374616e63650464622d31020772756e626f6f6b16"
                        + "68747470733a2f2f6578616d706c652e6f72672fc3a40773756d6d6172790080e4ad950d0001d8e8ad950d80e59a7717"
                        + "687474703a2f2f70726f6d6574686575732f677261706882e4ad950d000103415049",
                new Alert(
                        Labels.of("alertname", "HighLatency", "instance", "db-1"),
                        Annotations.of("summary", "", "runbook", "https://example.org/\u00e4"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:05:00.25Z"),
                        "http://prometheus/graph",
                        Instant.parse("2026-01-01T00:00:01Z"),
                        true,
                        Alert.Origin.API),
                "010109616c6572746e616d650b486967684c6174656e63790080e4ad950d00000082e4ad950d00000452554c45",
                new Alert(
                        Labels.of("alertname", "HighLatency"),
                        Annotations.empty(),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        null,
                        "",
                        Instant.parse("2026-01-01T00:00:01Z"),
                        false,
                        Alert.Origin.RULE));
    }
}
