package tocsin.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request from its preparation over its redirects to the end of its answer. All fields are touched on {@link
 * #context} only; the first outcome wins and everything that comes later is dropped.
 */
final class Exchange<T> implements HttpExchange<T> {
    private static final int MAX_REDIRECTS = 10;

    private final Vertx vertx;
    private final Context context;
    private final HttpSender sender;
    private final HttpCall call;
    private final Function<HttpHead, BodyReader<T>> reader;
    private final Promise<T> promise = Promise.promise();
    private boolean ended;
    private long timer = -1;
    private int redirects;
    private int status;
    private boolean sameHost = true;
    private HiddenWords hidden = HiddenWords.NONE;
    private @Nullable HttpUrl first;
    private @Nullable HttpClientRequest request;

    Exchange(Vertx vertx, HttpSender sender, HttpCall call, Function<HttpHead, BodyReader<T>> reader) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.sender = sender;
        this.call = call;
        this.reader = reader;
    }

    Exchange<T> start() {
        if (Vertx.currentContext() == context) {
            begin();
        } else {
            context.runOnContext(nothing -> begin());
        }
        return this;
    }

    @Override
    public Future<T> result() {
        return promise.future();
    }

    @Override
    public void cancel() {
        context.runOnContext(nothing -> fail(HttpFailure.Kind.CANCELED, "canceled", null));
    }

    private void begin() {
        timer = vertx.setTimer(Math.max(1, call.effectiveTimeout().toMillis()), id -> timeOut());
        HttpUrl url;
        try {
            url = HttpUrl.parse(call.url());
        } catch (IllegalArgumentException e) {
            fail(HttpFailure.Kind.URL, String.valueOf(e.getMessage()), null);
            return;
        }
        first = url;
        onContext(sender.prepare(), (preparation, failure) -> {
            if (failure != null) {
                fail(HttpFailure.Kind.CREDENTIALS, String.valueOf(failure.getMessage()), failure);
            } else {
                hidden = sender.hidden(call, preparation);
                request(url, preparation);
            }
        });
    }

    private void timeOut() {
        timer = -1;
        fail(
                HttpFailure.Kind.TIMEOUT,
                "no complete answer within " + call.effectiveTimeout().toMillis() + " ms",
                null);
    }

    private void request(HttpUrl url, Preparation preparation) {
        Future<HttpClientRequest> connecting;
        try {
            connecting = sender.connect(call, url, preparation, sameHost);
        } catch (IllegalArgumentException e) {
            // Without its message, which quotes header values.
            fail(HttpFailure.Kind.URL, "its URL or one of its headers cannot be sent", null);
            return;
        }
        onContext(connecting, (connected, failure) -> {
            if (failure != null) {
                failNetwork(failure, false);
            } else {
                request = connected;
                // The future of send tells the same; without a handler Vert.x logs it as a severe error.
                connected.exceptionHandler(alsoFailsSend -> {});
                onContext(connected.send(call.body()), (response, broken) -> {
                    if (broken != null) {
                        failNetwork(broken, true);
                    } else {
                        answered(url, preparation, response);
                    }
                });
            }
        });
    }

    private void answered(HttpUrl url, Preparation preparation, HttpClientResponse response) {
        String location = response.getHeader("Location");
        if (sender.followsRedirects() && isRedirect(response.statusCode()) && location != null) {
            // The body of a redirect is of no use, and neither is the news that it was not read.
            response.exceptionHandler(unread -> {});
            response.request().reset();
            redirect(url, preparation, response.statusCode(), location);
            return;
        }
        status = response.statusCode();
        read(response);
    }

    private static boolean isRedirect(int code) {
        return code == 301 || code == 302 || code == 303 || code == 307 || code == 308;
    }

    private void redirect(HttpUrl from, Preparation preparation, int code, String location) {
        HttpUrl to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            failRedirect(code, "leads to no http or https URL");
            return;
        }
        boolean repeats = code == 307 || code == 308;
        if (!repeats && !call.method().equals(HttpMethod.GET) && !call.method().equals(HttpMethod.HEAD)) {
            failRedirect(
                    code,
                    "would turn the " + call.method() + " into a GET; configure the URL it leads to"
                            + (call.secretUrl() ? "" : ": " + to));
            return;
        }
        if (++redirects > MAX_REDIRECTS) {
            failRedirect(code, "is the eleventh: redirects go in a circle");
            return;
        }
        sameHost = sameHost && staysAtHome(to);
        request(to, preparation);
    }

    /** Credentials go only to the host they were configured for, and never from an encrypted to a plain connection. */
    private boolean staysAtHome(HttpUrl to) {
        HttpUrl home = first;
        return home != null && to.sameHostAs(home) && (to.secure() || !home.secure());
    }

    private void failRedirect(int code, String why) {
        status = code;
        fail(HttpFailure.Kind.REDIRECT, "answered %d, a redirect that %s".formatted(code, why), null);
    }

    private void read(HttpClientResponse response) {
        BodyReader<T> body;
        try {
            body = reader.apply(new HttpHead(response.statusCode(), response.headers(), hidden));
        } catch (RuntimeException e) {
            failReader(e);
            return;
        }
        long[] received = {0};
        response.exceptionHandler(failure -> failNetwork(failure, true));
        response.handler(chunk -> {
            received[0] += chunk.length();
            if (received[0] > call.maxBodyBytes()) {
                fail(HttpFailure.Kind.TOO_LARGE, "the answer exceeds " + call.maxBodyBytes() + " bytes", null);
            } else {
                accept(body, chunk);
            }
        });
        response.endHandler(nothing -> complete(body));
    }

    private void accept(BodyReader<T> body, Buffer chunk) {
        if (ended) {
            return;
        }
        try {
            if (body.accept(chunk)) {
                return;
            }
        } catch (Exception e) {
            failReader(e);
            return;
        }
        complete(body);
        reset();
    }

    private void complete(BodyReader<T> body) {
        if (ended) {
            return;
        }
        T result;
        try {
            result = body.end();
        } catch (Exception e) {
            failReader(e);
            return;
        }
        end();
        promise.complete(result);
    }

    private void failReader(Exception failure) {
        if (failure instanceof HttpFailure known) {
            fail(known);
        } else {
            fail(HttpFailure.Kind.READER, "the answer cannot be understood: " + failure.getMessage(), failure);
        }
    }

    private void failNetwork(Throwable failure, boolean connected) {
        if (sender.closed()) {
            // Closing breaks connections before the cancellation arrives here.
            fail(HttpFailure.Kind.CANCELED, "the sender was closed", failure);
            return;
        }
        HttpFailure.Kind kind = FailureKinds.of(failure, connected);
        fail(kind, FailureKinds.describe(kind, failure), failure);
    }

    private void fail(HttpFailure.Kind kind, String why, @Nullable Throwable cause) {
        fail(new HttpFailure(kind, status, hidden.without(call + ": " + why), cause));
    }

    private void fail(HttpFailure failure) {
        if (ended) {
            return;
        }
        end();
        reset();
        promise.fail(failure);
    }

    private void end() {
        ended = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        sender.ended(this);
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }

    /** Goes on with the outcome here, or drops it when the exchange has ended meanwhile. */
    private <V> void onContext(Future<V> future, BiConsumer<V, @Nullable Throwable> next) {
        future.onComplete(outcome -> {
            if (Vertx.currentContext() == context) {
                proceed(outcome.result(), outcome.cause(), next);
            } else {
                context.runOnContext(nothing -> proceed(outcome.result(), outcome.cause(), next));
            }
        });
    }

    private <V> void proceed(V value, @Nullable Throwable failure, BiConsumer<V, @Nullable Throwable> next) {
        if (!ended) {
            next.accept(value, failure);
        } else if (value instanceof HttpClientRequest late) {
            late.reset();
        }
    }
}
