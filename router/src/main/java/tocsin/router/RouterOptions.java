package tocsin.router;

import java.time.Duration;
import java.util.Objects;
import tocsin.model.LabelNames;
import tocsin.router.pipeline.DeliveryLimits;
import tocsin.router.silence.SilenceOptions;

/**
 * What stays the same over reloads.
 *
 * @param names which label names are accepted
 * @param retention the longest life of a notification log entry
 * @param startDelay from the start of the router until any group may flush
 * @param alertsPerName how many alerts of one name are taken in; zero for all
 * @param alertGcInterval how often resolved alerts are removed from memory
 * @param maintenanceInterval how often expired log entries and silences are removed
 * @param resolvedAfterMute whether a resolution held back by a mute is sent when the mute ends
 * @param silences limits of silences
 * @param deliveries limits of what is under way
 */
public record RouterOptions(
        LabelNames names,
        Duration retention,
        Duration startDelay,
        int alertsPerName,
        Duration alertGcInterval,
        Duration maintenanceInterval,
        boolean resolvedAfterMute,
        SilenceOptions silences,
        DeliveryLimits deliveries) {
    public static final RouterOptions DEFAULTS = new RouterOptions(
            LabelNames.UTF8,
            Duration.ofDays(5),
            Duration.ZERO,
            0,
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            true,
            SilenceOptions.DEFAULTS,
            DeliveryLimits.DEFAULTS);

    public RouterOptions {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(startDelay, "startDelay");
        Objects.requireNonNull(alertGcInterval, "alertGcInterval");
        Objects.requireNonNull(maintenanceInterval, "maintenanceInterval");
        Objects.requireNonNull(silences, "silences");
        Objects.requireNonNull(deliveries, "deliveries");
    }

    public RouterOptions withAlertsPerName(int most) {
        return copy(startDelay, most, resolvedAfterMute, silences, deliveries);
    }

    public RouterOptions withResolvedAfterMute(boolean after) {
        return copy(startDelay, alertsPerName, after, silences, deliveries);
    }

    public RouterOptions withStartDelay(Duration delay) {
        return copy(delay, alertsPerName, resolvedAfterMute, silences, deliveries);
    }

    public RouterOptions withSilences(SilenceOptions options) {
        return copy(startDelay, alertsPerName, resolvedAfterMute, options, deliveries);
    }

    public RouterOptions withDeliveries(DeliveryLimits limits) {
        return copy(startDelay, alertsPerName, resolvedAfterMute, silences, limits);
    }

    private RouterOptions copy(
            Duration delay, int perName, boolean afterMute, SilenceOptions ofSilences, DeliveryLimits limits) {
        return new RouterOptions(
                names, retention, delay, perName, alertGcInterval, maintenanceInterval, afterMute, ofSilences, limits);
    }
}
