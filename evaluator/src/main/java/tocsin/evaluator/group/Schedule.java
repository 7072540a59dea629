package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;

/**
 * Which slot comes next. Timers run on elapsed time and the wall clock may jump, so each wake-up asks here what the jump
 * means: ahead (or asleep, or overrun) is one evaluation, of the latest slot, and the slots in between are missed; back is a
 * new start at the slot of the new time, at most one interval later and never a wait for the old time to come again.
 */
final class Schedule {
    private final Slots slots;
    private Instant last;

    /** The first evaluation is at the first slot after {@code now}. */
    Schedule(Slots slots, Instant now) {
        this.slots = slots;
        this.last = slots.atOrBefore(now);
    }

    /** Positive while no slot is due. */
    Duration untilDue(Instant now) {
        return wentBack(now) ? Duration.ZERO : Duration.between(now, last.plus(slots.interval()));
    }

    /**
     * How long to wait after an evaluation: at most an interval. A clock that went back is judged only then. A step of less
     * than an interval is over by that time, and the slot that was just evaluated is not followed by an earlier one, at
     * which what has begun since would look resolved.
     */
    Duration sleep(Instant now) {
        Duration wait = Duration.between(now, last.plus(slots.interval()));
        return wait.compareTo(slots.interval()) > 0 ? slots.interval() : wait;
    }

    /** Takes the slot that is due; the slots up to it will not be evaluated any more. */
    Due take(Instant now) {
        if (wentBack(now)) {
            last = slots.atOrBefore(now);
            return new Due(last, 0);
        }
        long passed = Duration.between(last, now).dividedBy(slots.interval());
        last = last.plus(slots.interval().multipliedBy(passed));
        return new Due(last, passed - 1);
    }

    /** Behind the last slot. */
    private boolean wentBack(Instant now) {
        return now.isBefore(last);
    }

    /** @param missed slots passed over */
    record Due(Instant slot, long missed) {}
}
