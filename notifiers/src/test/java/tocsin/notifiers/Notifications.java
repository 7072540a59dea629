package tocsin.notifiers;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/** Short ways to say what a test notifies. */
public final class Notifications {
    public static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant START = Instant.parse("2026-11-20T09:59:31.661177836Z");

    private Notifications() {}

    public static Alert firing(String... labels) {
        return alert(Labels.of(labels), Annotations.empty(), START, null, "");
    }

    public static Alert resolved(String... labels) {
        return alert(Labels.of(labels), Annotations.empty(), START, NOW, "");
    }

    public static Alert alert(
            Labels labels, Annotations annotations, Instant start, @Nullable Instant end, String generatorUrl) {
        return new Alert(labels, annotations, start, end, generatorUrl, start, false, Alert.Origin.RULE);
    }

    public static Notification of(Alert... alerts) {
        return ofGroup("{}:{}", alerts);
    }

    public static Notification ofGroup(String groupKey, Alert... alerts) {
        return new Notification(
                new IntegrationId("default", "webhook", 0),
                List.of(alerts),
                groupKey,
                Labels.empty(),
                Labels.empty(),
                NotifyReason.FIRST_NOTIFICATION,
                Map.of(),
                NOW);
    }
}
