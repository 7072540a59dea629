package tocsin.server.api;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Leads clients to the path that they meant, with the parameters that they sent. */
final class Redirects {
    private Redirects() {}

    static void to(RoutingContext context, int status, String path) {
        String query = context.request().query();
        String location = query == null || query.isEmpty() ? path : path + "?" + query;
        context.response().setStatusCode(status).putHeader("Location", location).end();
    }

    /** Redirects from a path with empty, {@code .} or {@code ..} segments to the path that they amount to. */
    static void toCleanPath(RoutingContext context) {
        String path = String.valueOf(context.request().path());
        String clean = isUnclean(path) ? CleanPath.of(path) : null;
        if (clean == null || clean.equals(path)) {
            context.next();
        } else {
            to(context, 301, clean);
        }
    }

    /** Of most paths the whole work: none of them is copied. */
    private static boolean isUnclean(@Nullable String path) {
        return path != null && (path.contains("//") || path.contains("/."));
    }
}
