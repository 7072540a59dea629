package tocsin.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Clock and scheduler that move only when told to. Due tasks run in due order (first come first within one instant),
 * each at its own time. For scenario tests, backtests and crash simulations; one thread.
 */
public final class SimulatedTime implements Clock, Scheduler {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.<Task, Duration>comparing(t -> t.due).thenComparingLong(t -> t.sequence));
    private final Instant start;
    private Duration elapsed = Duration.ZERO;
    private Duration wallOffset = Duration.ZERO;
    private long sequence;

    public SimulatedTime(Instant start) {
        this.start = start;
    }

    @Override
    public Instant now() {
        return start.plus(elapsed).plus(wallOffset);
    }

    /** As a monotonic clock reads it: jumps of the wall clock do not show. */
    public long nanoTime() {
        return elapsed.toNanos();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Duration due = delay.isNegative() ? elapsed : elapsed.plus(delay);
        Task waiting = new Task(due, sequence++, task);
        tasks.add(waiting);
        return () -> tasks.remove(waiting);
    }

    /** Lets time pass and runs what becomes due, including what due tasks schedule within that time. */
    public void advance(Duration duration) {
        Duration until = elapsed.plus(duration);
        for (Task next = tasks.peek(); next != null && next.due.compareTo(until) <= 0; next = tasks.peek()) {
            tasks.remove();
            elapsed = next.due;
            next.task.run();
        }
        elapsed = until;
    }

    public void advanceTo(Instant wallTime) {
        advance(Duration.between(now(), wallTime));
    }

    /** Runs what is due now. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Sets the wall clock forward or back without any time passing for timers, as an administrator or NTP does. */
    public void jumpWallClock(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    /** Lets time pass for the wall clock and the timers, but runs late tasks only at its end, as a suspended machine does. */
    public void suspend(Duration duration) {
        elapsed = elapsed.plus(duration);
        // Tasks that became due during the sleep run now, late, when the machine wakes up.
        for (Task next = tasks.peek(); next != null && next.due.compareTo(elapsed) <= 0; next = tasks.peek()) {
            tasks.remove();
            next.task.run();
        }
    }

    private record Task(Duration due, long sequence, Runnable task) {}
}
