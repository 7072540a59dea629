package tocsin.server.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.server.metrics.HttpMetrics;

/**
 * The open connections: how many there may be, and how long one may wait before it has sent the whole head of a request. A
 * sender that dribbles a head is not idle, so only the time until the head is complete counts.
 *
 * <p>When the limit is reached, the connection that has waited longest without a request in progress makes room: whoever
 * opens connections and says nothing displaces only himself, and a sender whose idle connection is closed opens another.
 *
 * <p>A client may say that nothing more will come and still wait for its answer, as {@code nc -N} and some load balancers do.
 */
public final class Connections {
    private final Transport transport;
    private final long often;
    private final Map<HttpConnection, Guarded> open = new HashMap<>();
    /** Those without a request in progress, the one that waits longest first. */
    private final Set<Guarded> waiting = new LinkedHashSet<>();

    public Connections(Transport transport) {
        this.transport = transport;
        this.often = Math.min(
                transport.patience().read().toNanos(),
                transport.patience().idle().toNanos());
    }

    private static final class Guarded {
        final HttpConnection connection;
        final List<Exchange> inProgress = new ArrayList<>(1);
        boolean saysNoMore;
        long waitingSince;
        long patience;
        long timer;

        Guarded(HttpConnection connection) {
            this.connection = connection;
        }
    }

    /** Takes the connection in, or closes it. */
    public void accept(HttpConnection connection) {
        if (open.size() >= transport.limits().connections() && !makeRoom()) {
            transport.metrics().connectionClosed(HttpMetrics.Reason.LIMIT);
            connection.close();
            return;
        }
        Guarded guarded = new Guarded(connection);
        open.put(connection, guarded);
        await(guarded, transport.patience().read());
        transport.metrics().connections(open.size());
        connection.closeHandler(closed -> forget(guarded));
        allowHalfClose(guarded);
        watch(guarded);
    }

    private boolean makeRoom() {
        Iterator<Guarded> longest = waiting.iterator();
        if (!longest.hasNext()) {
            return false;
        }
        close(longest.next(), HttpMetrics.Reason.LIMIT);
        return true;
    }

    /** In TLS the end of the input is the end of the connection. */
    private void allowHalfClose(Guarded guarded) {
        if (guarded.connection instanceof HttpServerConnection server && !server.isSsl()) {
            ChannelHandlerContext handler = server.channelHandlerContext();
            handler.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
            handler.pipeline().addBefore(handler.name(), "input-end", new InputEnd(() -> saysNoMore(guarded)));
        }
    }

    private void saysNoMore(Guarded guarded) {
        guarded.saysNoMore = true;
        if (guarded.inProgress.stream().noneMatch(Exchange::isComplete)) {
            forget(guarded);
            guarded.connection.close();
        }
    }

    /** The head of this request is complete. */
    void begin(Exchange exchange) {
        Guarded guarded = open.get(exchange.connection());
        if (guarded != null) {
            guarded.inProgress.add(exchange);
            waiting.remove(guarded);
        }
    }

    /** The request has been answered, or will never be. */
    void end(Exchange exchange) {
        Guarded guarded = open.get(exchange.connection());
        if (guarded == null || !guarded.inProgress.remove(exchange) || !guarded.inProgress.isEmpty()) {
            return;
        }
        await(guarded, transport.patience().idle());
        if (guarded.saysNoMore) {
            guarded.connection.close();
        }
    }

    private void await(Guarded guarded, Duration patience) {
        guarded.waitingSince = transport.now();
        guarded.patience = patience.toNanos();
        waiting.add(guarded);
    }

    /** One timer for each connection that looks again when there may be something to see, not one for each request. */
    private void watch(Guarded guarded) {
        long left = guarded.inProgress.isEmpty() ? guarded.waitingSince + guarded.patience - transport.now() : often;
        if (left <= 0) {
            close(guarded, HttpMetrics.Reason.READ_TIMEOUT);
        } else {
            long pause = Duration.ofNanos(Math.min(left, often)).toMillis() + 1;
            guarded.timer = transport.vertx().setTimer(pause, due -> watch(guarded));
        }
    }

    private void close(Guarded guarded, HttpMetrics.Reason reason) {
        transport.metrics().connectionClosed(reason);
        forget(guarded);
        guarded.connection.close();
    }

    private void forget(Guarded guarded) {
        if (open.remove(guarded.connection) != null) {
            waiting.remove(guarded);
            transport.vertx().cancelTimer(guarded.timer);
            transport.metrics().connections(open.size());
        }
    }
}
