package tocsin.router.group;

import java.time.Instant;
import java.util.Objects;

/**
 * The moment at which a group's timer fired.
 *
 * @param at on the wall clock, for time intervals and for people
 * @param nanos on the monotonic source, for everything that counts from flush to flush: a jump of the wall clock must
 *     neither repeat notifications nor hold them back
 */
public record Tick(Instant at, long nanos) {
    public Tick {
        Objects.requireNonNull(at, "at");
    }
}
