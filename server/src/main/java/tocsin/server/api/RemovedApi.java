package tocsin.server.api;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;

/**
 * Alertmanager's API v1, which is gone: what was there is answered as Alertmanager does. Of the same paths Prometheus' API has
 * some, which come before.
 */
final class RemovedApi {
    private static final String REMOVED =
            "{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was deprecated in version 0.16.0 and is removed"
                    + " as of version 0.27.0 - please use the equivalent route in the v2 API\"}\n";
    private static final String NEVER_THERE =
            "{\"status\":\"deprecated\",\"error\":\"not served: Alertmanager's v1 API was removed, use /api/v2; of"
                    + " Prometheus' API there are GET of rules, alerts and status/buildinfo\"}\n";
    private static final Map<String, List<HttpMethod>> FORMER = Map.of(
            "status", List.of(HttpMethod.GET),
            "receivers", List.of(HttpMethod.GET),
            "alerts", List.of(HttpMethod.GET, HttpMethod.POST),
            "silences", List.of(HttpMethod.GET, HttpMethod.POST),
            "silence/:id", List.of(HttpMethod.GET, HttpMethod.DELETE));

    private RemovedApi() {}

    static void mount(Router router) {
        FORMER.forEach((path, methods) -> methods.forEach(method ->
                router.route(method, "/api/v1/" + path).handler(context -> Answers.json(context, 410, REMOVED))));
        router.route("/api/v1/*").handler(context -> Answers.json(context, 410, NEVER_THERE));
    }
}
