package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Compares the wall clock with elapsed time, to see by how much somebody has set it. Steps that are not answered add up. A
 * machine that was suspended looks the same where the monotonic clock stood still meanwhile.
 */
final class ClockSteps {
    /** Reading two clocks takes time. */
    private static final Duration UNNOTICED = Duration.ofSeconds(1);

    private final LongSupplier nanoTime;
    private Instant wall;
    private long nanos;

    ClockSteps(LongSupplier nanoTime, Instant now) {
        this.nanoTime = nanoTime;
        this.wall = now;
        this.nanos = nanoTime.getAsLong();
    }

    /** How much more the wall clock shows at {@code now} than has passed since the last answer; negative when it was set back. */
    Duration ahead(Instant now) {
        return Duration.between(wall.plusNanos(nanoTime.getAsLong() - nanos), now);
    }

    boolean isAhead(Instant now) {
        return ahead(now).compareTo(UNNOTICED) >= 0;
    }

    /** Whether times of the wall clock compare with those before. */
    boolean isSteady(Instant now) {
        return ahead(now).abs().compareTo(UNNOTICED) < 0;
    }

    /** From here on steps are counted anew. */
    void answered(Instant now) {
        wall = now;
        nanos = nanoTime.getAsLong();
    }
}
