package tocsin.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.router.RouterConfiguration;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;
import tocsin.server.api.TestServer;

/** The command and the API behind it, against a server in this process. */
class NotifyTestCommandTest {
    private static final IntegrationId HOOK = new IntegrationId("on call/eu", "webhook", 0);

    private final TestServer server = TestServer.start();
    private final List<Notification> sent = new CopyOnWriteArrayList<>();
    private final AtomicReference<DeliveryResult> answer =
            new AtomicReference<>(new DeliveryResult.Delivered(Map.of()));

    @BeforeEach
    void a_receiver_with_a_strange_name_and_one_without_integrations() {
        Notifier notifier = (notification, longest) -> {
            sent.add(notification);
            return Future.succeededFuture(answer.get());
        };
        server.routing.apply(new RouterConfiguration(
                new RouteTree(Route.root("on call/eu")),
                Duration.ofMinutes(5),
                Map.of("on call/eu", List.of(new Integration(HOOK, true, notifier)), "nobody", List.of()),
                List.of(),
                List.of(),
                RouteLabelRenderer.NONE));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ClientRun test(String... arguments) {
        List<String> all = new ArrayList<>(List.of("test", "--url=http://127.0.0.1:" + server.port()));
        all.addAll(Arrays.asList(arguments));
        return ClientRun.notify(all.toArray(String[]::new));
    }

    @Test
    void what_the_receiver_answered_is_shown() {
        ClientRun run = test("on call/eu", "severity=critical");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).matches("on call/eu/webhook/0: delivered in 0\\.\\d{3} s\\R");
        assertThat(sent)
                .singleElement()
                .satisfies(notification -> assertThat(
                                notification.alerts().get(0).labels().getOrEmpty("severity"))
                        .isEqualTo("critical"));
    }

    @Test
    void the_end_is_told_when_that_is_asked_for() {
        ClientRun run = test("on call/eu", "--resolve");

        assertThat(run.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("on call/eu/webhook/0, its end: delivered");
        assertThat(sent).extracting(Notification::firing).containsExactly(true, false);
    }

    @Test
    void a_receiver_that_does_not_take_it_is_exit_status_1() {
        answer.set(new DeliveryResult.Rejected(FailureReason.AUTH_ERROR, "unexpected status code 401:\nno such key"));
        ClientRun rejected = test("on call/eu");
        answer.set(
                new DeliveryResult.Retryable(FailureReason.SERVER_ERROR, "unexpected status code 503", Duration.ZERO));
        ClientRun retryable = test("on call/eu", "--resolve");

        assertThat(rejected.status()).isEqualTo(1);
        assertThat(rejected.out())
                .contains("failed, and would be tried again at the next flush only in")
                .contains(": unexpected status code 401: no such key (authError)")
                .hasLineCount(1);
        assertThat(retryable.status()).isEqualTo(1);
        assertThat(retryable.out())
                .contains("failed, and would be tried again in", "503 (serverError)", "its end")
                .hasLineCount(2);
    }

    @Test
    void what_was_not_as_configured_stands_below() {
        answer.set(new DeliveryResult.Delivered(Map.of(), List.of("`title` failed: no such function")));

        assertThat(test("on call/eu").out().lines()).last().isEqualTo("  `title` failed: no such function");
    }

    @Test
    void json_is_what_the_server_answers() {
        ClientRun run = test("on call/eu", "--output=json");

        JsonObject tested = new JsonObject(run.out());
        assertThat(tested.getString("receiver")).isEqualTo("on call/eu");
        assertThat(tested.getBoolean("dryRun")).isFalse();
        JsonObject integration = tested.getJsonArray("integrations").getJsonObject(0);
        assertThat(integration.getValue("resolved")).isNull();
        assertThat(integration.getJsonObject("firing").getString("outcome")).isEqualTo("delivered");
    }

    @Test
    void a_receiver_that_nobody_knows_or_without_integrations_is_said_to_be_so() {
        ClientRun unknown = test("on call");
        ClientRun empty = test("nobody");

        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("no route leads to a receiver `on call`", "on call/eu", "nobody");
        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.err()).contains("nobody has no integration");
        assertThat(sent).isEmpty();
    }

    @Test
    void the_history_shows_it() {
        test("on call/eu");
        server.routing.advance(Duration.ofSeconds(2));

        JsonArray kept =
                new JsonObject(server.get("/api/tocsin/v1/notifications").body()).getJsonArray("notifications");
        assertThat(kept).hasSize(1);
        assertThat(kept.getJsonObject(0).getString("routeId")).isEqualTo("[TEST]");
        assertThat(kept.getJsonObject(0).getString("outcome")).isEqualTo("delivered");
    }

    @Test
    void a_body_that_is_not_understood_sends_nothing() {
        String path = "/api/tocsin/v1/receivers/on%20call%2Feu/test";

        assertThat(server.post(path, "{\"label\": {}}").statusCode()).isEqualTo(400);
        assertThat(server.post(path, "{\"labels\": {\"a\": 1}}").statusCode()).isEqualTo(400);
        assertThat(server.post(path, "{\"labels\": {\"\": \"x\"}}").statusCode())
                .isEqualTo(400);
        assertThat(server.post(path, "[]").statusCode()).isEqualTo(400);
        assertThat(sent).isEmpty();
        assertThat(server.post(path, "{}").statusCode()).isEqualTo(200);
        assertThat(sent).hasSize(1);
    }
}
