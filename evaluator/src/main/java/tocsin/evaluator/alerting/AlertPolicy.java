package tocsin.evaluator.alerting;

import java.time.Duration;
import java.util.Objects;

/**
 * The durations and bounds by which the alerts of a rule move.
 *
 * @param holdDuration {@code for}
 * @param keepFiringFor how long a firing alert outlives its condition
 * @param resendDelay an alert is sent again at the first slot strictly later than this after the last time
 * @param validity from a hand-over to the end time that receivers outside are told
 * @param limit most active alerts; 0 for no limit
 */
public record AlertPolicy(
        Duration holdDuration, Duration keepFiringFor, Duration resendDelay, Duration validity, long limit) {
    public AlertPolicy {
        Objects.requireNonNull(holdDuration, "holdDuration");
        Objects.requireNonNull(keepFiringFor, "keepFiringFor");
        Objects.requireNonNull(resendDelay, "resendDelay");
        Objects.requireNonNull(validity, "validity");
    }
}
