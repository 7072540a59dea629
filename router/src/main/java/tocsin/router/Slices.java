package tocsin.router;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tocsin.time.Scheduler;

/** Does something with each of many items, some at a time, so that a question about all of them delays no notification. */
final class Slices<T> {
    /** How many are copied at once. */
    static final int REFERENCES = 4_096;

    private final Scheduler scheduler;
    private final List<T> items;
    private final int size;
    private final Consumer<T> action;
    private final Promise<Void> done = Promise.promise();

    private Slices(Scheduler scheduler, List<T> items, int size, Consumer<T> action) {
        this.scheduler = scheduler;
        this.items = items;
        this.size = size;
        this.action = action;
    }

    /** The first slice is done within the call. */
    static <T> Future<Void> forEach(Scheduler scheduler, List<T> items, int size, Consumer<T> action) {
        Slices<T> slices = new Slices<>(scheduler, items, size, action);
        slices.from(0);
        return slices.done.future();
    }

    private void from(int begin) {
        int end = Math.min(items.size(), begin + size);
        try {
            items.subList(begin, end).forEach(action);
        } catch (RuntimeException e) {
            done.fail(e);
            return;
        }
        if (end == items.size()) {
            done.complete();
        } else {
            scheduler.after(Duration.ZERO, () -> from(end));
        }
    }
}
