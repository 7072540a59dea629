package tocsin.server;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A start that somebody may wish to end before it is done. It has a thread of its own, since a disk that hangs answers nobody,
 * and does not let go of a thread that asked.
 */
final class Startup<T> {
    private final CompletableFuture<T> started = new CompletableFuture<>();

    private Startup() {}

    static <T> Startup<T> begin(Callable<T> start) {
        Startup<T> startup = new Startup<>();
        Thread thread = new Thread(() -> startup.run(start), "tocsin-start");
        thread.setDaemon(true);
        thread.start();
        return startup;
    }

    /** Whatever it throws is thrown where somebody waits for it. */
    private void run(Callable<T> start) {
        try {
            started.complete(start.call());
        } catch (Exception | Error e) {
            started.completeExceptionally(e);
        }
    }

    /**
     * Waits for the start; once it is to end, only so much longer.
     *
     * @return null when it is to end and was not done in time
     * @throws ExecutionException with what the start has thrown
     */
    @Nullable
    T await(CompletableFuture<?> end, Duration patience) throws InterruptedException, ExecutionException {
        Future<Object> first = CompletableFuture.anyOf(started.handle((done, failure) -> true), end);
        first.get();
        try {
            return started.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        }
    }
}
