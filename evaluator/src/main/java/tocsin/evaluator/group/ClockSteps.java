package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import tocsin.evaluator.alerting.ClockStep;

/**
 * Compares the wall clock with elapsed time, to see by how much somebody has set it. Steps that are not answered add up. A
 * machine that was suspended looks the same where the monotonic clock stood still meanwhile. Goes from a group to its
 * successor, since the process is the same.
 */
final class ClockSteps {
    /** Reading two clocks takes time. */
    private static final Duration UNNOTICED = Duration.ofSeconds(1);
    /** A machine that boots with a wrong clock has it put right sooner. */
    private static final Duration BELIEVED_AFTER = Duration.ofMinutes(10);

    private final LongSupplier nanoTime;
    private final Origin origin;
    private final long startNanos;
    /** By how much the clock was set since the start, as far as it was answered. */
    private Duration set = Duration.ZERO;

    private boolean believed;

    /** @param origin which began now */
    ClockSteps(LongSupplier nanoTime, Origin origin) {
        this.nanoTime = nanoTime;
        this.origin = origin;
        this.startNanos = nanoTime.getAsLong();
    }

    static boolean isNoticed(Duration ahead) {
        return ahead.abs().compareTo(UNNOTICED) >= 0;
    }

    /** From the clock of the former process to the one on which this one has begun. */
    ClockStep begin() {
        return new ClockStep(Duration.ZERO, origin.shift(Duration.ZERO));
    }

    /** How much more the wall clock shows at {@code now} than has passed since the last answer; negative when it was set back. */
    Duration ahead(Instant now) {
        return Duration.between(origin.startedAt().plus(elapsed()).plus(set), now);
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - startNanos);
    }

    /**
     * Whether it is time to write down what {@link #begin} has come to: once, and not soon. Until then a next start finds the
     * history as the former process has written it, for the clock may be wrong only now.
     */
    boolean toBeWritten() {
        if (believed || elapsed().compareTo(BELIEVED_AFTER) < 0) {
            return false;
        }
        believed = true;
        return !begin().isNone();
    }

    /** What a step comes to. Two that undo each other leave every time where it was. */
    ClockStep answer(Duration ahead) {
        Duration before = origin.shift(set);
        set = set.plus(ahead);
        return new ClockStep(ahead, origin.shift(set).minus(before));
    }
}
