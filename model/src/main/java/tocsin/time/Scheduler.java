package tocsin.time;

import java.time.Duration;

/**
 * Runs tasks later, on the context of the owner of the state that the task touches. Delays are elapsed time: a jump of
 * the wall clock does not move them.
 */
public interface Scheduler {
    /**
     * @param delay zero or negative runs the task as soon as the context is free, never inside this call
     */
    Timer after(Duration delay, Runnable task);

    /** A task that waits. */
    interface Timer {
        /** The task will not run, unless it has begun. Call on the owner's context. */
        void cancel();
    }
}
