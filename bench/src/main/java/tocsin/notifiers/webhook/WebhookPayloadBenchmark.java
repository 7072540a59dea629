package tocsin.notifiers.webhook;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tocsin.bench.StubSeries;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.notifiers.NotificationData;

/** The body of a webhook from what the router hands over, common labels and annotations included. */
@NullMarked
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WebhookPayloadBenchmark {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    @Param({"1", "10", "1000"})
    public int alerts;

    private Notification notification = notification(1);

    @Setup
    public void notification() {
        notification = notification(alerts);
    }

    private static Notification notification(int size) {
        List<Alert> alerts = IntStream.range(0, size)
                .mapToObj(WebhookPayloadBenchmark::alert)
                .toList();
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

    @Benchmark
    public Buffer encode() {
        return WebhookPayload.json(NotificationData.of(notification, "http://tocsin.example.com:9093"), 0, List.of());
    }
}
