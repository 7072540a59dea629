package tocsin.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The context that owns a state. Others call in through it and get the answer back on their own context. */
final class Owner {
    private final Context context;

    Owner(Context context) {
        this.context = context;
    }

    Context context() {
        return context;
    }

    /**
     * Runs a call on the owner's context.
     *
     * @return completes on the caller's context, or on the owner's when the caller has none
     */
    <T> Future<T> call(Supplier<Future<T>> call) {
        @Nullable Context caller = Vertx.currentContext();
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> onOwner(call, caller, promise));
        return promise.future();
    }

    /** For calls that answer at once. */
    <T> Future<T> get(Supplier<T> call) {
        return call(() -> Future.succeededFuture(call.get()));
    }

    private static <T> void onOwner(Supplier<Future<T>> call, @Nullable Context caller, Promise<T> promise) {
        Future<T> answer;
        try {
            answer = call.get();
        } catch (RuntimeException e) {
            answer = Future.failedFuture(e);
        }
        answer.onComplete(result -> {
            if (caller == null) {
                promise.handle(result);
            } else {
                caller.runOnContext(ignored -> promise.handle(result));
            }
        });
    }
}
