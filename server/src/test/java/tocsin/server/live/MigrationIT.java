package tocsin.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.RouterConfiguration;
import tocsin.router.RouterOptions;
import tocsin.router.RouterPorts;
import tocsin.router.config.Receiver;
import tocsin.router.config.RoutingConfig;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.SilenceObserver;
import tocsin.server.metrics.RouterMetrics;
import tocsin.server.routing.RoutingFiles;
import tocsin.server.statefile.TestState;
import tocsin.state.MemoryStateStore;
import tocsin.time.SimulatedTime;

/** From a real Alertmanager to Tocsin: nobody is paged again, every resolution comes, every silence is there. */
class MigrationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Labels> ALERTS = List.of(
            Labels.of("alertname", "Down", "instance", "a", "team", "db"),
            Labels.of("alertname", "Down", "instance", "b", "team", "db"),
            Labels.of("alertname", "Slow", "instance", "c", "team", "db"),
            Labels.of("alertname", "Größe", "path", "C:\\temp \"x\"\n", "severity", "page"),
            Labels.of("alertname", "Other", "severity", "warn"));

    @TempDir
    private Path directory;

    private final SimulatedTime time = new SimulatedTime(Instant.now());
    private final Map<IntegrationId, RecordingNotifier> notifiers = new LinkedHashMap<>();
    private final Instant began = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

    private static String configuration(String url) {
        return """
                route:
                  receiver: ops
                  group_by: [alertname]
                  group_wait: 0s
                  group_interval: 1s
                  repeat_interval: 4h
                  routes:
                  - matchers: ['team=~"db|dba"']
                    receiver: db
                    group_by: ['...']
                    continue: true
                  - match: {team: db}
                    receiver: ops
                receivers:
                - name: ops
                  webhook_configs: [{url: '%1$s/ops-0'}, {url: '%1$s/ops-1', send_resolved: false}]
                - name: db
                  webhook_configs: [{url: '%1$s/db-0'}]
                """.formatted(url);
    }

    @Test
    void a_migration_repeats_nothing_and_forgets_nothing() throws Exception {
        Programs.require("prometheus-alertmanager");
        Map<String, JsonObject> silences;
        String configuration;
        try (StubServer receiver = StubServer.start(StubServer.status(200))) {
            configuration = configuration(receiver.url());
            try (RealServer alertmanager = RealServer.alertmanager(directory, configuration)) {
                post(alertmanager, ALERTS, null);
                // Down and Slow: once each to db by all labels, and to ops by name; the others to ops.
                await("told").atMost(PATIENCE).until(() -> receiver.received().size() >= 3 + 4 * 2);
                post(alertmanager, ALERTS.subList(4, 5), Instant.now());
                await("told of the resolution")
                        .atMost(PATIENCE)
                        .until(() -> receiver.received().stream()
                                .anyMatch(message -> message.body().contains("\"status\":\"resolved\"")));
                silences = makeSilences(alertmanager);
                assertThat(alertmanager.terminate()).isZero();
            }
        }

        importFiles();
        time.advanceTo(Instant.now());
        Router router = router(configuration);

        assertThat(new TreeMap<>(imported(router))).isEqualTo(new TreeMap<>(shown(silences)));
        router.post(posted(ALERTS.subList(0, 4), null));
        router.post(posted(ALERTS.subList(4, 5), time.now()));
        time.advance(Duration.ofHours(1));
        assertThat(attempts()).as("what Alertmanager told is not told again").isEmpty();

        router.post(posted(ALERTS.subList(0, 1), time.now()));
        time.advance(Duration.ofMinutes(1));
        assertThat(attempts())
                .containsExactlyInAnyOrder("ops/webhook/0 some alerts resolved", "db/webhook/0 all alerts resolved");
        router.post(posted(ALERTS.subList(1, 4), time.now()));
        time.advance(Duration.ofMinutes(1));
        assertThat(attempts())
                .hasSize(2 + 3 + 2)
                .as("one that wants no resolutions hears of none")
                .noneMatch(line -> line.startsWith("ops/webhook/1"));
    }

    private void post(RealServer alertmanager, List<Labels> alerts, @Nullable Instant endsAt) throws Exception {
        JsonArray body = new JsonArray();
        for (Labels alert : alerts) {
            JsonObject labels = new JsonObject();
            alert.forEach(labels::put);
            JsonObject posted = new JsonObject().put("labels", labels).put("startsAt", began.toString());
            body.add(endsAt == null ? posted : posted.put("endsAt", endsAt.toString()));
        }
        assertThat(alertmanager.http().post("/api/v2/alerts", body.encode()).statusCode())
                .isEqualTo(200);
    }

    /** Active, pending, over, by a regular expression, by several matchers. */
    private static Map<String, JsonObject> makeSilences(RealServer alertmanager) throws Exception {
        Instant now = Instant.now();
        silence(alertmanager, now, "[%s]".formatted(matcher("team", "x", false, true)));
        silence(alertmanager, now.plusSeconds(3600), "[%s]".formatted(matcher("team", "y|z", true, true)));
        silence(
                alertmanager,
                now,
                "[%s, %s, %s]"
                        .formatted(
                                matcher("team", "x", false, true),
                                matcher("stage", "", false, false),
                                matcher("path", "C:.*", true, false)));
        String over = silence(alertmanager, now, "[%s]".formatted(matcher("team", "ü", false, true)));
        HttpResponse<String> expired = alertmanager.http().delete("/api/v2/silence/" + over);
        assertThat(expired.statusCode()).isEqualTo(200);
        Map<String, JsonObject> silences = new LinkedHashMap<>();
        for (Object each : alertmanager.http().array("/api/v2/silences")) {
            JsonObject silence = (JsonObject) each;
            silences.put(silence.getString("id"), silence);
        }
        assertThat(silences).hasSize(4);
        return silences;
    }

    private static JsonObject matcher(String name, String value, boolean isRegex, boolean isEqual) {
        return new JsonObject()
                .put("name", name)
                .put("value", value)
                .put("isRegex", isRegex)
                .put("isEqual", isEqual);
    }

    private static String silence(RealServer alertmanager, Instant start, String matchers) throws Exception {
        JsonObject silence = new JsonObject()
                .put("matchers", new JsonArray(matchers))
                .put("startsAt", start.toString())
                .put("endsAt", start.plusSeconds(7200).toString())
                .put("createdBy", "änn")
                .put("comment", "maintenance\nof two lines");
        return new JsonObject(alertmanager
                        .http()
                        .post("/api/v2/silences", silence.encode())
                        .body())
                .getString("silenceID");
    }

    /** What people see of each: state, period to the millisecond, who and why. */
    private static Map<String, String> shown(Map<String, JsonObject> silences) {
        Map<String, String> shown = new LinkedHashMap<>();
        silences.forEach((id, silence) -> shown.put(
                id,
                line(
                        silence.getJsonObject("status").getString("state"),
                        silence.getInstant("startsAt"),
                        silence.getInstant("endsAt"),
                        silence.getInstant("updatedAt"),
                        silence.getString("createdBy") + silence.getString("comment"),
                        silence.getJsonArray("matchers").size())));
        return shown;
    }

    private Map<String, String> imported(Router router) {
        Map<String, String> imported = new LinkedHashMap<>();
        router.silences()
                .list()
                .forEach(silence -> imported.put(
                        silence.id(),
                        line(
                                silence.stateAt(time.now()).name().toLowerCase(Locale.ROOT),
                                silence.startsAt(),
                                silence.endsAt(),
                                silence.updatedAt(),
                                silence.createdBy() + silence.comment(),
                                silence.matcherSets().get(0).size())));
        return imported;
    }

    private static String line(
            String state, Instant startsAt, Instant endsAt, Instant updatedAt, String texts, int matchers) {
        return "%s %s %s %s %s %d"
                .formatted(
                        state,
                        startsAt.truncatedTo(ChronoUnit.MILLIS),
                        endsAt.truncatedTo(ChronoUnit.MILLIS),
                        updatedAt.truncatedTo(ChronoUnit.MILLIS),
                        texts,
                        matchers);
    }

    private void importFiles() throws Exception {
        try (LiveProcess process = TocsinProcess.launch(
                directory,
                "state",
                "import",
                "--storage.path=data",
                directory.resolve("alertmanager").toString())) {
            assertThat(process.exitStatus()).as(process.everything()).isZero();
            assertThat(process.out()).anyMatch(line -> line.contains("4 silences of Alertmanager"));
        }
        try (LiveProcess process = TocsinProcess.launch(directory, "state", "verify", "--storage.path=data")) {
            assertThat(process.exitStatus()).as(process.everything()).isZero();
        }
    }

    private Router router(String configuration) {
        MemoryStateStore store = new MemoryStateStore();
        store.append(TestState.rows(directory.resolve("data")));
        Instant start = time.now();
        Router router = new Router(
                new RouterPorts(
                        time,
                        time,
                        () -> Duration.between(start, time.now()).toNanos(),
                        new Random(1),
                        store,
                        decided -> {},
                        new RouterMetrics(new PrometheusRegistry(), 0, new SilenceObserver() {})),
                RouterOptions.DEFAULTS);
        assertThat(router.start().succeeded()).isTrue();
        router.apply(applied(configuration));
        return router;
    }

    private RouterConfiguration applied(String configuration) {
        Problems problems = new Problems("alertmanager.yml");
        RoutingConfig config = Objects.requireNonNull(
                new RoutingFiles(MatcherMode.FALLBACK, Duration.ofDays(5))
                        .readAlone(new Source("alertmanager.yml", configuration), directory, problems),
                () -> problems.list().toString());
        Map<String, List<Integration>> receivers = new LinkedHashMap<>();
        for (Receiver receiver : config.routedReceivers()) {
            receivers.put(
                    receiver.name(),
                    receiver.integrations().stream()
                            .map(entry -> new Integration(
                                    entry.id(),
                                    entry.config().sendResolved(),
                                    notifiers.computeIfAbsent(entry.id(), id -> new RecordingNotifier())))
                            .toList());
        }
        return new RouterConfiguration(
                new RouteTree(config.route()),
                config.resolveTimeout(),
                receivers,
                config.inhibitRules(),
                config.timeIntervals(),
                RouteLabelRenderer.NONE);
    }

    private List<PostedAlert> posted(List<Labels> alerts, @Nullable Instant endsAt) {
        Instant lasts = endsAt == null ? time.now().plus(Duration.ofDays(1)) : endsAt;
        return alerts.stream()
                .map(alert -> new PostedAlert(alert, Annotations.empty(), began, lasts, ""))
                .toList();
    }

    /** Which integration was told why. */
    private List<String> attempts() {
        List<String> attempts = new ArrayList<>();
        notifiers.forEach((id, notifier) -> {
            for (Notification notification : notifier.attempts()) {
                attempts.add(id + " " + notification.reason().text());
            }
        });
        return attempts;
    }
}
