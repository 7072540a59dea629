package tocsin.evaluator.group;

import java.time.Duration;
import java.util.Objects;

/**
 * How {@code for} is restored from the data source where there is no own state; the names are those of Prometheus.
 *
 * @param outageTolerance how far back {@code ALERTS_FOR_STATE} counts; {@code --rules.alert.for-outage-tolerance}
 * @param gracePeriod after an outage an alert waits at least this long before it fires, and rules with a shorter {@code for}
 *     are not restored; {@code --rules.alert.for-grace-period}
 */
public record ForRestoreOptions(Duration outageTolerance, Duration gracePeriod) {
    public static final ForRestoreOptions DEFAULTS = new ForRestoreOptions(Duration.ofHours(1), Duration.ofMinutes(10));

    public ForRestoreOptions {
        Objects.requireNonNull(outageTolerance, "outageTolerance");
        Objects.requireNonNull(gracePeriod, "gracePeriod");
        if (outageTolerance.toMillis() < 1) {
            throw new IllegalArgumentException("outageTolerance must be at least 1ms: " + outageTolerance);
        }
    }
}
