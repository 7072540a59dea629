package tocsin.notifiers.email;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which the mails of one integration are made and sent; none while there is nothing to do. */
final class MailWorkers {
    static final int THREADS = 4;
    private static final int WAITING = 1000;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /** @param server for the names of the threads */
    MailWorkers(String server) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "tocsin-mail-" + server + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @throws RejectedExecutionException when too many wait, or after the end */
    void execute(Runnable task) {
        threads.execute(task);
    }

    /** For what is of no use any more when it cannot be done. */
    void tryExecute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // The connections that it would have closed are closed by the server or with the process.
        }
    }

    /** How many tasks may wait. */
    int most() {
        return WAITING;
    }

    /** What waits is still done. */
    void close() {
        threads.shutdown();
    }
}
