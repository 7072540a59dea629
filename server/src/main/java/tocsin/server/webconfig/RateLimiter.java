package tocsin.server.webconfig;

import java.util.function.LongSupplier;

/** A token bucket: full at first, one token more for each interval. Not thread-safe. */
final class RateLimiter {
    private final long intervalNanos;
    private final long fullNanos;
    private final LongSupplier nanoTime;

    /** Credit in time: one token is an interval of it. */
    private long credit;

    private long last;

    /** @param nanoTime monotonic */
    RateLimiter(WebConfig.RateLimit limit, LongSupplier nanoTime) {
        this.intervalNanos = limit.interval().toNanos();
        // A bucket of centuries is as good as a larger one, and cannot overflow.
        this.fullNanos = intervalNanos > Long.MAX_VALUE / 4 / limit.burst()
                ? Math.max(intervalNanos, Long.MAX_VALUE / 4)
                : intervalNanos * limit.burst();
        this.nanoTime = nanoTime;
        this.credit = fullNanos;
        this.last = nanoTime.getAsLong();
    }

    /** Takes a token; false when there is none. */
    boolean allow() {
        long now = nanoTime.getAsLong();
        long passed = Math.max(0, now - last);
        last = now;
        credit = passed >= fullNanos - credit ? fullNanos : credit + passed;
        if (credit < intervalNanos) {
            return false;
        }
        credit -= intervalNanos;
        return true;
    }
}
