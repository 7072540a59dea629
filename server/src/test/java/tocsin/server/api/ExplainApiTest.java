package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.Router;
import tocsin.router.RouterConfiguration;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;
import tocsin.server.client.ExplainCommand;

/** {@code /api/tocsin/v1/explain} and {@code …/routes/match}, and {@code tocsin explain}, which asks it. */
class ExplainApiTest {
    private static final Labels DOWN = Labels.of("alertname", "Down", "instance", "a b");
    private static final String BY_LABELS = "/api/tocsin/v1/explain?label=alertname=Down&label=instance=a%20b";

    private final TestServer server = TestServer.start();

    @BeforeEach
    void ops_by_webhook() {
        Route db = new Route(
                "ops",
                List.of(new Matcher("team", Matcher.Op.EQUAL, "db")),
                false,
                GroupBy.names("alertname"),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
        server.routing.apply(new RouterConfiguration(
                new RouteTree(Route.root("ops", db)),
                Duration.ofMinutes(5),
                Map.of(
                        "ops",
                        List.of(new Integration(
                                new IntegrationId("ops", "webhook", 0),
                                true,
                                (notification, longest) ->
                                        Future.succeededFuture(new DeliveryResult.Delivered(Map.of()))))),
                List.of(),
                List.of(),
                RouteLabelRenderer.NONE));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JsonObject explained(String pathAndQuery) {
        HttpResponse<String> answer = server.get(pathAndQuery);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static List<String> gates(JsonObject of) {
        return of.getJsonArray("gates").stream()
                .map(gate -> ((JsonObject) gate).getString("gate"))
                .toList();
    }

    @Test
    void an_alert_is_explained_gate_by_gate_in_the_order_of_its_way() {
        server.routing.fires(DOWN);
        server.routing.advance(Duration.ofMinutes(1));

        JsonObject told = explained(BY_LABELS);

        assertThat(told.getString("kind")).isEqualTo("held");
        assertThat(told.getString("fingerprint")).isEqualTo(DOWN.fingerprint().toString());
        assertThat(told.getString("at")).isEqualTo("2026-03-01T12:01:00.000Z");
        assertThat(told.getString("sentence"))
                .isEqualTo(
                        "Down fires since 12:00:00Z: ops was notified last at 12:00:30Z that it fires; next: notified"
                                + " at 12:05:30Z (all alerts resolved), as resolved, unless it is posted again; as long as"
                                + " it is: notified at 16:00:30Z (repeat interval elapsed).");
        assertThat(gates(told)).containsExactly("rule", "ingest", "route");
        JsonObject group = told.getJsonArray("groups").getJsonObject(0);
        assertThat(gates(group)).containsExactly("group", "active time", "mute time", "inhibit", "silence");
        JsonObject integration = group.getJsonArray("integrations").getJsonObject(0);
        assertThat(gates(integration)).containsExactly("dedup", "delivery");
        assertThat(integration.getString("integration")).isEqualTo("ops/webhook/0");
        assertThat(integration.getJsonObject("next").getString("at")).isEqualTo("2026-03-01T12:05:30.000Z");
    }

    @Test
    void a_fingerprint_finds_an_alert_that_is_held_and_one_that_is_only_on_record() {
        server.routing.fires(DOWN);
        server.routing.advance(Duration.ofMinutes(1));
        String path = "/api/tocsin/v1/explain?fingerprint=" + DOWN.fingerprint();
        assertThat(explained(path).getString("kind")).isEqualTo("held");

        server.routing.advance(Duration.ofHours(2));

        List<Labels> held = server.routing.ask(Router::known).await();
        assertThat(held).isEmpty();
        assertThat(explained(path + "&at=2026-03-01T12:02:00Z").getString("sentence"))
                .isEqualTo("At 12:02:00Z Down fired: ops/webhook/0 was notified last at 12:00:30Z that it fires (first"
                        + " notification).");
        assertThat(explained(path).getString("kind")).isEqualTo("hypothetical");
    }

    @Test
    void a_dry_run_says_first_that_it_delivers_nothing() {
        try (TestServer dry = TestServer.startInDryRun()) {
            assertThat(new JsonObject(dry.get(BY_LABELS).body()).getString("sentence"))
                    .startsWith(
                            "In a dry run, which delivers nothing and only notes what it would have delivered: There");
        }
    }

    @Test
    void labels_that_no_alert_has_are_hypothetical() {
        JsonObject told = explained("/api/tocsin/v1/explain?label=alertname=New&label=team=db");

        assertThat(told.getString("kind")).isEqualTo("hypothetical");
        assertThat(told.getString("sentence")).contains("next: notified at 12:00:10Z (first notification)");
    }

    @Test
    void labels_that_are_not_all_name_the_alerts_that_have_more() {
        server.routing.fires(DOWN, Labels.of("alertname", "Down", "instance", "c"), Labels.of("alertname", "Up"));

        JsonObject told = explained("/api/tocsin/v1/explain?label=alertname=Down");

        assertThat(told.getJsonArray("remarks").getString(1))
                .isEqualTo("alerts that have these labels and others, to be asked for by fingerprint: "
                        + DOWN.fingerprint() + " " + DOWN + ", "
                        + Labels.of("alertname", "Down", "instance", "c").fingerprint()
                        + " {alertname=\"Down\", instance=\"c\"}");
        assertThat(explained(BY_LABELS).getJsonArray("remarks")).hasSize(1);
        assertThat(server.get("/api/tocsin/v1/explain?label=alertname=Up&label=x=y&at=2026-01-01T00:00:00Z")
                        .body())
                .doesNotContain("fingerprint");
        assertThat(server.get("/api/tocsin/v1/explain?label=instance=c&at=2026-01-01T00:00:00Z")
                        .body())
                .contains(Labels.of("alertname", "Down", "instance", "c")
                        .fingerprint()
                        .toString());
    }

    @ParameterizedTest(name = "{0} is answered {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    explain                                        | 400 | name an alert: fingerprint=0123456789abcdef, or label=name=value once for each of its labels
                    explain?fingerprint=xyz                        | 400 | not a fingerprint: "xyz"; write 16 hex digits
                    explain?fingerprint=01&label=a=b               | 400 | give either fingerprint or label, not both
                    explain?label=a                                | 400 | label=a is not a label; write label=name=value
                    explain?label=a=b&label=a=c                    | 400 | label a is given twice
                    explain?label=a=                               | 400 | an alert needs at least one label that is not empty
                    explain?label=a=b&at=noon                      | 400 | at: "noon" is not a time; write RFC 3339, e.g. 2026-01-02T03:04:05Z
                    explain?label=a=b&at=2030-01-01T00:00:00Z      | 400 | at lies ahead; what comes next is part of the answer without it
                    explain?labels=a                               | 400 | unknown parameter labels; there are fingerprint, label and at
                    explain?fingerprint=00000000000000ff           | 404 | no alert with fingerprint 00000000000000ff is held or on record; ask by labels for what would happen if it came
                    explain?label=a=b&at=2026-01-01T00:00:00Z      | 404 | no alert with exactly the labels {a="b"} is held or on record
                    nothing                                        | 404 | path /api/tocsin/v1/nothing was not found
                    """)
    void what_cannot_be_explained_is_refused_with_the_reason(String query, int status, String message) {
        HttpResponse<String> answer = server.get("/api/tocsin/v1/" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getMap())
                .containsEntry("code", status)
                .containsEntry("message", message);
    }

    @Test
    void other_methods_are_refused() {
        HttpResponse<String> answer = server.send("DELETE", "/api/tocsin/v1/explain");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void the_tree_says_of_each_route_what_it_did_with_labels() {
        JsonObject told = explained("/api/tocsin/v1/routes/match?label=team=web");

        assertThat(told.getJsonArray("receivers")).isEqualTo(new JsonArray().add("ops"));
        JsonObject root = told.getJsonObject("tree");
        assertThat(root.getString("outcome")).isEqualTo("reached");
        assertThat(root.getJsonObject("options").getString("repeatInterval")).isEqualTo("4h");
        JsonObject db = root.getJsonArray("routes").getJsonObject(0);
        assertThat(db.getString("outcome")).isEqualTo("not matched");
        assertThat(db.getString("reason")).isEqualTo("it wants team=\"db\", and `team` is \"web\"");
        assertThat(db.containsKey("options")).isFalse();
    }

    // The command.

    private record Ran(int status, String out, String err) {}

    private Ran tocsin(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(new ExplainCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    private String url() {
        return "--url=http://" + server.addresses.get(0);
    }

    @Test
    void the_command_tells_the_sentence_first_then_the_gates_then_what_is_next() {
        server.routing.fires(DOWN);
        server.routing.advance(Duration.ofMinutes(1));

        Ran ran = tocsin("alertname=Down", "instance=a b", url());

        assertThat(ran.out()).isEqualTo("""
                Down fires since 12:00:00Z: ops was notified last at 12:00:30Z that it fires; next: notified at
                12:05:30Z (all alerts resolved), as resolved, unless it is posted again; as long as it is: notified
                at 16:00:30Z (repeat interval elapsed).

                rule         passes       no rule of this process gives an alert with these labels
                ingest       passes       posted by API, last changed at 12:00:00Z; it ends at 12:05:00Z,
                                          resolve_timeout after it was last posted, unless it is posted again
                route        passes       reaches receiver ops by the default route

                Receiver ops, group {}:{}
                  group        waits        alone in its group; flush 2 at 12:05:30Z (group_interval 5m)
                  active time  passes       the route has no active times
                  mute time    passes       the route has no mute times
                  inhibit      passes       no alert that fires inhibits it
                  silence      passes       no silence matches
                  ops/webhook/0
                    dedup        passes       was notified last at 12:00:30Z that it fires
                    delivery     passes       delivered by the flush of 12:00:30Z (first notification) with 1
                                              attempt

                Next:
                  ops/webhook/0           notified at 12:05:30Z (all alerts resolved), as resolved, unless it is
                                          posted again; as long as it is: notified at 16:00:30Z (repeat interval
                                          elapsed)
                Note: what comes next holds if no alert arrives, nobody changes a silence or the configuration, and
                receivers take what they are sent
                """);
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void the_command_gives_json_as_the_server_does() {
        server.routing.fires(DOWN);

        Ran ran = tocsin(DOWN.fingerprint().toString(), url(), "--output=json");

        assertThat(new JsonObject(ran.out()).getString("kind")).isEqualTo("held");
    }

    @Test
    void the_command_takes_labels_as_other_commands_do() {
        server.routing.fires(DOWN);

        assertThat(tocsin("Down", "instance=\"a b\"", url()).out()).startsWith("Down fires since");
        assertThat(tocsin("{alertname=\"Down\", instance=\"a b\"}", url()).out())
                .startsWith("Down fires since");
        assertThat(tocsin("Down", "instance=a b", "--alertmanager.url=http://" + server.addresses.get(0), "-o=json")
                        .out())
                .contains("\"kind\":\"held\"");
    }

    @Test
    void what_others_wrote_tells_the_terminal_nothing() {
        server.routing.fires(Labels.of("alertname", "Down\u001b[2J\nDown"));

        assertThat(tocsin("alertname=\"Down\u001b[2J\nDown\"", url()).out()).startsWith("Down [2J Down fires since");
    }

    @Test
    void exit_codes_tell_why_there_is_no_answer() {
        assertThat(tocsin("00000000000000ff", url()).status()).isEqualTo(1);
        assertThat(tocsin("alertname=Down", "--at=noon", url()).status()).isEqualTo(2);
        assertThat(tocsin("alertname=~Down", url())).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(2);
            assertThat(ran.err()).contains("`alertname=~\"Down\"` is not a label; write e.g. severity=page");
        });
        assertThat(tocsin("a=b", "--url=localhost:9093").status()).isEqualTo(2);
        assertThat(tocsin("a=b", "--url=http://user:secret@127.0.0.1:1")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err())
                    .contains("127.0.0.1:1/api/tocsin/v1/explain: cannot connect", "TOCSIN_URL")
                    .doesNotContain("secret");
        });
        assertThat(tocsin("a=b", url() + "/elsewhere")).satisfies(ran -> {
            assertThat(ran.status()).isEqualTo(3);
            assertThat(ran.err()).contains("does --url lack a path prefix, or is it an Alertmanager?");
        });
    }
}
