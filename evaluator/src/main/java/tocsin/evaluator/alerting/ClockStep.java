package tocsin.evaluator.alerting;

import java.time.Duration;
import java.util.Objects;

/**
 * Somebody has set the wall clock, or this process has begun on another one than the former.
 *
 * @param here by how much what this process has seen is told later from now on; negative for earlier
 * @param before the same of what a former process has written
 */
public record ClockStep(Duration here, Duration before) {
    public ClockStep {
        Objects.requireNonNull(here, "here");
        Objects.requireNonNull(before, "before");
    }

    /** The part that is told earlier; zero for what is told later. */
    public static Duration back(Duration shift) {
        return shift.isNegative() ? shift : Duration.ZERO;
    }

    public boolean isNone() {
        return here.isZero() && before.isZero();
    }
}
