package tocsin.evaluator.template;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** Runs long computations away from the caller's context, so that other groups on it keep their slots. */
@FunctionalInterface
public interface Worker {
    /** Computes where it is asked to, at once. */
    Worker INLINE = Worker::inline;

    /**
     * @param work touches nothing that others touch until it is done
     * @return completes on the caller's context; fails with what the work throws
     */
    <T> Future<T> compute(Supplier<T> work);

    private static <T> Future<T> inline(Supplier<T> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
