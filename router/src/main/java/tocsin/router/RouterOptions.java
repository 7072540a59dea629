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
 * @param alertGcInterval how often resolved alerts are removed from memory
 * @param maintenanceInterval how often expired log entries are removed
 * @param resolvedAfterMute whether a resolution held back by a mute is sent when the mute ends
 */
public record RouterOptions(
        LabelNames names,
        Duration retention,
        Duration startDelay,
        Duration alertGcInterval,
        Duration maintenanceInterval,
        boolean resolvedAfterMute) {
    public static final RouterOptions DEFAULTS = new RouterOptions(
            LabelNames.UTF8, Duration.ofDays(5), Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(15), true);

    public RouterOptions {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(startDelay, "startDelay");
        Objects.requireNonNull(alertGcInterval, "alertGcInterval");
        Objects.requireNonNull(maintenanceInterval, "maintenanceInterval");
    }

    public RouterOptions withStartDelay(Duration delay) {
        return new RouterOptions(names, retention, delay, alertGcInterval, maintenanceInterval, resolvedAfterMute);
    }
}
