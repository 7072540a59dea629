package tocsin.server.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;

/** Serves HTTP on one or several addresses. Lives on the context that calls {@link #listen}. */
public final class WebServer {
    private static final Logger log = LoggerFactory.getLogger(WebServer.class);
    private static final int MAX_HEADER_BYTES = 32 << 10;
    private static final int IDLE_SECONDS = 120;

    private final Vertx vertx;
    private final Router router;
    private final List<HttpServer> servers = new ArrayList<>();

    /**
     * @param routePrefix before every path; {@code /} or e.g. {@code /tocsin}
     * @param maxBodyBytes of a request; more is answered 413
     */
    public record Settings(String routePrefix, long maxBodyBytes) {}

    /**
     * What is served.
     *
     * @param beforeScrape brings gauges up to date
     * @param version of this build
     * @param intake null when this process does not route: then alerts cannot be posted
     */
    public record Services(
            @Nullable Function<List<PostedAlert>, Future<PostResult>> intake,
            Supplier<List<GroupSnapshot>> ruleGroups,
            BooleanSupplier ready,
            Supplier<Future<Void>> reload,
            PrometheusRegistry metrics,
            Supplier<Future<Void>> beforeScrape,
            String version) {}

    public WebServer(Vertx vertx, Settings settings, Services services) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        Router root = Router.router(vertx);
        root.route().failureHandler(WebServer::failed);
        root.route().handler(BodyHandler.create(false).setBodyLimit(settings.maxBodyBytes()));
        mount(root, services);
        if (settings.routePrefix().equals("/")) {
            router.route().subRouter(root);
        } else {
            router.route(settings.routePrefix() + "/*").subRouter(root);
        }
    }

    private void mount(Router root, Services services) {
        new ManagementApi(services.ready(), services.reload()).mount(root);
        new MetricsApi(vertx, services.metrics(), services.beforeScrape()).mount(root);
        new RulesApi(vertx, services.ruleGroups(), services.ready(), services.version()).mount(root);
        if (services.intake() != null) {
            new AlertsApi(vertx, services.intake(), services.ready()).mount(root);
        }
        root.route("/api/v1/*").handler(WebServer::gone);
        root.route("/api/v2/*")
                .handler(context -> context.fail(ApiFailure.of(
                        404, "path %s was not found".formatted(context.request().path()))));
    }

    /**
     * Listens on every address.
     *
     * @param addresses {@code host:port}; an empty host is every interface, port 0 any free port
     * @return {@code host:port} as bound; fails with an {@link IOException} that names the address
     */
    public Future<List<String>> listen(List<String> addresses) {
        Future<List<String>> bound = Future.succeededFuture(new ArrayList<>());
        for (String address : addresses) {
            bound = bound.compose(done -> listen(address).map(place -> {
                done.add(place);
                return done;
            }));
        }
        return bound;
    }

    private Future<String> listen(String address) {
        ListenAddress parsed = ListenAddress.parse(address);
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setCompressionSupported(true)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setTcpNoDelay(true));
        servers.add(server);
        return server.requestHandler(router)
                .listen(parsed.port(), parsed.host())
                .map(listening -> parsed.text(listening.actualPort()))
                .recover(failure -> Future.failedFuture(
                        new IOException("cannot listen on %s: %s".formatted(address, failure.getMessage()), failure)));
    }

    /** Stops listening and closes connections. */
    public Future<Void> close() {
        List<Future<Void>> closed = servers.stream().map(HttpServer::close).toList();
        return Future.join(closed).mapEmpty();
    }

    private static void gone(RoutingContext context) {
        context.response()
                .setStatusCode(410)
                .putHeader("Content-Type", "application/json")
                .end("{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was removed; use /api/v2\"}\n");
    }

    private static void failed(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        Throwable failure = context.failure();
        if (failure instanceof ApiFailure refused) {
            answer(context, refused.status(), refused.code(), refused.text());
        } else if (context.statusCode() == 413) {
            answer(context, 413, 413, "request body is larger than --web.max-body-bytes allows");
        } else if (failure == null && context.statusCode() > 0) {
            answer(context, context.statusCode(), context.statusCode(), "request refused");
        } else {
            log.atError()
                    .addKeyValue("path", context.request().path())
                    .setCause(failure)
                    .log("Request failed");
            answer(context, 500, 500, "internal error; the log says more");
        }
    }

    private static void answer(RoutingContext context, int status, int code, String message) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end("{\"code\":%d,\"message\":%s}".formatted(code, JsonText.quote(message)));
    }
}
