package tocsin.server.transport;

import io.vertx.core.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.server.metrics.HttpMetrics;

/** One request on its way through the server, and what its answer costs. */
public final class Exchange {
    private static final String KEY = Exchange.class.getName();
    /** Of a client that did not wait for its answer, as proxies count them. */
    private static final int GONE = 499;

    private final Transport transport;
    private final RoutingContext context;
    private final String id;
    private final long begun;
    private HttpMetrics.Handler handler;
    private @Nullable Long timeoutTimer;
    private @Nullable ReaderWatch reader;
    private long leavingSince;
    private boolean complete = true;

    Exchange(Transport transport, RoutingContext context, String id, HttpMetrics.Handler unknown) {
        this.transport = transport;
        this.context = context;
        this.id = id;
        this.begun = transport.now();
        this.handler = unknown;
        context.put(KEY, this);
    }

    public static Exchange of(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "the exchange of a request that passed the front door");
    }

    /** By which the answer and its lines in the log are found. */
    public String id() {
        return id;
    }

    /** Says under whose name it is counted. */
    public void handledBy(HttpMetrics.Handler named) {
        handler = named;
    }

    /** Lets it take longer than the time-out that holds for all requests. */
    public void takeYourTime() {
        if (timeoutTimer != null) {
            transport.vertx().cancelTimer(timeoutTimer);
            timeoutTimer = null;
        }
    }

    void timeOutBy(long timer) {
        timeoutTimer = timer;
    }

    /**
     * Watches that the reader takes what is written.
     *
     * @param write of a part of the answer
     * @return the same
     */
    public Future<Void> leaves(Future<Void> write) {
        if (reader == null) {
            reader = new ReaderWatch(transport, connection());
            leavingSince = transport.now();
        }
        reader.expect(write);
        return write;
    }

    /** Its body is still to come, or has come. */
    void complete(boolean now) {
        complete = now;
    }

    /** Whether all has come that its handler waits for. */
    boolean isComplete() {
        return complete;
    }

    boolean leavesLongerThan(long nanos) {
        return reader != null && transport.now() - leavingSince > nanos;
    }

    HttpConnection connection() {
        return context.request().connection();
    }

    void observe() {
        handler.observe(
                context.request().method(),
                context.response().headWritten() ? context.response().getStatusCode() : GONE,
                transport.now() - begun,
                context.response().bytesWritten());
    }
}
