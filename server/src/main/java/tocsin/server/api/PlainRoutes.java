package tocsin.server.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tocsin.server.metrics.HttpMetrics;
import tocsin.server.transport.Exchange;

/**
 * The paths outside the APIs, with the manners of those of Alertmanager: a path in the wrong case or with a slash
 * at its end leads to the right one, OPTIONS tells the methods, and every other method is refused with them.
 */
final class PlainRoutes {
    private final Router router;
    private final String prefix;
    private final HttpMetrics metrics;
    private final Map<String, Path> paths = new HashMap<>();

    /** @param prefix before every path; empty, or without a slash at its end */
    PlainRoutes(Router router, String prefix, HttpMetrics metrics) {
        this.router = router;
        this.prefix = prefix;
        this.metrics = metrics;
    }

    /** Handlers for the methods of one path. {@link Path#only} comes last. */
    Path at(String path) {
        return paths.computeIfAbsent(path.toLowerCase(Locale.ROOT), lowerCase -> new Path(path));
    }

    /** Redirects from paths that are nearly those of a route. Comes after all routes. */
    void redirectMistakes() {
        router.route().handler(this::redirectMistake);
    }

    private void redirectMistake(RoutingContext context) {
        Path meant = paths.get(withoutLastSlash(inside(context)).toLowerCase(Locale.ROOT));
        if (meant == null || !meant.takes(context.request().method())) {
            context.next();
        } else {
            meant.redirect(context);
        }
    }

    private String inside(RoutingContext context) {
        String path = String.valueOf(context.request().path());
        return path.substring(Math.min(path.length(), prefix.length()));
    }

    private static String withoutLastSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    final class Path {
        private final String path;
        private final TreeSet<String> methods = new TreeSet<>();

        private Path(String path) {
            this.path = path;
            HttpMetrics.Handler named = metrics.page(path);
            router.route(path).handler(context -> {
                if (inside(context).equals(path)) {
                    Exchange.of(context).handledBy(named);
                    context.next();
                } else if (takes(context.request().method())) {
                    redirect(context);
                } else {
                    WebServer.notFound(context);
                }
            });
        }

        private boolean takes(HttpMethod method) {
            return methods.contains(method.name());
        }

        private void redirect(RoutingContext context) {
            int status = context.request().method().equals(HttpMethod.GET) ? 301 : 307;
            Redirects.to(context, status, prefix + path);
        }

        Path get(Handler<RoutingContext> handler) {
            return on(HttpMethod.GET, handler);
        }

        Path head(Handler<RoutingContext> handler) {
            return on(HttpMethod.HEAD, handler);
        }

        Path post(Handler<RoutingContext> handler) {
            return on(HttpMethod.POST, handler);
        }

        private Path on(HttpMethod method, Handler<RoutingContext> handler) {
            methods.add(method.name());
            router.route(method, path).handler(handler);
            return this;
        }

        /** Refuses all other methods. */
        void only() {
            TreeSet<String> all = new TreeSet<>(methods);
            all.add(HttpMethod.OPTIONS.name());
            String allowed = all.stream().collect(Collectors.joining(", "));
            router.route(path).handler(context -> Answers.refuseMethod(context, allowed));
        }
    }
}
