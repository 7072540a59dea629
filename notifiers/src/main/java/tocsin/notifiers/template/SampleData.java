package tocsin.notifiers.template;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.notifiers.NotificationData;

/** Notifications as they come, to try templates with before one comes at night. */
public final class SampleData {
    private static final int MANY = 200;
    private static final String RECEIVER = "team-x";
    private static final Map<String, String> LABELS =
            Map.of("alertname", "HighLatency", "job", "api", "severity", "critical", "cluster", "eu-1");
    private static final Map<String, String> ANNOTATIONS = Map.of(
            "summary", "Latency is high",
            "description", "The 99th percentile is 2.5s",
            "runbook_url", "https://runbooks.example.com/latency");

    private final Instant now;
    private final String externalUrl;

    private SampleData(Instant now, String externalUrl) {
        this.now = now;
        this.externalUrl = externalUrl;
    }

    /** By a name for people, e.g. {@code all alerts resolved}. The first is what receivers see most: firing alerts. */
    public static Map<String, TemplateData> all(Instant now, String externalUrl) {
        SampleData samples = new SampleData(now, externalUrl);
        Map<String, TemplateData> byName = new LinkedHashMap<>();
        byName.put(
                "two firing alerts", samples.of(NotifyReason.FIRST_NOTIFICATION, samples.firing(1), samples.firing(2)));
        byName.put(
                "all alerts resolved",
                samples.of(NotifyReason.ALL_ALERTS_RESOLVED, samples.resolved(1), samples.resolved(2)));
        byName.put(
                "a firing and a resolved alert",
                samples.of(NotifyReason.SOME_ALERTS_RESOLVED, samples.firing(1), samples.resolved(2)));
        byName.put("%d alerts".formatted(MANY), samples.of(NotifyReason.NEW_ALERTS_ADDED, samples.many()));
        byName.put("an alert with no label but its name and without annotations", samples.bare());
        return byName;
    }

    /** What a command line shows when it is given no data. */
    public static TemplateData first(Instant now, String externalUrl) {
        SampleData samples = new SampleData(now, externalUrl);
        return samples.of(NotifyReason.SOME_ALERTS_RESOLVED, samples.firing(1), samples.resolved(2));
    }

    private Alert[] many() {
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            alerts.add(i % 4 == 0 ? resolved(i) : firing(i));
        }
        return alerts.toArray(Alert[]::new);
    }

    private Alert firing(int number) {
        return alert(number, null);
    }

    private Alert resolved(int number) {
        return alert(number, now.minusSeconds(10));
    }

    private Alert alert(int number, @Nullable Instant end) {
        Map<String, String> labels = new LinkedHashMap<>(LABELS);
        labels.put("instance", "10.0.0.%d:9090".formatted(number));
        return new Alert(
                Labels.of(labels),
                Annotations.of(ANNOTATIONS),
                now.minus(Duration.ofMinutes(5)),
                end,
                "http://prometheus.example.com/graph?g0.expr=latency+%3E+2&g0.tab=1",
                now,
                false,
                Alert.Origin.RULE);
    }

    private TemplateData of(NotifyReason reason, Alert... alerts) {
        return of(reason, Labels.of("alertname", "HighLatency", "job", "api"), alerts);
    }

    private TemplateData bare() {
        Alert alert = new Alert(
                Labels.of("alertname", "Bare"), Annotations.empty(), now, null, "", now, false, Alert.Origin.RULE);
        return of(NotifyReason.FIRST_NOTIFICATION, Labels.empty(), alert);
    }

    private TemplateData of(NotifyReason reason, Labels groupLabels, Alert... alerts) {
        Notification notification = new Notification(
                new IntegrationId(RECEIVER, "webhook", 0),
                List.of(alerts),
                "{}:" + groupLabels,
                groupLabels,
                Labels.empty(),
                reason,
                Map.of(),
                now);
        return TemplateData.of(NotificationData.of(notification, externalUrl));
    }
}
