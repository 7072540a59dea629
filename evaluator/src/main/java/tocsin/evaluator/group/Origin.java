package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;

/**
 * What is known of the time between a former process and this one: the clock of the former, which may have been wrong, showed
 * {@code lastLived} when it was there for the last time; the clock of this one showed {@code startedAt} when it began. Nobody
 * else has measured the downtime in between.
 *
 * <p>So where the history of the former process lies on a clock that was set since then is reckoned from both: how long the
 * former has lived is certain, and so is how long this one does. The downtime is what the two clocks say. Set back, the clock was
 * wrong at the start, and the downtime was shorter by as much, down to none; set ahead, it does not grow, for that can as well
 * be wrong now. So {@code for} may end late by a downtime, and not early.
 */
record Origin(Instant lastLived, Instant startedAt) {
    /**
     * By how much the history of the former process is told later than it has written it; negative for earlier.
     *
     * @param set by how much the clock was set ahead since the start, all in all
     */
    Duration shift(Duration set) {
        Duration downtime = Duration.between(lastLived, startedAt);
        return set.plus(downtime).minus(counted(downtime, set));
    }

    private static Duration counted(Duration downtime, Duration set) {
        Duration counted = set.isNegative() ? downtime.plus(set) : downtime;
        return counted.isNegative() ? Duration.ZERO : counted;
    }
}
