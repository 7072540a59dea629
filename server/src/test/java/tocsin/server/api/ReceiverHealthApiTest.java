package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notifier;
import tocsin.model.Labels;
import tocsin.router.RouterConfiguration;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;

class ReceiverHealthApiTest {
    private static final IntegrationId HOOK = new IntegrationId("ops", "webhook", 0);

    private final TestServer server = TestServer.start();
    private final AtomicReference<DeliveryResult> answer =
            new AtomicReference<>(new DeliveryResult.Delivered(Map.of()));

    @BeforeEach
    void one_receiver() {
        Notifier notifier = (notification, longest) -> Future.succeededFuture(answer.get());
        server.routing.apply(new RouterConfiguration(
                new RouteTree(Route.root("ops")),
                Duration.ofMinutes(5),
                Map.of("ops", List.of(new Integration(HOOK, true, notifier))),
                List.of(),
                List.of(),
                RouteLabelRenderer.NONE));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void nothing_is_known_before_the_first_attempt() {
        assertThat(hook()).isEqualTo(new JsonObject("""
                {"integration": "ops/webhook/0", "well": true, "lastSuccess": null, "lastFailure": null, "failuresInARow": 0,
                 "underWay": 0, "waiting": 0, "nextAttempt": null}"""));
    }

    @Test
    void a_failure_tells_its_reason_and_when_it_is_tried_again() {
        answer.set(new DeliveryResult.Retryable(
                FailureReason.SERVER_ERROR, "unexpected status code 503", Duration.ofSeconds(7)));
        flush();

        JsonObject failing = hook();
        assertThat(failing.getBoolean("well")).isFalse();
        assertThat(failing.getInteger("failuresInARow")).isEqualTo(1);
        assertThat(failing.getInteger("underWay")).isEqualTo(1);
        assertThat(failing.getJsonObject("lastFailure").getString("reason")).isEqualTo("serverError");
        assertThat(failing.getJsonObject("lastFailure").getString("message")).isEqualTo("unexpected status code 503");
        assertThat(failing.getInstant("nextAttempt"))
                .isAfterOrEqualTo(
                        failing.getJsonObject("lastFailure").getInstant("at").plusSeconds(7));

        answer.set(new DeliveryResult.Delivered(Map.of()));
        server.routing.advance(Duration.ofSeconds(20));

        JsonObject well = hook();
        assertThat(well.getBoolean("well")).isTrue();
        assertThat(well.getInteger("failuresInARow")).isZero();
        assertThat(well.getInteger("underWay")).isZero();
        assertThat(well.getInstant("lastSuccess"))
                .isAfter(failing.getJsonObject("lastFailure").getInstant("at"));
        assertThat(well.getValue("lastFailure")).isEqualTo(failing.getValue("lastFailure"));
        assertThat(well.getValue("nextAttempt")).isNull();
    }

    @Test
    void what_a_test_answers_is_as_the_document_says() throws IOException {
        OpenApiDocument document = OpenApiDocument.parse(OpenApiTest.text("tocsin-v1.yaml"));
        for (DeliveryResult result : List.of(
                new DeliveryResult.Delivered(Map.of(), List.of("a note")),
                new DeliveryResult.Retryable(FailureReason.OTHER, "no route to host", Duration.ZERO))) {
            answer.set(result);
            String path = "/api/tocsin/v1/receivers/ops/test";
            String body = server.post(path, "{\"labels\": {\"team\": \"db\"}, \"resolve\": true}")
                    .body();

            assertThat(document.problems("POST", path, 200, "application/json", body))
                    .as(body)
                    .isEmpty();
        }
    }

    private void flush() {
        server.routing.fires(Labels.of("alertname", "Down"));
        server.routing.advance(Duration.ofSeconds(31));
    }

    private JsonObject hook() {
        JsonObject receiver =
                new JsonArray(server.get("/api/tocsin/v1/receivers").body()).getJsonObject(0);
        assertThat(receiver.getString("name")).isEqualTo("ops");
        return receiver.getJsonArray("integrations").getJsonObject(0);
    }
}
