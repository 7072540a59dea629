package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.status;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main path with a real Prometheus that scrapes an exporter whose gauge rises and falls. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String RULES = """
            groups:
            - name: shop
              interval: 1s
              rules:
              - alert: QueueFull
                expr: queue_length{job="shop"} > 10
                for: 3s
                labels: {severity: page}
                annotations: {summary: The queue is full}
            """;

    @TempDir
    private Path directory;

    @Test
    void an_alert_goes_pending_fires_is_delivered_and_resolves() throws Exception {
        Programs.require("prometheus");
        try (StubServer exporter = StubServer.start(gauge(3));
                StubServer hook = StubServer.start(status(200));
                RealServer prometheus = RealServer.prometheus(directory, scraping(exporter));
                TocsinProcess tocsin = TocsinProcess.run(
                        directory,
                        rulesOption(directory, RULES),
                        configOption(directory, routing(hook.url() + "/alerts")),
                        "--datasource.url=" + prometheus.url(),
                        "--web.external-url=http://tocsin.example:9093")) {
            await("evaluated")
                    .atMost(PATIENCE)
                    .until(() -> "ok".equals(rule(tocsin).getString("health")));
            assertThat(rule(tocsin).getString("state")).isEqualTo("inactive");

            Instant before = Instant.now();
            exporter.answer(gauge(42));
            await("pending")
                    .atMost(PATIENCE)
                    .until(() -> "pending".equals(rule(tocsin).getString("state")));
            assertThat(hook.received()).as("nothing is delivered while pending").isEmpty();
            Instant activeAt =
                    rule(tocsin).getJsonArray("alerts").getJsonObject(0).getInstant("activeAt");
            assertThat(activeAt).isBetween(before, Instant.now());

            await("delivered").atMost(PATIENCE).until(() -> hook.received().size() == 1);
            assertThat(rule(tocsin).getString("state")).isEqualTo("firing");
            JsonObject firing = hook.received().get(0).json();
            Instant startsAt = firing.getJsonArray("alerts").getJsonObject(0).getInstant("startsAt");
            assertThat(Duration.between(activeAt, startsAt)).isEqualTo(Duration.ofSeconds(3));
            assertThat(firing).isEqualTo(payload("firing", "first notification", prometheus, startsAt, NEVER));
            assertThat(List.copyOf(firing.fieldNames()))
                    .containsExactly(
                            "receiver",
                            "status",
                            "alerts",
                            "notification_reason",
                            "groupLabels",
                            "commonLabels",
                            "commonAnnotations",
                            "routeLabels",
                            "externalURL",
                            "version",
                            "groupKey",
                            "truncatedAlerts");
            assertThat(hook.received().get(0))
                    .returns("POST", StubServer.Received::method)
                    .returns("/alerts", StubServer.Received::path)
                    .returns("application/json", StubServer.Received::contentType)
                    .satisfies(request -> assertThat(request.userAgent()).startsWith("Alertmanager/"));

            exporter.answer(gauge(3));
            await("resolved").atMost(PATIENCE).until(() -> hook.received().size() == 2);
            JsonObject resolved = hook.received().get(1).json();
            Instant endsAt = resolved.getJsonArray("alerts").getJsonObject(0).getInstant("endsAt");
            assertThat(endsAt).isBetween(startsAt, Instant.now());
            assertThat(resolved)
                    .isEqualTo(payload("resolved", "all alerts resolved", prometheus, startsAt, goTime(endsAt)));
            assertThat(rule(tocsin).getString("state")).isEqualTo("inactive");
            assertThat(tocsin.terminate()).isZero();
            assertThat(hook.received()).as("nothing is told twice").hasSize(2);
        }
    }

    private static final String NEVER = "0001-01-01T00:00:00Z";

    private static JsonObject rule(TocsinProcess tocsin) throws Exception {
        return tocsin.rule("QueueFull");
    }

    private static StubServer.Answer gauge(int length) {
        return text(200, "text/plain; version=0.0.4", "# TYPE queue_length gauge\nqueue_length %d\n".formatted(length));
    }

    private static String scraping(StubServer exporter) {
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: ['%s'], labels: {instance: shop-1}}]
                """.formatted(exporter.address());
    }

    /** As Go writes times: without zeros at the end of the fraction, which Java fills up to three digits. */
    private static String goTime(Instant instant) {
        return instant.toString().replaceFirst("(\\.\\d*?)0*Z$", "$1Z").replace(".Z", "Z");
    }

    private static JsonObject payload(
            String status, String reason, RealServer prometheus, Instant startsAt, String endsAt) {
        JsonObject labels = new JsonObject()
                .put("alertname", "QueueFull")
                .put("instance", "shop-1")
                .put("job", "shop")
                .put("severity", "page");
        JsonObject annotations = new JsonObject().put("summary", "The queue is full");
        JsonObject alert = new JsonObject()
                .put("status", status)
                .put("labels", labels)
                .put("annotations", annotations)
                .put("startsAt", goTime(startsAt))
                .put("endsAt", endsAt)
                .put(
                        "generatorURL",
                        prometheus.url() + "/graph?g0.expr=queue_length%7Bjob%3D%22shop%22%7D+%3E+10&g0.tab=1")
                .put("fingerprint", "9c62ae507f4f19ec");
        return new JsonObject()
                .put("receiver", "hook")
                .put("status", status)
                .put("alerts", new JsonArray().add(alert))
                .put("notification_reason", reason)
                .put("groupLabels", new JsonObject().put("alertname", "QueueFull"))
                .put("commonLabels", labels)
                .put("commonAnnotations", annotations)
                .put("routeLabels", new JsonObject())
                .put("externalURL", "http://tocsin.example:9093")
                .put("version", "4")
                .put("groupKey", "{}:{alertname=\"QueueFull\"}")
                .put("truncatedAlerts", 0);
    }
}
