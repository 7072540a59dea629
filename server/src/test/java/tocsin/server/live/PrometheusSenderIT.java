package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.server.live.Setup.configOption;
import static tocsin.server.live.Setup.routing;
import static tocsin.server.live.StubServer.status;
import static tocsin.server.live.StubServer.text;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus evaluates the rules and has Tocsin for its Alertmanager. */
class PrometheusSenderIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** Several flushes. */
    private static final Duration QUIET = Duration.ofSeconds(4);

    private static final String RULES = """
            groups:
            - name: shop
              rules:
              - alert: QueueFull
                expr: queue_length > 10
                labels: {severity: page}
                annotations: {summary: 'The queue has {{ $value }}'}
            """;

    @TempDir
    private Path directory;

    private StubServer exporter;
    private StubServer hook;

    @BeforeEach
    void start() throws IOException {
        Programs.require("prometheus");
        exporter = StubServer.start(gauge(42));
        hook = StubServer.start(status(200));
    }

    @AfterEach
    void stop() {
        exporter.close();
        hook.close();
    }

    @Test
    void its_alert_is_grouped_delivered_and_resolved() throws Exception {
        try (TocsinProcess tocsin = tocsin();
                RealServer prometheus = prometheus("a", tocsin, "")) {
            await("delivered").atMost(PATIENCE).until(() -> hook.received().size() == 1);
            JsonObject shown = tocsin.http().array("/api/v2/alerts").getJsonObject(0);
            assertThat(shown.getJsonObject("labels")).isEqualTo(labels());
            assertThat(shown.getString("generatorURL")).matches(generator(prometheus));
            assertThat(shown.getInstant("endsAt")).as("it fires on").isAfter(Instant.now());
            JsonObject firing = hook.received().get(0).json();
            assertThat(firing.getString("status")).isEqualTo("firing");
            assertThat(firing.getString("groupKey")).isEqualTo("{}:{alertname=\"QueueFull\"}");
            assertThat(firing.getJsonArray("alerts")).hasSize(1);
            assertThat(alert(firing).getJsonObject("labels")).isEqualTo(labels());
            assertThat(alert(firing).getJsonObject("annotations"))
                    .isEqualTo(new JsonObject().put("summary", "The queue has 42"));
            assertThat(alert(firing).getString("generatorURL")).isEqualTo(shown.getString("generatorURL"));
            assertThat(Duration.between(
                            shown.getInstant("startsAt"), alert(firing).getInstant("startsAt")))
                    .isLessThan(Duration.ofMillis(1));

            exporter.answer(gauge(3));
            await("resolved").atMost(PATIENCE).until(() -> hook.received().size() == 2);

            JsonObject resolved = hook.received().get(1).json();
            assertThat(resolved.getString("status")).isEqualTo("resolved");
            assertThat(alert(resolved).getString("startsAt"))
                    .isEqualTo(alert(firing).getString("startsAt"));
            assertThat(alert(resolved).getInstant("endsAt"))
                    .isBetween(alert(firing).getInstant("startsAt"), Instant.now());
            assertThat(tocsin.http().array("/api/v2/alerts")).isEqualTo(new JsonArray());
            assertSentWithoutErrors(prometheus, tocsin, "");
        }
    }

    @Test
    void its_path_prefix_is_our_route_prefix() throws Exception {
        try (TocsinProcess tocsin = tocsin("--web.route-prefix=/ops/pages");
                RealServer prometheus = prometheus("a", tocsin, "/ops/pages")) {
            await("delivered").atMost(PATIENCE).until(() -> hook.received().size() == 1);

            assertThat(alert(hook.received().get(0).json()).getJsonObject("labels"))
                    .isEqualTo(labels());
            assertSentWithoutErrors(prometheus, tocsin, "/ops/pages");
        }
    }

    @Test
    void of_two_replicas_that_send_the_same_alerts_nobody_notices_the_second() throws Exception {
        try (TocsinProcess tocsin = tocsin();
                RealServer one = prometheus("a", tocsin, "");
                RealServer other = prometheus("b", tocsin, "")) {
            await("both have sent")
                    .atMost(PATIENCE)
                    .until(() -> sent(one, tocsin, "") >= 1 && sent(other, tocsin, "") >= 1);
            await("told once")
                    .during(QUIET)
                    .atMost(PATIENCE)
                    .until(() -> hook.received().size() == 1);
            assertThat(tocsin.http().array("/api/v2/alerts")).hasSize(1);

            exporter.answer(gauge(3));
            await("both have sent the resolution")
                    .atMost(PATIENCE)
                    .until(() -> sent(one, tocsin, "") >= 2 && sent(other, tocsin, "") >= 2);
            await("resolved once")
                    .during(QUIET)
                    .atMost(PATIENCE)
                    .until(() -> hook.received().size() == 2);

            assertThat(hook.received().get(0).json().getString("status")).isEqualTo("firing");
            assertThat(hook.received().get(1).json().getString("status")).isEqualTo("resolved");
            assertSentWithoutErrors(one, tocsin, "");
            assertSentWithoutErrors(other, tocsin, "");
        }
    }

    private TocsinProcess tocsin(String... options) throws IOException {
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = configOption(directory, routing(hook.url()));
        return TocsinProcess.run(directory, all);
    }

    /** @param replica its name, which it does not tell in alerts */
    private RealServer prometheus(String replica, TocsinProcess tocsin, String prefix) throws IOException {
        Path own = Files.createDirectories(directory.resolve(replica));
        Files.writeString(own.resolve("rules.yml"), RULES);
        return RealServer.prometheus(
                own, """
                global:
                  scrape_interval: 1s
                  scrape_timeout: 1s
                  evaluation_interval: 1s
                  external_labels: {cluster: berlin, replica: %s}
                rule_files: [rules.yml]
                alerting:
                  alert_relabel_configs:
                  - {action: labeldrop, regex: replica}
                  alertmanagers:
                  - path_prefix: '%s/'
                    static_configs: [{targets: ['%s']}]
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: ['%s'], labels: {instance: shop-1}}]
                """.formatted(replica, prefix, tocsin.url().getAuthority(), exporter.address()));
    }

    private static StubServer.Answer gauge(int length) {
        return text(200, "text/plain; version=0.0.4", "# TYPE queue_length gauge\nqueue_length %d\n".formatted(length));
    }

    private static JsonObject labels() {
        return new JsonObject()
                .put("alertname", "QueueFull")
                .put("cluster", "berlin")
                .put("instance", "shop-1")
                .put("job", "shop")
                .put("severity", "page");
    }

    private static JsonObject alert(JsonObject message) {
        return Objects.requireNonNull(message.getJsonArray("alerts").getJsonObject(0));
    }

    /** Prometheus names its host as the system does. */
    private static Pattern generator(RealServer prometheus) {
        int port = URI.create(prometheus.url()).getPort();
        return Pattern.compile("http://[^/]+:%d\\Q/graph?g0.expr=queue_length+%%3E+10&g0.tab=1\\E".formatted(port));
    }

    private static double sent(RealServer prometheus, TocsinProcess tocsin, String prefix) throws Exception {
        return notifications(prometheus, "sent", tocsin, prefix);
    }

    private static double notifications(RealServer prometheus, String what, TocsinProcess tocsin, String prefix)
            throws Exception {
        return prometheus
                .http()
                .metric("prometheus_notifications_%s_total{alertmanager=\"%s%s/api/v2/alerts\"}"
                        .formatted(what, tocsin.url(), prefix))
                .orElse(0.0);
    }

    private static void assertSentWithoutErrors(RealServer prometheus, TocsinProcess tocsin, String prefix)
            throws Exception {
        assertThat(sent(prometheus, tocsin, prefix)).isPositive();
        assertThat(notifications(prometheus, "errors", tocsin, prefix)).isZero();
        assertThat(prometheus.http().metric("prometheus_notifications_dropped_total"))
                .contains(0.0);
    }
}
