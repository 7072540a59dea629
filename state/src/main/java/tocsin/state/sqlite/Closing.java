package tocsin.state.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/** The last task. */
final class Closing implements StoreTask {
    private final Caller caller;
    private final Promise<Void> done = Promise.promise();

    Closing(Caller caller) {
        this.caller = caller;
    }

    Future<Void> done() {
        return done.future();
    }

    void succeed() {
        caller.run(done::complete);
    }

    @Override
    public void fail(Throwable cause) {
        caller.run(() -> done.fail(cause));
    }
}
