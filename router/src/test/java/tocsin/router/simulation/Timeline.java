package tocsin.router.simulation;

import java.time.Duration;
import java.time.Instant;
import tocsin.time.Clock;
import tocsin.time.Scheduler;
import tocsin.time.SimulatedTime;

/** Simulated time with both of its readings: the wall clock, which jumps, and elapsed time, which does not. */
final class Timeline {
    private final Instant start;
    private final SimulatedTime time;
    private Duration jumped = Duration.ZERO;

    Timeline(Instant start) {
        this.start = start;
        this.time = new SimulatedTime(start);
    }

    Clock clock() {
        return time;
    }

    Instant wall() {
        return time.now();
    }

    /** Elapsed since the start of the world. */
    long nanos() {
        return Duration.between(start, time.now()).minus(jumped).toNanos();
    }

    void jump(Duration by) {
        jumped = jumped.plus(by);
        time.jumpWallClock(by);
    }

    void advanceTo(long nanos) {
        time.advance(Duration.ofNanos(nanos - nanos()));
    }

    Scheduler.Timer after(Duration delay, Runnable task) {
        return time.after(delay, task);
    }
}
