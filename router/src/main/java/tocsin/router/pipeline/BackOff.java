package tocsin.router.pipeline;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Delays between attempts: 500 ms, each half as long again, at most 60 s, and each ±50 % by chance. */
final class BackOff {
    private static final double FIRST_MILLIS = 500;
    private static final double FACTOR = 1.5;
    private static final double LONGEST_MILLIS = 60_000;

    private final RandomGenerator random;
    private double nextMillis = FIRST_MILLIS;

    BackOff(RandomGenerator random) {
        this.random = random;
    }

    /** @param least what the receiver asked for, zero when it did not */
    Duration next(Duration least) {
        Duration chosen = Duration.ofMillis(Math.round(nextMillis * (0.5 + random.nextDouble())));
        nextMillis = Math.min(LONGEST_MILLIS, nextMillis * FACTOR);
        return chosen.compareTo(least) >= 0 ? chosen : least;
    }
}
