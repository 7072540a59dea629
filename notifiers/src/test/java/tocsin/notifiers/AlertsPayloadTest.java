package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.Notifications.NOW;
import static tocsin.notifiers.Notifications.alert;
import static tocsin.notifiers.Notifications.firing;
import static tocsin.notifiers.Notifications.resolved;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

class AlertsPayloadTest {
    private static String json(Notification notification, String externalUrl, long maxAlerts) {
        return AlertsPayload.json(NotificationData.of(notification, externalUrl), "4", maxAlerts, List.of())
                .toString(StandardCharsets.UTF_8);
    }

    private static JsonObject parsed(Notification notification, long maxAlerts) {
        return new JsonObject(json(notification, "http://tocsin", maxAlerts));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AlertsPayloadTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void is_what_alertmanager_was_seen_to_send() throws IOException {
        assertThat(json(Notifications.of(firing("a", "b")), "http://vm:21010", 0))
                .isEqualTo(golden("webhook/captured.json"));
    }

    @Test
    void escapes_formats_and_orders_as_upstream() throws IOException {
        Alert ended = alert(
                Labels.of("instance", "a", "alertname", "Disk"),
                Annotations.of("summary", "<b> & \u2028 \u001f \"q\" \\ é 😀"),
                Instant.parse("2026-11-20T09:59:31.100Z"),
                NOW,
                "http://p/graph?a=1&b=2");
        Alert going = alert(
                Labels.of("alertname", "Disk", "instance", "b"),
                Annotations.empty(),
                Instant.parse("2026-11-20T09:59:31Z"),
                null,
                "");
        Notification notification = new Notification(
                new IntegrationId("te.am (x)", "webhook", 0),
                List.of(ended, going),
                "{}/{severity=\"page\"}:{alertname=\"Disk\"}",
                Labels.of("alertname", "Disk"),
                Labels.of("team", "db"),
                NotifyReason.SOME_ALERTS_RESOLVED,
                Map.of(),
                NOW);

        String expected = golden("webhook/mixed.json")
                .replace("FP0", ended.fingerprint().toString())
                .replace("FP1", going.fingerprint().toString());
        assertThat(json(notification, "http://tocsin/x/", 0)).isEqualTo(expected);
    }

    @Test
    void is_resolved_when_all_alerts_are() {
        JsonObject payload = parsed(Notifications.of(resolved("a", "b")), 0);

        assertThat(payload.getString("status")).isEqualTo("resolved");
        assertThat(payload.getJsonArray("alerts").getJsonObject(0).getString("endsAt"))
                .isEqualTo("2026-11-20T10:00:00Z");
    }

    @Test
    void an_alert_that_ends_after_the_flush_is_firing_and_has_no_end() {
        Alert later = firing("a", "b").withEndsAt(NOW.plusNanos(1));

        JsonObject payload = parsed(Notifications.of(later), 0);

        assertThat(payload.getString("status")).isEqualTo("firing");
        assertThat(payload.getJsonArray("alerts").getJsonObject(0).getString("endsAt"))
                .isEqualTo("0001-01-01T00:00:00Z");
    }

    @ParameterizedTest(name = "{0} alerts at most")
    @CsvSource({"0, r1 f1 r2 f2 f3, 0", "5, r1 f1 r2 f2 f3, 0", "4, r1 f1 f2 f3, 1", "3, f1 f2 f3, 2", "2, f1 f2, 3"})
    void firing_alerts_are_kept_first_and_the_rest_is_counted(int maxAlerts, String kept, int truncated) {
        Notification notification = Notifications.of(
                resolved("id", "r1", "common", "x"),
                firing("id", "f1", "common", "x"),
                resolved("id", "r2", "common", "y"),
                firing("id", "f2", "common", "x"),
                firing("id", "f3", "common", "x"));

        JsonObject payload = parsed(notification, maxAlerts);

        JsonArray alerts = payload.getJsonArray("alerts");
        assertThat(alerts.stream()
                        .map(alert ->
                                ((JsonObject) alert).getJsonObject("labels").getString("id")))
                .containsExactly(kept.split(" "));
        assertThat(payload.getInteger("truncatedAlerts")).isEqualTo(truncated);
        assertThat(payload.getJsonObject("commonLabels").isEmpty()).isTrue();
    }

    @Test
    void an_annotation_that_is_empty_in_the_first_alert_and_missing_in_the_others_is_common() {
        Alert first = alert(Labels.of("a", "1"), Annotations.of("x", "", "y", "1"), NOW, null, "");
        Alert second = alert(Labels.of("a", "2"), Annotations.empty(), NOW, null, "");

        assertThat(parsed(Notifications.of(first, second), 0)
                        .getJsonObject("commonAnnotations")
                        .encode())
                .isEqualTo("{\"x\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.100Z, 2026-01-01T00:00:00.1Z",
        "2026-01-01T00:00:00.000000010Z, 2026-01-01T00:00:00.00000001Z"
    })
    void times_have_no_trailing_zeros(Instant time, String text) {
        assertThat(AlertsPayload.rfc3339(time)).isEqualTo(text);
    }
}
