package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.server.transport.BodyReader;
import tocsin.server.transport.Exchange;
import tocsin.state.StateStoreException;

/** What requests are answered that get no data: each part of the interface has its own shape for errors. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static Future<Void> text(RoutingContext context, int status, String text) {
        if (isOpen(context)) {
            context.response().putHeader("X-Content-Type-Options", "nosniff");
        }
        return answer(context, status, "text/plain; charset=utf-8", text);
    }

    static Future<Void> json(RoutingContext context, int status, String json) {
        return answer(context, status, "application/json", json);
    }

    /** A bare string: how handlers of the Alertmanager API say what is wrong. */
    static Future<Void> string(RoutingContext context, int status, String text) {
        return json(context, status, JsonText.quote(text) + "\n");
    }

    static Future<Void> empty(RoutingContext context, int status) {
        if (!isOpen(context)) {
            return Future.succeededFuture();
        }
        return context.response().setStatusCode(status).end();
    }

    private static Future<Void> answer(RoutingContext context, int status, String type, String body) {
        if (!isOpen(context)) {
            return Future.succeededFuture();
        }
        boolean head = context.request().method().equals(HttpMethod.HEAD);
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .end(head ? "" : body);
    }

    /** Answers 200 with what may be large. */
    static void send(RoutingContext context, String type, Buffer body) {
        if (isOpen(context)) {
            dependsOnEncoding(context);
            Exchange.of(context)
                    .leaves(context.response().putHeader("Content-Type", type).end(body));
        }
    }

    /** Says to caches that who takes no gzip gets another answer. Beside what the header has already. */
    static void dependsOnEncoding(RoutingContext context) {
        context.response().headers().add("Vary", "Accept-Encoding");
    }

    /** By which an operator finds in the log what a client was told. */
    static String named(RoutingContext context) {
        return " (request " + Exchange.of(context).id() + ")";
    }

    static byte[] body(RoutingContext context) {
        return BodyReader.body(context);
    }

    /** Answers a request of the Alertmanager API whose handler could not do its work. */
    static void handlerFailure(RoutingContext context, Throwable failure) {
        if (failure instanceof ApiFailure) {
            context.fail(failure);
        } else if (failure instanceof StateStoreException) {
            string(context, 503, "not written, try again: " + failure.getMessage() + named(context));
        } else {
            logFailure(context, failure);
            string(context, 500, ApiFailure.INTERNAL + named(context));
        }
    }

    /** For paths outside the APIs: OPTIONS gets the methods, every other method a refusal that names them. */
    static void refuseMethod(RoutingContext context, String allowed) {
        context.response().putHeader("Allow", allowed);
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            empty(context, 200);
        } else {
            text(context, 405, "Method Not Allowed\n");
        }
    }

    /**
     * Answers a request that failed, in the shape of the part of the interface that it was for.
     *
     * @param routePrefix {@code /} or e.g. {@code /tocsin}
     */
    static void failure(RoutingContext context, String routePrefix) {
        if (!isOpen(context)) {
            return;
        }
        ApiFailure refusal = refusal(context);
        String path = String.valueOf(context.request().path());
        String inside = routePrefix.equals("/") ? path : path.substring(Math.min(path.length(), routePrefix.length()));
        boolean own = inside.startsWith("/api/tocsin/");
        if (refusal.isSemantic() && !own) {
            string(context, refusal.status(), refusal.text());
        } else if (own || inside.startsWith("/api/v2/")) {
            json(
                    context,
                    refusal.status(),
                    "{\"code\":%d,\"message\":%s}".formatted(refusal.code(), JsonText.quote(refusal.text())));
        } else if (inside.startsWith("/api/v1/")) {
            prometheusError(
                    context, refusal.status(), refusal.status() < 500 ? "bad_data" : "internal", refusal.text());
        } else {
            text(context, refusal.status(), refusal.text() + "\n");
        }
    }

    static void prometheusError(RoutingContext context, int status, String type, String error) {
        json(
                context,
                status,
                "{\"status\":\"error\",\"errorType\":%s,\"error\":%s}"
                        .formatted(JsonText.quote(type), JsonText.quote(error)));
    }

    /** False when the request was timed out meanwhile, and when the sender went away, which is nothing to log. */
    static boolean isOpen(RoutingContext context) {
        HttpServerResponse response = context.response();
        return !response.ended() && !response.headWritten() && !response.closed();
    }

    private static ApiFailure refusal(RoutingContext context) {
        if (context.failure() instanceof ApiFailure refused) {
            return refused;
        }
        if (context.failure() instanceof BodyReader.Refused refused) {
            String text = String.valueOf(refused.getMessage());
            return ApiFailure.of(refused.status(), refused.status() < 500 ? text : text + named(context));
        }
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            return ApiFailure.of(status, "the request cannot be understood");
        }
        logFailure(context, context.failure());
        return ApiFailure.of(500, ApiFailure.INTERNAL + named(context));
    }

    static void logFailure(RoutingContext context, Throwable failure) {
        log.atError()
                .addKeyValue("request_id", Exchange.of(context).id())
                .addKeyValue("method", context.request().method())
                .addKeyValue("path", context.request().path())
                .setCause(failure)
                .log("Request failed");
    }
}
