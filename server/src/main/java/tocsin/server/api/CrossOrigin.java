package tocsin.server.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What pages of other origins may do. Unless origins are named, all may read. Upstream lets them post as well, so that any
 * page that an engineer opens can silence alerts of an instance without login behind the firewall. Origins that are named
 * may change things too, and all others may nothing.
 */
final class CrossOrigin {
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> ALL = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final Set<String> HEADERS = Set.of("accept", "content-type", "x-requested-with");

    private final @Nullable Predicate<String> origins;

    /** @param origins those that may do everything; null when none are named */
    CrossOrigin(@Nullable Predicate<String> origins) {
        this.origins = origins;
    }

    /** Answers the question that browsers ask in advance; lets every other request pass. */
    void preflight(RoutingContext context) {
        HttpServerRequest request = context.request();
        String method = request.getHeader("Access-Control-Request-Method");
        if (!request.method().equals(HttpMethod.OPTIONS) || method == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response()
                .setStatusCode(204)
                .putHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        String allowed = allowed(request.getHeader("Origin"), method);
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (allowed != null && allowsAll(headers)) {
            response.putHeader("Access-Control-Allow-Origin", allowed)
                    .putHeader("Access-Control-Allow-Methods", method);
            if (headers != null) {
                response.putHeader("Access-Control-Allow-Headers", headers);
            }
        }
        response.end();
    }

    /** Lets other origins see the answer to what they may do. */
    void allow(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.response().putHeader("Vary", "Origin");
        String allowed = allowed(request.getHeader("Origin"), request.method().name());
        if (allowed != null) {
            context.response().putHeader("Access-Control-Allow-Origin", allowed);
        }
        context.next();
    }

    /** The origin that the answer names; null when the page may not see it. */
    private @Nullable String allowed(@Nullable String origin, String method) {
        if (origin == null) {
            return null;
        }
        if (origins == null) {
            return READING.contains(method) ? "*" : null;
        }
        return ALL.contains(method) && origins.test(origin) ? origin : null;
    }

    /** Browsers send the names in lower case, sorted and each once. */
    private static boolean allowsAll(@Nullable String headers) {
        if (headers == null || headers.isEmpty()) {
            return true;
        }
        String before = "";
        for (String header : headers.split(",", -1)) {
            String name = header.strip();
            if (!HEADERS.contains(name) || name.compareTo(before) <= 0) {
                return false;
            }
            before = name;
        }
        return true;
    }
}
