package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What requests are answered that get no data: each part of the interface has its own shape for errors. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    static Future<Void> text(RoutingContext context, int status, String text) {
        return answer(context, status, "text/plain; charset=utf-8", text);
    }

    static Future<Void> json(RoutingContext context, int status, String json) {
        return answer(context, status, "application/json", json);
    }

    /** A bare string: how handlers of the Alertmanager API say what is wrong. */
    static Future<Void> string(RoutingContext context, int status, String text) {
        return json(context, status, JsonText.quote(text) + "\n");
    }

    /** Senders take gzip; a compressor for nothing would cost more than what they sent. */
    static Future<Void> empty(RoutingContext context, int status) {
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Encoding", "identity")
                .end();
    }

    private static Future<Void> answer(RoutingContext context, int status, String type, String body) {
        boolean head = context.request().method().equals(HttpMethod.HEAD);
        return context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type)
                .end(head ? "" : body);
    }

    /** The body of a request whose route has read it; empty when there is none. */
    static byte[] body(RoutingContext context) {
        Buffer body = context.body().buffer();
        return body == null ? new byte[0] : body.getBytes();
    }

    /** Answers a request of the Alertmanager API whose handler could not do its work. */
    static void handlerFailure(RoutingContext context, Throwable failure) {
        if (failure instanceof ApiFailure) {
            context.fail(failure);
        } else {
            logFailure(context, failure);
            string(context, 500, ApiFailure.INTERNAL);
        }
    }

    /** For paths outside the APIs: OPTIONS gets the methods, every other method a refusal that names them. */
    static void refuseMethod(RoutingContext context, String allowed) {
        context.response().putHeader("Allow", allowed);
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            context.response().end();
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
        if (!canAnswer(context)) {
            return;
        }
        ApiFailure refusal = refusal(context);
        String path = String.valueOf(context.request().path());
        String inside = routePrefix.equals("/") ? path : path.substring(Math.min(path.length(), routePrefix.length()));
        if (refusal.isSemantic()) {
            string(context, refusal.status(), refusal.text());
        } else if (inside.startsWith("/api/v2/") || inside.startsWith("/api/tocsin/v1/")) {
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

    /** False as well when the sender went away, which is nothing to log. */
    private static boolean canAnswer(RoutingContext context) {
        HttpServerResponse response = context.response();
        return !response.ended() && !response.headWritten() && !response.closed();
    }

    private static ApiFailure refusal(RoutingContext context) {
        if (context.failure() instanceof ApiFailure refused) {
            return refused;
        }
        int status = context.statusCode();
        if (status == 413) {
            return ApiFailure.of(413, "request body is larger than --web.max-body-bytes allows");
        }
        if (status >= 400 && status < 500) {
            return ApiFailure.of(status, "the request cannot be understood");
        }
        logFailure(context, context.failure());
        return ApiFailure.of(500, ApiFailure.INTERNAL);
    }

    static void logFailure(RoutingContext context, Throwable failure) {
        log.atError()
                .addKeyValue("path", context.request().path())
                .setCause(failure)
                .log("Request failed");
    }
}
