package tocsin.server.storage;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.metrics.StoreMetrics;
import tocsin.state.Entry;
import tocsin.state.StateStore;
import tocsin.state.Table;
import tocsin.time.Clock;

/**
 * A store whose failures are told to whom they concern: once when they begin and once when they end, however many writes are
 * tried in between. Any thread.
 */
final class WatchedStore implements StateStore {
    private static final Logger log = LoggerFactory.getLogger(WatchedStore.class);

    private final StateStore store;
    private final StoreHealth health;
    private final StoreMetrics metrics;
    private final Clock clock;

    WatchedStore(StateStore store, StoreHealth health, StoreMetrics metrics, Clock clock) {
        this.store = store;
        this.health = health;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry) {
        return store.open(table, onEntry);
    }

    @Override
    public Future<Void> append(List<? extends Entry<?>> entries) {
        health.began(clock.now());
        return appended(entries).andThen(this::note);
    }

    /** A store that throws has answered, too. */
    private Future<Void> appended(List<? extends Entry<?>> entries) {
        try {
            return store.append(entries);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void note(AsyncResult<Void> written) {
        if (written.succeeded()) {
            recovered();
        } else {
            failed(String.valueOf(written.cause().getMessage()));
        }
    }

    private void recovered() {
        Instant now = clock.now();
        StoreHealth.Failing before = health.succeeded(now);
        if (before != null) {
            log.atInfo()
                    .addKeyValue("after", Duration.between(before.since(), now))
                    .log("State is written again, and so is what waits; nothing was lost");
        }
    }

    private void failed(String reason) {
        Instant now = clock.now();
        metrics.writeFailed();
        if (health.failed(now, reason)) {
            log.atError()
                    .addKeyValue("err", reason)
                    .log(
                            "State cannot be written, or not all of it: rules are evaluated and alerts are notified from memory, silences are"
                                    + " refused when they cannot be written, and a restart now would forget what was not written");
        }
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }
}
