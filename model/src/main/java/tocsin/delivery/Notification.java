package tocsin.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.model.Alert;
import tocsin.model.Labels;

/**
 * What one integration is to send. Immutable; any thread.
 *
 * @param alerts in the order in which receivers see them (job, instance, labels). A firing alert has no {@code endsAt}
 *     and stays firing however long the attempts take; a resolved one has it. Never empty. Already without the resolved
 *     ones when the integration does not want them.
 * @param groupKey route key, colon, group labels, as receivers see it
 * @param groupLabels the labels that all alerts of the group share by {@code group_by}
 * @param routeLabels rendered labels of the route; empty when it has none
 * @param reason why now
 * @param receiverData what the integration returned with its last delivery to this group (e.g. a message id); empty at first
 * @param flushedAt the instant of the flush, by which firing and resolved were told apart
 */
public record Notification(
        IntegrationId integration,
        List<Alert> alerts,
        String groupKey,
        Labels groupLabels,
        Labels routeLabels,
        NotifyReason reason,
        Map<String, String> receiverData,
        Instant flushedAt) {

    public Notification {
        Objects.requireNonNull(integration, "integration");
        alerts = List.copyOf(alerts);
        Objects.requireNonNull(groupKey, "groupKey");
        Objects.requireNonNull(groupLabels, "groupLabels");
        Objects.requireNonNull(routeLabels, "routeLabels");
        Objects.requireNonNull(reason, "reason");
        receiverData = Map.copyOf(receiverData);
        Objects.requireNonNull(flushedAt, "flushedAt");
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("a notification needs an alert: " + groupKey);
        }
    }

    /** Whether any alert is firing; else all are resolved. */
    public boolean firing() {
        return alerts.stream().anyMatch(alert -> !alert.resolvedAt(flushedAt));
    }
}
