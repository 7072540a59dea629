package tocsin.router.ingest;

import java.time.Instant;
import java.util.List;
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

class AlertPageTableTest extends TableContract<AlertPage> {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    protected Table<AlertPage> table() {
        return AlertPage.TABLE;
    }

    @Override
    protected Arbitrary<AlertPage> values() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        Values.instants(),
                        alerts().list().ofMaxSize(4))
                .as(AlertPage::new);
    }

    /** Few texts and times as well as any, so that neighbours have much in common, or little. */
    private static Arbitrary<Alert> alerts() {
        Arbitrary<Labels> labels = Arbitraries.oneOf(
                Values.labels().filter(some -> !some.isEmpty()),
                Arbitraries.of(
                        Labels.of("alertname", "Down", "i", "a"),
                        Labels.of("alertname", "Down", "i", "b"),
                        Labels.of("alertname", "Down", "i", "b", "j", "a"),
                        Labels.of("i", "https://a.org/b \ud83d\ude00"),
                        Labels.of("i", "https://a.org/b \ud83d\ude01"),
                        Labels.of("i", "https://a.org/b \u00e4")));
        Arbitrary<Annotations> annotations = Arbitraries.oneOf(
                Values.annotations(), Arbitraries.of(Annotations.empty(), Annotations.of("a", "", "b", "x")));
        Arbitrary<Instant> instants = Arbitraries.oneOf(Values.instants(), Arbitraries.of(NEW_YEAR));
        return Combinators.combine(
                        labels,
                        annotations,
                        instants,
                        instants.injectNull(0.3),
                        Arbitraries.oneOf(Values.texts(), Arbitraries.of("", "http://prometheus/graph")),
                        instants,
                        Arbitraries.of(true, false),
                        Arbitraries.of(Alert.Origin.class))
                .as((some, texts, start, end, url, updatedAt, timeout, origin) -> new Alert(
                        some,
                        texts,
                        start,
                        end == null || end.isBefore(start) ? null : end,
                        url,
                        updatedAt,
                        timeout,
                        origin));
    }

    @Override
    protected Map<String, AlertPage> golden() {
        Alert first = new Alert(
                Labels.of("alertname", "HighLatency", "instance", "db-1"),
                Annotations.of("summary", "", "runbook", "https://example.org/\u00e4"),
                NEW_YEAR,
                Instant.parse("2026-01-01T00:05:00.25Z"),
                "http://prometheus/graph",
                Instant.parse("2026-01-01T00:00:01Z"),
                true,
                Alert.Origin.API);
        Alert alike = new Alert(
                Labels.of("alertname", "HighLatency", "instance", "db-2"),
                Annotations.of("summary", "", "runbook", "https://example.org/\u00f6"),
                first.startsAt(),
                first.endsAt(),
                first.generatorUrl(),
                first.updatedAt(),
                true,
                Alert.Origin.API);
        Alert unlike = new Alert(
                Labels.of("alertname", "Down"),
                Annotations.of("runbook", "", "summary", "away"),
                Instant.parse("2026-01-01T00:00:02Z"),
                null,
                "",
                Instant.parse("2026-01-01T00:00:03Z"),
                false,
                Alert.Origin.RULE);
        return Map.of(
                "010788e4ad950d000340020209616c6572746e616d650b486967684c6174656e63790208696e7374616e63650464622d3102"
                        + "020772756e626f6f6b1668747470733a2f2f6578616d706c652e6f72672fc3a4020773756d6d6172790080e4ad950d0001d8"
                        + "e8ad950d80e59a7717687474703a2f2f70726f6d6574686575732f677261706882e4ad950d00034150497e02000100046462"
                        + "2d3202011402c3b6000001010004446f776e020100000100046177617984e4ad950d00000086e4ad950d000452554c45",
                new AlertPage(7, Instant.parse("2026-01-01T00:00:04Z"), List.of(first, alike, unlike)));
    }
}
