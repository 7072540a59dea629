package tocsin.notifiers;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tocsin.delivery.Notification;
import tocsin.model.Alert;
import tocsin.model.NameValues;

/**
 * The whole notification as JSON: the body of a webhook, and of services that take the same. Status, common labels and common annotations are those of all alerts, also when only some are
 * sent; upstream computes them over those that are sent, and its receivers then miss what the others say.
 */
public final class AlertsPayload {
    private static final String NO_END = "0001-01-01T00:00:00Z";

    private final NotificationData data;
    private final String version;
    private final Notification notification;
    private final List<Alert> sent;
    private final List<String> templateErrors;

    private AlertsPayload(NotificationData data, String version, long maxAlerts, List<String> templateErrors) {
        this.templateErrors = templateErrors;
        this.data = data;
        this.version = version;
        this.notification = data.notification();
        this.sent = firingFirst(data, maxAlerts);
    }

    /**
     * The body.
     *
     * @param version of the format, as the receiver knows it
     * @param maxAlerts 0 means all
     * @param templateErrors why this body goes out instead of a configured one; upstream has no such key, and neither has the
     *     body when the list is empty
     */
    public static Buffer json(NotificationData data, String version, long maxAlerts, List<String> templateErrors) {
        AlertsPayload payload = new AlertsPayload(data, version, maxAlerts, templateErrors);
        return GoJson.<RuntimeException>write(payload::write);
    }

    /** When not all may be sent, no firing alert gives way to a resolved one. The order stays. */
    private static List<Alert> firingFirst(NotificationData data, long maxAlerts) {
        List<Alert> all = data.notification().alerts();
        if (maxAlerts == 0 || all.size() <= maxAlerts) {
            return all;
        }
        long firing = all.stream().filter(alert -> !data.resolved(alert)).count();
        long resolvedWanted = Math.max(0, maxAlerts - firing);
        long firingWanted = Math.min(firing, maxAlerts);
        return new FirstOf(data, firingWanted, resolvedWanted).select(all);
    }

    /** Takes so many firing and so many resolved alerts from the beginning. */
    private static final class FirstOf {
        private final NotificationData data;
        private long firing;
        private long resolved;

        FirstOf(NotificationData data, long firing, long resolved) {
            this.data = data;
            this.firing = firing;
            this.resolved = resolved;
        }

        List<Alert> select(List<Alert> all) {
            return all.stream().filter(this::take).toList();
        }

        private boolean take(Alert alert) {
            return data.resolved(alert) ? resolved-- > 0 : firing-- > 0;
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        GoJson.writeField(json, "receiver", data.receiver());
        GoJson.writeField(json, "status", data.status());
        json.writeArrayFieldStart("alerts");
        for (Alert alert : sent) {
            write(json, alert);
        }
        json.writeEndArray();
        GoJson.writeField(json, "notification_reason", notification.reason().text());
        pairs(json, "groupLabels", notification.groupLabels());
        pairs(json, "commonLabels", data.commonLabels());
        pairs(json, "commonAnnotations", data.commonAnnotations());
        pairs(json, "routeLabels", notification.routeLabels());
        GoJson.writeField(json, "externalURL", data.externalUrl());
        GoJson.writeField(json, "version", version);
        GoJson.writeField(json, "groupKey", notification.groupKey());
        json.writeNumberField("truncatedAlerts", notification.alerts().size() - sent.size());
        if (!templateErrors.isEmpty()) {
            json.writeArrayFieldStart("templateErrors");
            for (String error : templateErrors) {
                GoJson.writeString(json, error);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Alert alert) throws IOException {
        json.writeStartObject();
        GoJson.writeField(json, "status", data.status(alert));
        pairs(json, "labels", alert.labels());
        pairs(json, "annotations", alert.annotations());
        GoJson.writeField(json, "startsAt", rfc3339(alert.startsAt()));
        Instant end = alert.endsAt();
        GoJson.writeField(json, "endsAt", end == null || !data.resolved(alert) ? NO_END : rfc3339(end));
        GoJson.writeField(json, "generatorURL", alert.generatorUrl());
        GoJson.writeField(json, "fingerprint", alert.fingerprint().toString());
        json.writeEndObject();
    }

    private static void pairs(JsonGenerator json, String key, NameValues pairs) throws IOException {
        json.writeObjectFieldStart(key);
        for (int i = 0; i < pairs.size(); i++) {
            GoJson.writeName(json, pairs.name(i));
            GoJson.writeString(json, pairs.value(i));
        }
        json.writeEndObject();
    }

    private static void pairs(JsonGenerator json, String key, Map<String, String> pairs) throws IOException {
        json.writeObjectFieldStart(key);
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            GoJson.writeName(json, pair.getKey());
            GoJson.writeString(json, pair.getValue());
        }
        json.writeEndObject();
    }

    /** Nanoseconds without trailing zeros; {@link Instant#toString} would fill up to 3, 6 or 9 digits. */
    static String rfc3339(Instant instant) {
        String text = instant.toString();
        if (text.indexOf('.') < 0) {
            return text;
        }
        int end = text.length() - 1;
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        return text.substring(0, end) + 'Z';
    }
}
