package tocsin.state.sqlite;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Whoever waits for an answer, by the executor of its context. */
record Caller(Executor context) {

    void run(Runnable task) {
        try {
            context.execute(task);
        } catch (RejectedExecutionException e) {
            // The context is closed. Whoever still listens is no part of it, and must not end the thread that answers.
            runHere(task);
        }
    }

    private static void runHere(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread here = Thread.currentThread();
            here.getUncaughtExceptionHandler().uncaughtException(here, e);
        }
    }
}
