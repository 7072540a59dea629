package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.Setup.rulesOption;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rule file in a real Prometheus and in Tocsin, which asks that Prometheus: both show the same. */
class SideBySideIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final String RULES = """
            groups:
            - name: first
              interval: 2s
              limit: 10
              rules:
              - record: job:queue_length:sum
                expr: sum  by(job)(queue_length)
                labels: {kept: "yes"}
              - alert: QueueFull
                expr: queue_length{job="shop"}>10
                for: 2s
                keep_firing_for: 1m
                labels: {severity: page, nothing: "", job: renamed}
                annotations: {summary: The queue is full, runbook: "https://example.org/?a=b&c=d"}
              - alert: QueueFullForLong
                expr: (queue_length > 10) and on(queue) queue_length
                for: 1h
                labels: {severity: ticket}
              - alert: QueueEmpty
                expr: queue_length == 0
              - alert: NoQueue
                expr: absent(queue_length{queue="gone"})
            - name: second
              interval: 2s
              rules:
              - alert: Special
                expr: special_value != 0
                annotations: {summary: A value that is special}
              - alert: Up
                expr: up{job=~"sho.+",instance!~'x|y'} offset 1s == bool 1
              - alert: Scalar
                expr: vector(-0.25)
                for: 90m
            """;

    @TempDir
    private Path directory;

    @Test
    void both_show_the_same_rules_and_alerts() throws Exception {
        Programs.require("prometheus");
        String rulesOption = rulesOption(directory, RULES);
        try (StubServer exporter = StubServer.start(queues(1));
                RealServer prometheus = RealServer.prometheus(directory, configuration(exporter));
                TocsinProcess tocsin = TocsinProcess.run(
                        directory,
                        rulesOption,
                        configOption(directory, routing("http://127.0.0.1:1/")),
                        "--datasource.url=" + prometheus.url())) {
            await("both evaluate")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rules(tocsin.http())).isEqualTo(rules(prometheus.http())));
            assertThat(states(tocsin.http()))
                    .containsEntry("QueueFull", "inactive")
                    .containsEntry("NoQueue", "firing");

            Instant since = Instant.now();
            exporter.answer(queues(42.5));
            await("both fire")
                    .atMost(PATIENCE)
                    .until(() -> "firing".equals(states(prometheus.http()).get("QueueFull"))
                            && "firing".equals(states(tocsin.http()).get("QueueFull")));
            agree(prometheus, tocsin, since);
            assertThat(states(tocsin.http()))
                    .containsEntry("QueueFullForLong", "pending")
                    .containsEntry("QueueEmpty", "firing")
                    .containsEntry("Special", "firing")
                    .containsEntry("Scalar", "pending");

            exporter.answer(queues(1));
            await("both end what is pending")
                    .atMost(PATIENCE)
                    .until(() -> "inactive".equals(states(prometheus.http()).get("QueueFullForLong"))
                            && "inactive".equals(states(tocsin.http()).get("QueueFullForLong")));
            agree(prometheus, tocsin, since);
            assertThat(states(tocsin.http())).as("kept firing").containsEntry("QueueFull", "firing");
        }
    }

    /** @param since when both were evaluating; what began before depends on when each was started */
    private static void agree(RealServer prometheus, TocsinProcess tocsin, Instant since) throws Exception {
        // One of the two may be one evaluation ahead when it is asked.
        await("same rules")
                .atMost(INTERVAL.multipliedBy(3))
                .untilAsserted(() -> assertThat(rules(tocsin.http())).isEqualTo(rules(prometheus.http())));
        assertThat(alerts(tocsin.http())).isEqualTo(alerts(prometheus.http()));
        Map<String, Instant> theirs = activeAt(prometheus.http());
        theirs.values().removeIf(at -> at.isBefore(since));
        assertThat(theirs).isNotEmpty();
        Map<String, Instant> ours = activeAt(tocsin.http());
        theirs.forEach((labels, at) -> assertThat(
                        Duration.between(at, ours.get(labels)).abs())
                .as(labels)
                .isLessThanOrEqualTo(INTERVAL));
    }

    /** What must be equal: all but the times and durations of evaluations, and the times that alerts began. */
    private static String rules(Http http) throws Exception {
        JsonObject data = http.object("/api/v1/rules").getJsonObject("data");
        for (JsonObject group : RulePages.objects(data.getJsonArray("groups"))) {
            withoutTimes(group);
            for (JsonObject rule : RulePages.objects(group.getJsonArray("rules"))) {
                withoutTimes(rule);
                if (rule.containsKey("alerts")) {
                    rule.put("alerts", sorted(rule.getJsonArray("alerts")));
                }
            }
        }
        return data.encodePrettily();
    }

    private static String alerts(Http http) throws Exception {
        return sorted(http.object("/api/v1/alerts").getJsonObject("data").getJsonArray("alerts"))
                .encodePrettily();
    }

    private static Map<String, Instant> activeAt(Http http) throws Exception {
        Map<String, Instant> times = new TreeMap<>();
        RulePages.objects(http.object("/api/v1/alerts").getJsonObject("data").getJsonArray("alerts"))
                .forEach(alert -> times.put(labels(alert), alert.getInstant("activeAt")));
        return times;
    }

    private static void withoutTimes(JsonObject object) {
        object.remove("evaluationTime");
        object.remove("lastEvaluation");
    }

    private static JsonArray sorted(JsonArray alerts) {
        List<JsonObject> copies = new ArrayList<>();
        for (JsonObject alert : RulePages.objects(alerts)) {
            JsonObject copy = alert.copy();
            copy.remove("activeAt");
            copy.remove("keepFiringSince");
            copies.add(copy);
        }
        copies.sort(Comparator.comparing(SideBySideIT::labels));
        return new JsonArray(copies);
    }

    private static String labels(JsonObject alert) {
        return new TreeMap<>(alert.getJsonObject("labels").getMap()).toString();
    }

    private static Map<String, String> states(Http http) throws Exception {
        Map<String, String> states = new TreeMap<>();
        for (JsonObject group : RulePages.groups(http.object("/api/v1/rules"))) {
            for (JsonObject rule : RulePages.objects(group.getJsonArray("rules"))) {
                states.put(rule.getString("name"), rule.getString("state", "recording"));
            }
        }
        return states;
    }

    private static StubServer.Answer queues(double length) {
        return text(200, "text/plain; version=0.0.4", """
                # TYPE queue_length gauge
                queue_length{queue="orders"} %s
                queue_length{queue="mails"} %s
                queue_length{queue="idle"} 0
                # TYPE special_value gauge
                special_value{kind="nan"} NaN
                special_value{kind="inf"} +Inf
                special_value{kind="minus_inf"} -Inf
                special_value{kind="tiny"} 1.5e-300
                special_value{kind="long"} 1234567890123.25
                """.formatted(length, length * 2));
    }

    private String configuration(StubServer exporter) {
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 2s}
                rule_files: ['%s']
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: ['%s'], labels: {instance: shop-1}}]
                """.formatted(directory.resolve("rules.yml"), exporter.address());
    }
}
