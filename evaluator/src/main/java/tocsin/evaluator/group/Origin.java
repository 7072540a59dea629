package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Where the history of a group's alerts comes from: up to {@code lastKnown} a former process has written it, by a clock that
 * may have been wrong. What is later, this process has seen or reckoned by its own clock, on which it began at {@code
 * startedAt}.
 *
 * <p>When the clock is set back, the history must be told earlier, or a pending alert would wait for the old time to come
 * again. What this process has seen moves with the clock. What a former one has written stays, unless it would lie after the
 * start of this process: perhaps the clock was right then and wrong when this process began, so that most of the time in
 * between never passed. Moved with the clock, it would make {@code for} end early by just as much.
 */
record Origin(Instant lastKnown, Instant startedAt) {
    /** Of a history that a former process has written, before this one begins. */
    static Origin restored(Instant lastKnown) {
        return new Origin(lastKnown, Instant.MAX);
    }

    /** On a clock by which this process began at {@code start}, not later than thought. */
    Origin startedAt(Instant start) {
        return new Origin(lastKnown.isBefore(start) ? lastKnown : start, start);
    }

    /** What has to be told how, on a clock by which this process began at {@code start}, not later than thought. */
    UnaryOperator<Instant> toldFrom(Instant start) {
        return time -> {
            if (time.isAfter(lastKnown)) {
                return time.minus(Duration.between(start, startedAt));
            }
            return time.isAfter(start) ? time.minus(Duration.between(start, lastKnown)) : time;
        };
    }
}
