package tocsin.evaluator.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The base URLs in the order in which to try them. The one that answered last comes first; after a while one query goes
 * back to the first of the configuration, while the others stay with what works. Guarded by itself: the groups that ask
 * live on several contexts.
 */
final class Endpoints {
    private final List<Endpoint> endpoints;
    private final long failBackNanos;
    private int preferred;
    private long preferredSince;

    Endpoints(List<Endpoint> endpoints, Duration failBack) {
        this.endpoints = List.copyOf(endpoints);
        this.failBackNanos = failBack.toNanos();
    }

    /** @param now of a monotonic clock, in nanoseconds */
    synchronized List<Endpoint> inOrder(long now) {
        int first = preferred;
        if (preferred != 0 && now - preferredSince >= failBackNanos) {
            preferredSince = now;
            first = 0;
        }
        List<Endpoint> order = new ArrayList<>(endpoints);
        order.add(0, order.remove(first));
        return order;
    }

    /** @param failedOver whether the query had come there from another one */
    synchronized void answered(Endpoint endpoint, boolean failedOver, long now) {
        int index = endpoints.indexOf(endpoint);
        // A late answer of one that was preferred when the query began must not win over a first one that is back.
        if (failedOver || index == 0) {
            prefer(index, now);
        }
    }

    /** It used up the whole time of a query: the next query begins elsewhere, or it would never get there. */
    synchronized void timedOut(Endpoint endpoint, long now) {
        int index = endpoints.indexOf(endpoint);
        if (index == preferred) {
            prefer((index + 1) % endpoints.size(), now);
        }
    }

    private void prefer(int index, long now) {
        if (index != preferred) {
            preferred = index;
            preferredSince = now;
        }
    }
}
