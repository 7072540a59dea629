package tocsin.server.transport;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import tocsin.server.metrics.HttpMetrics;

/**
 * Two handlers of every request. The first is the first of all: it gives an id, counts, and times out. The second refuses
 * GETs when too many are in progress; it comes when it is known that the sender may ask, so that who may not takes no place.
 */
public final class FrontDoor implements Handler<RoutingContext> {
    private final Transport transport;
    private final Connections connections;
    private final HttpMetrics.Handler unknown;
    private final GetSlots gets;
    private final RequestIds ids = new RequestIds();

    public FrontDoor(Transport transport, Connections connections) {
        this.transport = transport;
        this.connections = connections;
        this.unknown = transport.metrics().page("other");
        this.gets = new GetSlots(transport);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Exchange exchange = new Exchange(transport, context, ids.of(request.getHeader(RequestIds.HEADER)), unknown);
        context.response().putHeader(RequestIds.HEADER, exchange.id());
        connections.begin(exchange);
        context.addEndHandler(ended -> end(exchange));
        if (hasMoreFields(request.headers(), transport.limits().sizes().headerFields())) {
            refuse(context, 431, "the request has more header fields than --web.max-header-fields allows\n");
        } else {
            limitTime(context, exchange);
            context.next();
        }
    }

    /** For requests that are not answered yet, or nobody gives the place back. */
    public void limitGets(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.GET) && !gets.take(Exchange.of(context))) {
            refuse(
                    context,
                    503,
                    "Limit of concurrent GET requests reached (%d), try again later.\n\n".formatted(gets.limit()));
        } else {
            context.next();
        }
    }

    /** What has no head that can be understood has no route either. */
    public void refuseInvalid(HttpServerRequest request) {
        int status = InvalidRequests.refuse(request, ids.of(null));
        unknown.observe(request.method(), status, 0, 0);
    }

    private static boolean hasMoreFields(MultiMap headers, int limit) {
        int count = 0;
        for (Iterator<Map.Entry<String, String>> fields = headers.iterator(); fields.hasNext(); fields.next()) {
            if (++count > limit) {
                return true;
            }
        }
        return false;
    }

    private void limitTime(RoutingContext context, Exchange exchange) {
        Duration timeout = transport.patience().handling();
        if (!timeout.isZero()) {
            exchange.timeOutBy(transport.vertx().setTimer(timeout.toMillis(), due -> timeOut(context, timeout)));
        }
    }

    /** The work goes on, and nobody hears of its result; an answer that has begun is left to its reader. */
    private static void timeOut(RoutingContext context, Duration timeout) {
        HttpServerResponse response = context.response();
        if (!response.headWritten() && !response.ended() && !response.closed()) {
            refuse(context, 503, "Exceeded configured timeout of %s.\n".formatted(GoDurationText.of(timeout)));
        }
    }

    private static void refuse(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(text);
    }

    private void end(Exchange exchange) {
        exchange.takeYourTime();
        gets.giveBack(exchange);
        connections.end(exchange);
        exchange.observe();
    }
}
