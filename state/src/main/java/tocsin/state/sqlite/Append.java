package tocsin.state.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import tocsin.state.Entry;

/** Entries that somebody waits for. */
final class Append implements StoreTask {
    private final List<Entry<?>> entries;
    private final Caller caller;
    private final Promise<Void> done = Promise.promise();

    Append(List<? extends Entry<?>> entries, Caller caller) {
        this.entries = List.copyOf(entries);
        this.caller = caller;
    }

    List<Entry<?>> entries() {
        return entries;
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
