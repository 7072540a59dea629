package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import tocsin.time.Clock;

/**
 * The instant that counts as the hand-over of an alert. It is the slot, as in Prometheus, so that the resend rhythm does
 * not depend on how long evaluations take. Only an evaluation that is later than {@code lateAfter} counts from the wall
 * clock: in a group whose rules wait for a data source, end times counted from the slot would be over on arrival.
 */
record SendTime(Clock clock, Duration lateAfter) {
    Instant of(Instant slot) {
        Instant now = clock.now();
        return slot.plus(lateAfter).isBefore(now) ? now : slot;
    }
}
