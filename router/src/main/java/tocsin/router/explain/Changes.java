package tocsin.router.explain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.router.silence.Silence;

/** The earliest of several instants to come. */
final class Changes {
    private Changes() {}

    /** Null stands for never. */
    static @Nullable Instant earlier(@Nullable Instant best, Instant candidate, Instant after) {
        boolean better = candidate.isAfter(after) && (best == null || candidate.isBefore(best));
        return better ? candidate : best;
    }

    static @Nullable Instant earlierNullable(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /** A silence is in force at the very instant of its end. */
    static Instant over(Silence silence) {
        return silence.endsAt().plusNanos(1);
    }
}
