package tocsin.server.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pages of other origins may do: read. Upstream lets them post as well, so that any page that an engineer opens can
 * silence alerts of an instance without login behind the firewall.
 */
final class CrossOrigin {
    private static final Set<String> METHODS = Set.of("GET", "HEAD");
    private static final Set<String> HEADERS = Set.of("", "accept", "content-type", "x-requested-with");

    private CrossOrigin() {}

    /** Answers the question that browsers ask in advance; lets every other request pass. */
    static void preflight(RoutingContext context) {
        HttpServerRequest request = context.request();
        String method = request.getHeader("Access-Control-Request-Method");
        if (!request.method().equals(HttpMethod.OPTIONS) || method == null) {
            context.next();
            return;
        }
        HttpServerResponse response = context.response()
                .setStatusCode(204)
                .putHeader("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (request.getHeader("Origin") != null && METHODS.contains(method) && allowsAll(headers)) {
            response.putHeader("Access-Control-Allow-Origin", "*").putHeader("Access-Control-Allow-Methods", method);
            if (headers != null) {
                response.putHeader("Access-Control-Allow-Headers", headers);
            }
        }
        response.end();
    }

    /** Lets other origins see the answer to a request that changes nothing. */
    static void allowReading(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.getHeader("Origin") != null
                && METHODS.contains(request.method().name())) {
            context.response().putHeader("Access-Control-Allow-Origin", "*");
        }
        context.next();
    }

    private static boolean allowsAll(@Nullable String headers) {
        return headers == null
                || Arrays.stream(headers.split(",", -1))
                        .map(header -> header.trim().toLowerCase(Locale.ROOT))
                        .allMatch(HEADERS::contains);
    }
}
