package tocsin.router;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.ingest.PostedAlert;

/** Alerts that state only what matters. */
public final class AlertFixtures {
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private AlertFixtures() {}

    public static Labels labels(String alertName, String... namesAndValues) {
        return Labels.of(namesAndValues).toBuilder()
                .set(Labels.ALERT_NAME, alertName)
                .build();
    }

    public static PostedAlert posted(Labels labels, @Nullable Instant startsAt, @Nullable Instant endsAt) {
        return new PostedAlert(labels, Annotations.empty(), startsAt, endsAt, "");
    }

    /** As a rule gives it. */
    public static Alert ofRule(Labels labels, Instant startsAt, @Nullable Instant endsAt, Instant updatedAt) {
        return new Alert(labels, Annotations.empty(), startsAt, endsAt, "", updatedAt, false, Alert.Origin.RULE);
    }

    public static Alert firing(Labels labels) {
        return ofRule(labels, START, null, START);
    }

    public static Alert resolved(Labels labels) {
        return ofRule(labels, START, START, START);
    }
}
