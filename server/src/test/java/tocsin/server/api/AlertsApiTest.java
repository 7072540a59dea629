package tocsin.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.RouterConfiguration;
import tocsin.router.config.Receiver;
import tocsin.router.config.RoutingConfig;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.mute.TimeInterval;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.SilenceRequest;

/**
 * Alerts, groups, receivers and the status as clients see them, over real HTTP and with a real router. It is noon.
 *
 * <p>Alert {@code a} goes to ops; {@code b} is silenced; {@code c} is inhibited by {@code a}; {@code night} goes to db, whose
 * route is muted.
 */
class AlertsApiTest {
    private static final Route DB = route("db", List.of("always"), new Matcher("alertname", Matcher.Op.EQUAL, "night"));
    private static final Route ROOT = new Route(
            "ops",
            List.of(),
            false,
            GroupBy.names("alertname"),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(4),
            Map.of(),
            List.of(),
            List.of(),
            List.of(DB));

    private final TestServer server = TestServer.start();
    private String silence = "";

    private static Route route(String receiver, List<String> mutes, Matcher... matchers) {
        return new Route(
                receiver,
                List.of(matchers),
                false,
                GroupBy.names("alertname"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                Map.of(),
                mutes,
                List.of(),
                List.of());
    }

    @BeforeEach
    void configure() {
        server.routing.apply(new RouterConfiguration(
                new RouteTree(ROOT),
                Duration.ofMinutes(5),
                Map.of(),
                List.of(new InhibitRule(
                        null,
                        List.of(new Matcher("alertname", Matcher.Op.EQUAL, "a")),
                        List.of(new Matcher("alertname", Matcher.Op.EQUAL, "c")),
                        Set.of())),
                List.of(new NamedTimeInterval(
                        "always", List.of(new TimeInterval(null, null, null, null, null, ZoneOffset.UTC)))),
                RouteLabelRenderer.NONE));
        server.config = new RoutingConfig(
                Path.of(""),
                Duration.ofMinutes(5),
                ROOT,
                List.of(receiver("ops", "team", "infra"), receiver("db", "team", "data"), receiver("unused", "x", "y")),
                List.of(),
                List.of(),
                List.of(),
                0,
                "route:\n  receiver: ops\n");
        server.routing.fires(named("a"), named("b"), named("c"), named("night"));
        silence = silence(new Matcher("alertname", Matcher.Op.EQUAL, "b"));
    }

    private static Receiver receiver(String name, String label, String value) {
        return new Receiver(name, Map.of("name", name, label, value), List.of());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static Labels named(String name) {
        return Labels.of("alertname", name, "job", "j " + name);
    }

    private String silence(Matcher matcher) {
        SilenceRequest request = new SilenceRequest(
                null, List.of(List.of(matcher)), null, TestServer.NOW.plusSeconds(3600), "ann", "c", Map.of());
        return server.routing
                .ask(router -> router.silences().set(request, ChangeOrigin.PROCESS))
                .await()
                .fold(accepted -> accepted.silence().id(), unknown -> "", refused -> "");
    }

    private JsonArray list(String pathAndQuery) {
        HttpResponse<String> answer = server.get(pathAndQuery);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonArray(answer.body());
    }

    private static List<String> names(JsonArray alerts) {
        return alerts.stream()
                .map(alert -> ((JsonObject) alert).getJsonObject("labels").getString("alertname"))
                .sorted()
                .toList();
    }

    private List<String> alertNames(String query) {
        return names(list("/api/v2/alerts" + query));
    }

    private List<String> groupNames(String query) {
        return names(list("/api/v2/alerts/groups" + query));
    }

    @Test
    void an_alert_is_shown_with_all_its_fields_in_upstreams_order() {
        server.routing.get(router -> router.post(List.of(new PostedAlert(
                Labels.of("alertname", "foo", "node", "bar"),
                Annotations.of("summary", "s", "none", ""),
                Instant.parse("2026-03-01T11:00:00.1239Z"),
                Instant.parse("2026-03-01T14:00:00Z"),
                "http://p/graph"))));

        HttpResponse<String> answer = server.get("/api/v2/alerts?filter=node%3Dbar");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).isEqualTo("""
                [{"annotations":{"none":"","summary":"s"},"endsAt":"2026-03-01T14:00:00.000Z",\
                "fingerprint":"980a6a0e0facf311","receivers":[{"name":"ops"}],"startsAt":"2026-03-01T11:00:00.123Z",\
                "status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],"state":"active"},\
                "updatedAt":"2026-03-01T12:00:00.000Z","generatorURL":"http://p/graph",\
                "labels":{"alertname":"foo","node":"bar"}}]
                """);
    }

    @Test
    void alerts_come_by_fingerprint_and_say_what_holds_them_back() {
        JsonArray alerts = list("/api/v2/alerts/");

        assertThat(alerts.stream().map(alert -> ((JsonObject) alert).getString("fingerprint")))
                .hasSize(4)
                .isSorted();
        assertThat(status("a")).isEqualTo(status("active", List.of(), List.of(), List.of()));
        assertThat(status("b")).isEqualTo(status("suppressed", List.of(), List.of(), List.of(silence)));
        assertThat(status("c"))
                .isEqualTo(status("suppressed", List.of(named("a").fingerprint().toString()), List.of(), List.of()));
        assertThat(status("night")).isEqualTo(status("suppressed", List.of(), List.of("always"), List.of()));
    }

    private JsonObject status(String alert) {
        return list("/api/v2/alerts?filter=alertname%3D" + alert)
                .getJsonObject(0)
                .getJsonObject("status");
    }

    private static JsonObject status(
            String state, List<String> inhibitedBy, List<String> mutedBy, List<String> silencedBy) {
        return new JsonObject()
                .put("inhibitedBy", new JsonArray(inhibitedBy))
                .put("mutedBy", new JsonArray(mutedBy))
                .put("silencedBy", new JsonArray(silencedBy))
                .put("state", state);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ?active=false&active=true                          | a b c night
            ?active=                                           | a b c night
            ?active=0                                          | b c night
            ?active=foo                                        | b c night
            ?active=Checked                                    | a b c night
            ?silenced=false                                    | a c night
            ?inhibited=false                                   | a b night
            ?silenced=false&inhibited=false&unprocessed=false  | a night
            ?active=false&silenced=false&inhibited=false       | night
            ?muted=false                                       | a b c night
            ?filter=alertname%3D~%22a%7Cb%22                   | a b
            ?filter=alertname%3D~%22a%7Cb%22&filter=job!%3D%22j+a%22 | b
            ?filter=%22no+such%22!%3D%22%22                    | ~~
            ?filter=nope%3D%22%22&filter=alertname!%3D         | a b c night
            ?receiver=db                                       | night
            ?receiver=d                                        | ~~
            ?receiver=d.%7Cx                                   | night
            ?receiver=                                         | a b c night
            ?receiver_matchers=team%3Dinfra                    | a b c
            ?receiver_matchers=team%3D~%22.%2B%22&receiver_matchers=name!%3Dops | night
            ?receiver=ops&receiver_matchers=team%3Ddata        | ~~
            ?nobody=knows                                      | a b c night
            """)
    void parameters_choose_alerts(String query, String names) {
        assertThat(String.join(" ", alertNames(query))).isEqualTo(names);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ?active=true                               | a b c night
            ?muted=false                               | a b c
            ?active=false                              | b c night
            ?silenced=no&inhibited=no                  | a night
            ?filter=alertname%3Da                      | a
            ?receiver=db                               | night
            ?receiver_matchers=team%3Dinfra&silenced=0 | a c
            """)
    void parameters_choose_groups(String query, String names) {
        assertThat(String.join(" ", groupNames(query))).isEqualTo(names);
    }

    @Test
    void a_group_is_shown_with_all_its_fields_and_its_alerts_in_order() {
        server.routing.fires(
                Labels.of("alertname", "a", "job", "j b", "instance", "2"),
                Labels.of("alertname", "a", "job", "j b", "instance", "1"),
                Labels.of("alertname", "a"));

        JsonObject group = list("/api/v2/alerts/groups?receiver=ops").getJsonObject(0);

        assertThat(group.fieldNames()).containsExactly("alerts", "labels", "receiver", "routeLabels");
        assertThat(group.getJsonObject("labels")).isEqualTo(new JsonObject().put("alertname", "a"));
        assertThat(group.getJsonObject("receiver")).isEqualTo(new JsonObject().put("name", "ops"));
        assertThat(group.getJsonObject("routeLabels")).isEqualTo(new JsonObject());
        assertThat(group.getJsonArray("alerts").stream()
                        .map(alert -> ((JsonObject) alert).getJsonObject("labels"))
                        .map(labels -> labels.getString("job") + " " + labels.getString("instance")))
                .containsExactly("j a null", "j b 1", "j b 2", "null null");
    }

    @Test
    void groups_come_by_their_labels() {
        assertThat(list("/api/v2/alerts/groups").stream()
                        .map(group ->
                                ((JsonObject) group).getJsonObject("labels").getString("alertname")))
                .containsExactly("a", "b", "c", "night");
    }

    @Test
    void the_alerts_of_a_muted_group_name_the_interval_at_once() {
        JsonObject alert = list("/api/v2/alerts/groups?receiver=db")
                .getJsonObject(0)
                .getJsonArray("alerts")
                .getJsonObject(0);

        assertThat(alert.getJsonObject("status"))
                .isEqualTo(status("suppressed", List.of(), List.of("always"), List.of()));
    }

    @Test
    void an_alert_of_an_own_rule_has_an_end_that_lies_ahead() {
        server.routing.get(router -> {
            router.acceptFromRules(List.of(new Alert(
                    named("own"),
                    Annotations.empty(),
                    TestServer.NOW,
                    null,
                    "",
                    TestServer.NOW,
                    false,
                    Alert.Origin.RULE)));
            return "";
        });

        assertThat(list("/api/v2/alerts?filter=alertname%3Down")
                        .getJsonObject(0)
                        .getString("endsAt"))
                .isEqualTo("2026-03-01T12:05:00.000Z");
    }

    @Test
    void an_alert_whose_end_has_come_is_not_shown() {
        server.routing.advance(Duration.ofMinutes(5));

        assertThat(server.get("/api/v2/alerts").body()).isEqualTo("[]\n");
        assertThat(server.get("/api/v2/alerts/groups").body()).isEqualTo("[]\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /api/v2/alerts?filter=                          | "bad matcher format:
            /api/v2/alerts?filter=foo                       | "bad matcher format: foo
            /api/v2/alerts?filter=%7Ba%3Db%7D               | "unexpected open or close brace:
            /api/v2/alerts?receiver=%5B                     | "failed to parse receiver param:
            /api/v2/alerts?receiver_matchers=x              | "failed to parse receiver_matchers param:
            /api/v2/alerts/groups?receiver=%5B              | "failed to parse receiver param:
            /api/v2/alerts/groups?filter=foo                | "bad matcher format: foo
            /api/v2/receivers?receiver_matchers=x           | "failed to parse receiver_matchers param:
            """)
    void a_parameter_that_cannot_be_read_is_400_with_a_bare_string(String pathAndQuery, String beginning) {
        HttpResponse<String> answer = server.get(pathAndQuery);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith(beginning).endsWith("\"\n");
    }

    @Test
    void all_receivers_are_listed_with_their_labels_in_the_order_of_the_file() {
        assertThat(list("/api/v2/receivers").stream().map(receiver -> ((JsonObject) receiver).getString("name")))
                .containsExactly("ops", "db", "unused");
        assertThat(list("/api/v2/receivers?receiver_matchers=team%3Ddata"))
                .isEqualTo(new JsonArray("[{\"labels\":{\"name\":\"db\",\"team\":\"data\"},\"name\":\"db\"}]"));
    }

    @Test
    void the_status_has_every_field_that_clients_read_without_looking() {
        HttpResponse<String> answer = server.get("/api/v2/status");

        assertThat(answer.body()).isEqualTo("""
                {"cluster":{"peers":[],"status":"disabled"},"config":{"original":"route:\\n  receiver: ops\\n"},\
                "uptime":"2026-03-01T12:00:00.000Z","versionInfo":{"branch":"","buildDate":"","buildUser":"",\
                "goVersion":"","revision":"","version":"0.34.0"}}
                """);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/api/v2/status", "/api/v2/receivers", "/api/v2/alerts/groups"})
    void what_can_only_be_read_takes_no_other_method(String path) {
        HttpResponse<String> answer = server.send("POST", path);

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void a_large_answer_comes_whole() {
        fireMany(5_000);

        assertThat(list("/api/v2/alerts?filter=big%3D1")).hasSize(5_000);
        assertThat(list("/api/v2/alerts/groups?filter=big%3D1").getJsonObject(0).getJsonArray("alerts"))
                .hasSize(5_000);
    }

    @Test
    void a_reader_that_goes_away_in_the_midst_of_a_large_answer_holds_up_nobody() throws IOException {
        fireMany(5_000);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write("GET /api/v2/alerts HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(15), US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
        }

        assertThat(alertNames("?filter=alertname%3Da")).containsExactly("a");
    }

    private void fireMany(int count) {
        server.routing.fires(IntStream.range(0, count)
                .mapToObj(
                        i -> Labels.of("alertname", "big", "big", "1", "i", String.valueOf(i), "text", "x".repeat(200)))
                .toArray(Labels[]::new));
    }

    @Test
    void a_process_that_does_not_route_has_no_such_api() {
        try (TestServer evaluator = TestServer.startWithoutRouting()) {
            for (String path : List.of("/api/v2/alerts", "/api/v2/status", "/api/v2/silences")) {
                assertThat(evaluator.get(path).statusCode()).isEqualTo(404);
            }
        }
    }

    @Test
    void before_it_is_ready_nothing_is_shown() {
        server.ready = false;

        assertThat(server.get("/api/v2/alerts").statusCode()).isEqualTo(503);
        assertThat(server.get("/api/v2/status").statusCode()).isEqualTo(503);
    }
}
