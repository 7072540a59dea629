package tocsin.server.transport;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import tocsin.server.metrics.HttpMetrics;

/**
 * Room for the GETs that are answered at once. An answer keeps its place until its last byte has left, as it holds memory
 * until then; a reader may be as slow as it likes while there is room. When there is none, the answer that has been leaving
 * for longest makes way, if it has for longer than the write time-out: slow readers cannot lock out the others.
 */
final class GetSlots {
    private final Transport transport;
    private final Set<Exchange> held = new LinkedHashSet<>();

    GetSlots(Transport transport) {
        this.transport = transport;
    }

    int limit() {
        return transport.limits().gets();
    }

    /** @return false when there is no room */
    boolean take(Exchange exchange) {
        if (held.size() >= limit() && !makeRoom()) {
            transport.metrics().getRefused();
            return false;
        }
        held.add(exchange);
        transport.metrics().gets(held.size());
        return true;
    }

    private boolean makeRoom() {
        long slow = transport.patience().write().toNanos();
        for (Iterator<Exchange> oldest = held.iterator(); oldest.hasNext(); ) {
            Exchange exchange = oldest.next();
            if (exchange.leavesLongerThan(slow)) {
                oldest.remove();
                transport.metrics().connectionClosed(HttpMetrics.Reason.SLOW_READER);
                exchange.connection().close();
                return true;
            }
        }
        return false;
    }

    /** Does nothing for one that holds no place. */
    void giveBack(Exchange exchange) {
        if (held.remove(exchange)) {
            transport.metrics().gets(held.size());
        }
    }
}
