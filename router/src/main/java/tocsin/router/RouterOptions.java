package tocsin.router;

import java.time.Duration;
import java.util.Objects;
import tocsin.model.LabelNames;

/**
 * What stays the same over reloads.
 *
 * @param names which label names are accepted
 * @param retention the longest life of a notification log entry
 * @param startDelay from the start of the router until any group may flush
 * @param alertsPerName how many alerts of one name are taken in; zero for all
 * @param alertGcInterval how often resolved alerts are removed from memory
 * @param maintenanceInterval how often expired log entries are removed
 * @param resolvedAfterMute whether a resolution held back by a mute is sent when the mute ends
 */
public record RouterOptions(
        LabelNames names,
        Duration retention,
        Duration startDelay,
        int alertsPerName,
        Duration alertGcInterval,
        Duration maintenanceInterval,
        boolean resolvedAfterMute) {
    public static final RouterOptions DEFAULTS = new RouterOptions(
            LabelNames.UTF8,
            Duration.ofDays(5),
            Duration.ZERO,
            0,
            Duration.ofMinutes(30),
            Duration.ofMinutes(15),
            true);

    public RouterOptions {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(startDelay, "startDelay");
        Objects.requireNonNull(alertGcInterval, "alertGcInterval");
        Objects.requireNonNull(maintenanceInterval, "maintenanceInterval");
    }

    public RouterOptions withAlertsPerName(int most) {
        return new RouterOptions(
                names, retention, startDelay, most, alertGcInterval, maintenanceInterval, resolvedAfterMute);
    }

    public RouterOptions withResolvedAfterMute(boolean after) {
        return new RouterOptions(
                names, retention, startDelay, alertsPerName, alertGcInterval, maintenanceInterval, after);
    }

    public RouterOptions withStartDelay(Duration delay) {
        return new RouterOptions(
                names, retention, delay, alertsPerName, alertGcInterval, maintenanceInterval, resolvedAfterMute);
    }
}
