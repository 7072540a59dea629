package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.status;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tocsin begins without state beside a Prometheus that has evaluated the same rule for a while. */
class ForRestorationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HOLD = Duration.ofSeconds(25);
    private static final Duration TWO_SLOTS = Duration.ofSeconds(2);
    private static final String RULES = """
            groups:
            - name: shop
              interval: 1s
              rules:
              - alert: QueueFull
                expr: queue_length{job="shop"} > 10
                for: 25s
                labels: {severity: page}
            """;

    @TempDir
    private Path directory;

    @Test
    void a_pending_alert_fires_when_it_fires_there() throws Exception {
        Programs.require("prometheus");
        String rules = rulesOption(directory, RULES);
        try (StubServer exporter = StubServer.start(text(200, "text/plain; version=0.0.4", "queue_length 42\n"));
                StubServer hook = StubServer.start(status(200));
                RealServer prometheus = RealServer.prometheus(directory, evaluating(exporter))) {
            await("pending there")
                    .atMost(PATIENCE)
                    .until(() -> !alerts(prometheus).isEmpty());
            Instant activeAt = alerts(prometheus).getJsonObject(0).getInstant("activeAt");
            await("pending for a while")
                    .atMost(PATIENCE)
                    .until(() -> Duration.between(activeAt, Instant.now()).compareTo(Duration.ofSeconds(8)) > 0);

            try (TocsinProcess tocsin = TocsinProcess.run(
                    Files.createDirectory(directory.resolve("tocsin")),
                    rules,
                    configOption(directory, routing(hook.url())),
                    "--rules.alert.for-grace-period=5s",
                    "--datasource.url=" + prometheus.url())) {
                await("delivered").atMost(PATIENCE).until(() -> !hook.received().isEmpty());
                Instant startsAt = hook.received()
                        .get(0)
                        .json()
                        .getJsonArray("alerts")
                        .getJsonObject(0)
                        .getInstant("startsAt");

                // Activity is told there in whole seconds, and slots lie a second apart.
                assertThat(startsAt)
                        .isBetween(
                                activeAt.plus(HOLD).minus(TWO_SLOTS),
                                activeAt.plus(HOLD).plus(TWO_SLOTS));
                assertThat(tocsin.alerts().getJsonObject(0).getInstant("activeAt"))
                        .isBetween(activeAt.minus(TWO_SLOTS), activeAt);
                assertThat(tocsin.log())
                        .anyMatch(line -> line.contains("ALERTS_FOR_STATE") && line.contains("QueueFull"));
            }
        }
    }

    private static JsonArray alerts(RealServer prometheus) throws Exception {
        return prometheus.http().object("/api/v1/alerts").getJsonObject("data").getJsonArray("alerts");
    }

    private String evaluating(StubServer exporter) {
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: ['%s']
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: ['%s'], labels: {instance: shop-1}}]
                """.formatted(directory.resolve("rules.yml"), exporter.address());
    }
}
