package tocsin.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import tocsin.evaluator.template.Worker;

/** Computes on Vert.x' worker threads; answers come back on the context that asked. */
final class VertxWorker implements Worker {
    private final Vertx vertx;

    VertxWorker(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public <T> Future<T> compute(Supplier<T> work) {
        return vertx.executeBlocking(work::get, false);
    }
}
