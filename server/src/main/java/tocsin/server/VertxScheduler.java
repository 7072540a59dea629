package tocsin.server;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import tocsin.time.Scheduler;

/** Runs tasks on one Vert.x context, so that the state they touch has one writer. */
final class VertxScheduler implements Scheduler {
    private final Vertx vertx;
    private final Context context;

    VertxScheduler(Vertx vertx, Context context) {
        this.vertx = vertx;
        this.context = context;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Waiting waiting = new Waiting(task);
        // A timer takes whole milliseconds, at least one. Rounding up never runs a task before its time.
        long millis = delay.isNegative() ? 0 : delay.plusNanos(999_999).toMillis();
        if (millis == 0) {
            context.runOnContext(ignored -> waiting.run());
        } else {
            long id = vertx.setTimer(millis, ignored -> onContext(waiting));
            waiting.cancelTimer = () -> vertx.cancelTimer(id);
        }
        return waiting;
    }

    private void onContext(Waiting waiting) {
        if (Vertx.currentContext() == context) {
            waiting.run();
        } else {
            context.runOnContext(ignored -> waiting.run());
        }
    }

    /** A task that may have been cancelled between its timer and its turn. Owner's context only. */
    private static final class Waiting implements Timer {
        private final Runnable task;
        private Runnable cancelTimer = () -> {};
        private boolean canceled;

        Waiting(Runnable task) {
            this.task = task;
        }

        void run() {
            if (!canceled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            canceled = true;
            cancelTimer.run();
        }
    }
}
