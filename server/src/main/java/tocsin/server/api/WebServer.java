package tocsin.server.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.router.config.RoutingConfig;
import tocsin.router.explain.History;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.matcher.MatcherMode;
import tocsin.time.Clock;

/** Serves HTTP on one or several addresses. Lives on the context that calls {@link #listen}. */
public final class WebServer {
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
     * What is served of the router.
     *
     * @param config what is in force; gives null before the first configuration
     * @param matcherMode how matchers in parameters are read
     * @param startedAt when this process started
     * @param explaining what is on record, and what rules say
     */
    public record Routing(
            Function<List<PostedAlert>, Future<PostResult>> intake,
            RouterAccess router,
            Supplier<@Nullable RoutingConfig> config,
            MatcherMode matcherMode,
            Clock clock,
            Instant startedAt,
            Explaining explaining) {}

    /**
     * What explanations need beside the router.
     *
     * @param history completes on the caller's context
     * @param dryRun whether what counts as delivered is not
     */
    public record Explaining(Supplier<Future<History>> history, RuleGate rules, boolean dryRun) {}

    /**
     * What is served.
     *
     * @param beforeScrape brings gauges up to date
     * @param version of this build
     * @param routing null when this process does not route: then there is no Alertmanager API
     */
    public record Services(
            @Nullable Routing routing,
            Supplier<List<GroupSnapshot>> ruleGroups,
            BooleanSupplier ready,
            Supplier<Future<Void>> reload,
            PrometheusRegistry metrics,
            Supplier<Future<Void>> beforeScrape,
            String version) {}

    public WebServer(Vertx vertx, Settings settings, Services services) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        Router root = root(settings, services);
        router.route().failureHandler(context -> Answers.failure(context, settings.routePrefix()));
        if (settings.routePrefix().equals("/")) {
            router.route().subRouter(root);
        } else {
            mountBelow(settings.routePrefix(), root);
        }
        router.route().handler(WebServer::notFound);
    }

    /** Outside the prefix only {@code /} answers, for people who typed the host's name. */
    private void mountBelow(String prefix, Router root) {
        router.get("/").handler(context -> redirect(context, 302, prefix + "/"));
        router.get(prefix).handler(context -> {
            if (context.request().path().equals(prefix)) {
                redirect(context, 301, prefix + "/");
            } else {
                context.next();
            }
        });
        router.route(prefix + "/*").subRouter(root);
    }

    private static void redirect(RoutingContext context, int status, String location) {
        context.response().setStatusCode(status).putHeader("Location", location).end();
    }

    private Router root(Settings settings, Services services) {
        Router root = Router.router(vertx);
        new ManagementApi(services.ready(), services.reload()).mount(root);
        new MetricsApi(vertx, services.metrics(), services.beforeScrape()).mount(root);
        new RulesApi(vertx, services.ruleGroups(), services.ready(), services.version()).mount(root);
        root.route("/api/v1/*").handler(WebServer::gone);
        root.get("/api/v2").handler(WebServer::toSlash);
        root.route("/api/v2/*").handler(CrossOrigin::preflight);
        root.route("/api/v2/*").handler(WebServer::apiHeaders).handler(CrossOrigin::allowReading);
        root.route("/api/tocsin/v1/*").handler(WebServer::apiHeaders).handler(CrossOrigin::allowReading);
        if (services.routing() != null) {
            mount(services.routing(), new ApiRoutes(root, services.ready(), settings.maxBodyBytes()));
        }
        root.route("/api/v2/*").handler(WebServer::apiPathNotFound);
        root.route("/api/tocsin/v1/*").handler(WebServer::apiPathNotFound);
        root.route().handler(WebServer::notFound);
        return root;
    }

    private void mount(Routing routing, ApiRoutes routes) {
        AlertsApi alerts = new AlertsApi(vertx, routing.router(), routing.matcherMode(), routing.config());
        routes.at("/api/v2/alerts")
                .post(new PostAlerts(vertx, routing.intake())::post)
                .get(alerts::alerts)
                .only();
        routes.at("/api/v2/alerts/groups").get(alerts::groups).only();
        new SilencesApi(vertx, routing.router(), routing.matcherMode(), routing.clock()).mount(routes);
        new ExplainApi(vertx, routing.router(), routing.explaining()).mount(routes);
        routes.at("/api/v2/receivers")
                .get(new ReceiversApi(vertx, routing.matcherMode(), routing.config())::receivers)
                .only();
        routes.at("/api/v2/status")
                .get(new StatusApi(vertx, routing.config(), routing.startedAt())::status)
                .only();
    }

    private static void toSlash(RoutingContext context) {
        if (context.request().path().endsWith("/")) {
            context.next();
        } else {
            redirect(context, 301, context.request().path() + "/");
        }
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

    private static void apiHeaders(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-store").putHeader("Vary", "Origin");
        context.next();
    }

    private static void apiPathNotFound(RoutingContext context) {
        throw ApiFailure.of(
                404, "path %s was not found".formatted(context.request().path()));
    }

    private static void gone(RoutingContext context) {
        Answers.json(
                context,
                410,
                "{\"status\":\"deprecated\",\"error\":\"not served: Alertmanager's v1 API was removed, use /api/v2; of"
                        + " Prometheus' API there are GET of rules, alerts and status/buildinfo\"}\n");
    }

    private static void notFound(RoutingContext context) {
        Answers.text(context, 404, "404 page not found\n");
    }
}
