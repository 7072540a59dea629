package tocsin.router;

import java.time.Duration;
import java.util.Objects;
import tocsin.model.LabelNames;
import tocsin.router.silence.SilenceOptions;

/**
 * What stays the same over reloads.
 *
 * @param names which label names are accepted
 * @param retention the longest life of a notification log entry
 * @param startDelay from the start of the router until any group may flush
 * @param alertGcInterval how often resolved alerts are removed from memory
 * @param maintenanceInterval how often expired log entries are removed
 * @param resolvedAfterMute whether a resolution held back by a mute is sent when the mute ends
 * @param silences limits of silences
 */
public record RouterOptions(
        LabelNames names,
        Duration retention,
        Duration startDelay,
        Duration alertGcInterval,
        Duration maintenanceInterval,
        boolean resolvedAfterMute,
        SilenceOptions silences) {
    public static final RouterOptions DEFAULTS = new RouterOptions(
            LabelNames.UTF8, Duration.ofDays(5), Duration.ZERO, Duration.ofMinutes(30), Duration.ofMinutes(15), true);

    public RouterOptions {
        Objects.requireNonNull(names, "names");
        Objects.requireNonNull(retention, "retention");
        Objects.requireNonNull(startDelay, "startDelay");
        Objects.requireNonNull(alertGcInterval, "alertGcInterval");
        Objects.requireNonNull(maintenanceInterval, "maintenanceInterval");
        Objects.requireNonNull(silences, "silences");
    }

    /** Silences with the same names and retention, and the usual limits. */
    public RouterOptions(
            LabelNames names,
            Duration retention,
            Duration startDelay,
            Duration alertGcInterval,
            Duration maintenanceInterval,
            boolean resolvedAfterMute) {
        this(
                names,
                retention,
                startDelay,
                alertGcInterval,
                maintenanceInterval,
                resolvedAfterMute,
                new SilenceOptions(
                        names,
                        retention,
                        SilenceOptions.DEFAULTS.maxSilences(),
                        SilenceOptions.DEFAULTS.maxSizeBytes()));
    }

    public RouterOptions withStartDelay(Duration delay) {
        return new RouterOptions(
                names, retention, delay, alertGcInterval, maintenanceInterval, resolvedAfterMute, silences);
    }

    public RouterOptions withSilences(SilenceOptions options) {
        return new RouterOptions(
                names, retention, startDelay, alertGcInterval, maintenanceInterval, resolvedAfterMute, options);
    }
}
