package tocsin.server;

import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a start waits for just now, for whoever has to be told why it is not done. Any thread. */
final class StartSteps {
    private final Set<String> underWay = Collections.synchronizedSet(new LinkedHashSet<>());

    /** @param what reads well behind "waits for", e.g. {@code the configuration to be read} */
    void begin(String what) {
        underWay.add(what);
    }

    void end(String what) {
        underWay.remove(what);
    }

    <T> Future<T> until(Future<T> done, String what) {
        begin(what);
        return done.onComplete(result -> end(what));
    }

    /** In the order in which they began; empty when the start waits for nothing. */
    List<String> underWay() {
        synchronized (underWay) {
            return List.copyOf(underWay);
        }
    }
}
