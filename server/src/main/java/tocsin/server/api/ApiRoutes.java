package tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tocsin.server.metrics.HttpMetrics;
import tocsin.server.transport.BodyReader;
import tocsin.server.transport.Exchange;

/** The paths of {@code /api/v2}: what a request must be like before its handler sees it, and how the others are refused. */
final class ApiRoutes {
    private static final Pattern PATH_PARAMETER = Pattern.compile(":(\\w+)");

    private final Router router;
    private final BooleanSupplier ready;
    private final HttpMetrics metrics;
    private final BodyReader bodies;

    ApiRoutes(Router router, BooleanSupplier ready, HttpMetrics metrics, BodyReader bodies) {
        this.router = router;
        this.ready = ready;
        this.metrics = metrics;
        this.bodies = bodies;
    }

    /** Handlers for the methods of one path, with or without a slash at its end. {@link Path#only} comes last. */
    Path at(String path) {
        return new Path(path);
    }

    final class Path {
        private final String path;
        private final List<String> methods = new ArrayList<>();

        private Path(String path) {
            this.path = path;
            HttpMetrics.Handler named = metrics.api(PATH_PARAMETER.matcher(path).replaceAll("{$1}"));
            router.route(path).handler(context -> {
                Exchange.of(context).handledBy(named);
                context.next();
            });
        }

        Path get(Handler<RoutingContext> handler) {
            on(HttpMethod.GET).handler(handler);
            return this;
        }

        Path delete(Handler<RoutingContext> handler) {
            on(HttpMethod.DELETE).handler(handler);
            return this;
        }

        /** What is refused for its headers is refused before its body is read, if they tell that there is one. */
        Path post(Handler<RoutingContext> handler) {
            on(HttpMethod.POST)
                    .handler(bodies)
                    .handler(ApiRoutes::negotiateUnannounced)
                    .handler(handler);
            return this;
        }

        private Route on(HttpMethod method) {
            methods.add(method.name());
            router.route(method, path).handler(ApiRoutes.this::negotiate);
            return router.route(method, path);
        }

        /** Refuses all other methods. */
        void only() {
            String allowed = methods.stream().collect(Collectors.joining(","));
            router.route(path).handler(context -> {
                context.response().putHeader("Allow", allowed);
                throw ApiFailure.of(
                        405,
                        "method %s is not allowed, but [%s] are"
                                .formatted(context.request().method(), allowed));
            });
        }
    }

    /** Who sends JSON gets JSON, as upstream has it: a page is not to be lost for what its sender says to accept. */
    private void negotiate(RoutingContext context) {
        if (!ready.getAsBoolean()) {
            throw ApiFailure.of(503, "Tocsin is still starting; send again" + Answers.named(context));
        }
        HttpServerRequest request = context.request();
        if (!isUnannounced(request)) {
            negotiate(request, hasBody(request));
        }
        context.next();
    }

    private static void negotiateUnannounced(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (isUnannounced(request)) {
            negotiate(request, Answers.body(context).length > 0);
        }
        context.next();
    }

    private static void negotiate(HttpServerRequest request, boolean hasBody) {
        if (hasBody) {
            Negotiation.requireJsonBody(request.getHeader("Content-Type"));
        } else {
            Negotiation.requireJsonAccepted(request.getHeader("Accept"));
        }
    }

    /** In HTTP/2 the head need not tell whether there is a body. */
    private static boolean isUnannounced(HttpServerRequest request) {
        return request.method().equals(HttpMethod.POST)
                && request.version() == HttpVersion.HTTP_2
                && request.getHeader("Content-Length") == null;
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? request.getHeader("Transfer-Encoding") != null : !length.equals("0");
    }
}
