package tocsin.notifiers.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import tocsin.model.Alert;
import tocsin.notifiers.NotificationData;
import tocsin.templates.time.TimeValue;
import tocsin.templates.value.Type;

/** What dot is at the start of every template of a notification. Immutable; any thread. */
public final class TemplateData implements JsonStruct {
    /** Of the data that a notifier hands over, which upstream passes by a pointer. */
    private static final Type TYPE = Type.struct("*template.Data");
    /** Of data that was read from a file. */
    private static final Type READ = Type.struct("template.Data");

    private static final StructFields<TemplateData> FIELDS = new StructFields<>(List.of(
            new StructFields.Field<>("Receiver", "receiver", data -> data.receiver),
            new StructFields.Field<>("Status", "status", data -> data.status),
            new StructFields.Field<>("Alerts", "alerts", data -> data.alerts),
            new StructFields.Field<>("NotificationReason", "notification_reason", data -> data.notificationReason),
            new StructFields.Field<>("GroupLabels", "groupLabels", data -> data.groupLabels),
            new StructFields.Field<>("CommonLabels", "commonLabels", data -> data.commonLabels),
            new StructFields.Field<>("CommonAnnotations", "commonAnnotations", data -> data.commonAnnotations),
            new StructFields.Field<>("RouteLabels", "routeLabels", data -> data.routeLabels),
            new StructFields.Field<>("ExternalURL", "externalURL", data -> data.externalUrl)));

    private final Type type;
    private final String receiver;
    private final String status;
    private final AlertList alerts;
    private final String notificationReason;
    private final KeyValues groupLabels;
    private final KeyValues commonLabels;
    private final KeyValues commonAnnotations;
    private final KeyValues routeLabels;
    private final String externalUrl;

    private TemplateData(Type type, Parts parts) {
        this.type = type;
        this.receiver = parts.receiver();
        this.status = parts.status();
        this.alerts = parts.alerts();
        this.notificationReason = parts.notificationReason();
        this.groupLabels = parts.groupLabels();
        this.commonLabels = parts.commonLabels();
        this.commonAnnotations = parts.commonAnnotations();
        this.routeLabels = parts.routeLabels();
        this.externalUrl = parts.externalUrl();
    }

    /** The values of the fields. */
    record Parts(
            String receiver,
            String status,
            AlertList alerts,
            String notificationReason,
            KeyValues groupLabels,
            KeyValues commonLabels,
            KeyValues commonAnnotations,
            KeyValues routeLabels,
            String externalUrl) {}

    public static TemplateData of(NotificationData data) {
        return new TemplateData(
                TYPE,
                new Parts(
                        data.receiver(),
                        data.status(),
                        AlertList.of(data.notification().alerts().stream()
                                .map(alert -> alert(alert, data))
                                .toList()),
                        data.notification().reason().text(),
                        KeyValues.of(data.notification().groupLabels()),
                        KeyValues.of(data.commonLabels()),
                        KeyValues.of(data.commonAnnotations()),
                        KeyValues.of(data.notification().routeLabels()),
                        data.externalUrl()));
    }

    static TemplateData read(Parts parts) {
        return new TemplateData(READ, parts);
    }

    private static AlertValue alert(Alert alert, NotificationData data) {
        Instant end = data.resolved(alert) ? alert.endsAt() : null;
        return new AlertValue(
                data.status(alert),
                KeyValues.of(alert.labels()),
                KeyValues.of(alert.annotations()),
                utc(alert.startsAt()),
                end == null ? AlertValue.ZERO_TIME : utc(end),
                alert.generatorUrl(),
                alert.fingerprint().toString());
    }

    private static TimeValue utc(Instant instant) {
        return new TimeValue(instant, ZoneOffset.UTC);
    }

    int alertCount() {
        return alerts.size();
    }

    /** As they stand in the data; whether they still are templates is known to whoever made it. */
    Map<String, String> routeLabels() {
        return routeLabels.toMap();
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public List<String> fields() {
        return FIELDS.names();
    }

    @Override
    public boolean hasField(String name) {
        return FIELDS.has(name);
    }

    @Override
    public Object field(String name) {
        return FIELDS.get(this, name);
    }

    @Override
    public String jsonName(String field) {
        return FIELDS.jsonName(field);
    }
}
