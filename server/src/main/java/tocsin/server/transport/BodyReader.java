package tocsin.server.transport;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tocsin.server.metrics.HttpMetrics;

/**
 * Reads the bodies of requests into memory, as far as there is room for them: one has a limit, and all together have one.
 * When the second is reached the body that asks for more is refused and its bytes are free for the others, so some always
 * come through. Memory is given for what has arrived, not for what a header announces.
 *
 * <p>A body must be complete within the read time-out, which grows by a second for every {@value #BYTES_PER_SECOND} bytes:
 * a slow line is served, a sender that dribbles is not.
 */
public final class BodyReader implements Handler<RoutingContext> {
    private static final String KEY = BodyReader.class.getName();
    private static final int BYTES_PER_SECOND = 4 << 10;
    private static final int FIRST_BYTES = 64 << 10;
    private static final byte[] NONE = new byte[0];

    private final Transport transport;
    private final long most;
    private long left;

    public BodyReader(Transport transport) {
        this.transport = transport;
        this.most = transport.limits().sizes().effectiveBodyBytes();
        this.left = transport.limits().sizes().bufferedBytes();
    }

    /** Why a body was not read. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        /** 408, 413 or 503. */
        public int status() {
            return status;
        }
    }

    /** Of a request that came by here; nobody else has the array. */
    public static byte[] body(RoutingContext context) {
        return Objects.requireNonNull(context.get(KEY), "the body of a request whose route reads it");
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        long announced = announced(request);
        if (announced > most) {
            context.fail(tooLarge());
            return;
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            context.response().writeContinue();
        }
        new Arriving(context, announced).begin();
    }

    /** -1 when it is not known. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? -1 : Long.parseLong(length.trim());
    }

    private Refused tooLarge() {
        return new Refused(
                413,
                most < transport.limits().sizes().bodyBytes()
                        ? "request body is larger than --web.max-buffered-bytes allows"
                        : "request body is larger than --web.max-body-bytes allows");
    }

    /** One body on its way. */
    private final class Arriving {
        private final RoutingContext context;
        private final long announced;
        private final long begun = transport.now();
        private byte[] bytes = NONE;
        private int length;
        private boolean over;
        private long timer;

        Arriving(RoutingContext context, long announced) {
            this.context = context;
            this.announced = announced;
        }

        void begin() {
            context.addEndHandler(answered -> release());
            Exchange.of(context).complete(false);
            context.request().handler(this::append).endHandler(end -> complete());
            watch();
        }

        private void append(Buffer part) {
            if (over) {
                return;
            }
            if (length + (long) part.length() > most) {
                refuse(tooLarge());
                return;
            }
            if (!makeRoom(length + part.length())) {
                refuse(new Refused(503, "too many request bodies at once; send again"));
                return;
            }
            part.getBytes(0, part.length(), bytes, length);
            length += part.length();
        }

        private boolean makeRoom(int wanted) {
            if (wanted <= bytes.length) {
                return true;
            }
            long doubled = Math.max(Math.max(FIRST_BYTES, wanted), 2L * bytes.length);
            int capacity = (int) Math.min(doubled, announced < 0 ? most : Math.max(announced, wanted));
            if (capacity - bytes.length > left) {
                return false;
            }
            left -= capacity - bytes.length;
            bytes = Arrays.copyOf(bytes, capacity);
            return true;
        }

        private void complete() {
            if (!over) {
                over = true;
                transport.vertx().cancelTimer(timer);
                Exchange.of(context).complete(true);
                context.put(KEY, length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
                context.next();
            }
        }

        private void watch() {
            long due =
                    begun + transport.patience().read().toNanos() + TimeUnit.SECONDS.toNanos(length) / BYTES_PER_SECOND;
            long wait = due - transport.now();
            if (wait > 0) {
                timer = transport.vertx().setTimer(Duration.ofNanos(wait).toMillis() + 1, passed -> watch());
            } else {
                transport.metrics().connectionClosed(HttpMetrics.Reason.READ_TIMEOUT);
                HttpServerRequest request = context.request();
                context.addEndHandler(answered -> request.connection().close());
                refuse(new Refused(408, "the request body did not arrive within --web.read-timeout"));
            }
        }

        /** What still arrives is thrown away. */
        private void refuse(Refused reason) {
            over = true;
            transport.vertx().cancelTimer(timer);
            context.fail(reason);
        }

        /** The request is over, whoever ended it. */
        private void release() {
            over = true;
            transport.vertx().cancelTimer(timer);
            left += bytes.length;
            bytes = NONE;
        }
    }
}
