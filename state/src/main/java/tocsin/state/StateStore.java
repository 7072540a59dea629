package tocsin.state;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/**
 * The journal of everything that must survive the process. At run time memory is the truth; each owner replays its
 * tables at start and appends what it decides.
 */
public interface StateStore {
    /**
     * Replays the newest version of every row in no particular order. Tombstones are among them: whoever writes the row
     * again needs a later {@code updatedAt}, also when the clock was set back since, or the row stays gone.
     *
     * @param onEntry called on the caller's context, before the future completes; when it throws, so fails the future
     */
    <V> Future<Void> open(Table<V> table, Consumer<Entry<V>> onEntry);

    /**
     * Merges entries into the store, all of them or none.
     *
     * @return done when they are as durable as this store makes them; fails when they could not be written. Completes on
     *     the caller's context.
     */
    Future<Void> append(List<? extends Entry<?>> entries);

    /** Flushes and lets go of what the store holds. */
    Future<Void> close();
}
