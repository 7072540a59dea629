package tocsin.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/** A notification of one group whose alerts differ in few labels, as those of one rule do. */
public final class StubNotification {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    private StubNotification() {}

    /** @param size how many alerts, all firing */
    public static Notification of(int size) {
        List<Alert> alerts =
                IntStream.range(0, size).mapToObj(StubNotification::alert).toList();
        return new Notification(
                new IntegrationId("team-x", "webhook", 0),
                alerts,
                "{}/{team=\"x\"}:{alertname=\"StubAlert\", cluster=\"prod-eu-west-1\"}",
                Labels.of(Labels.ALERT_NAME, "StubAlert", "cluster", "prod-eu-west-1"),
                Labels.empty(),
                NotifyReason.FIRST_NOTIFICATION,
                Map.of(),
                NOW);
    }

    private static Alert alert(int series) {
        Labels labels = StubSeries.labels(0, series).toBuilder()
                .remove(Labels.METRIC_NAME)
                .set(Labels.ALERT_NAME, "StubAlert")
                .set("severity", "critical")
                .build();
        Annotations annotations = Annotations.of(
                "summary", "checkout-api-0-" + series + " in tenant-0 is over its limit",
                "description", "Instance 10.0.0.1:9100 of cluster prod-eu-west-1 reports 1; the limit is 0.",
                "runbook_url", "https://runbooks.example.com/stub");
        return new Alert(
                labels,
                annotations,
                NOW.minusSeconds(60),
                null,
                "http://prometheus.example.com:9090/graph?g0.expr=stub_metric+%3E+0&g0.tab=1",
                NOW,
                false,
                Alert.Origin.RULE);
    }
}
