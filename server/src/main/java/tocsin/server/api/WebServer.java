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
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.model.LabelNames;
import tocsin.router.config.RoutingConfig;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.matcher.MatcherMode;
import tocsin.server.metrics.HttpMetrics;
import tocsin.server.transport.BodyReader;
import tocsin.server.transport.Connections;
import tocsin.server.transport.FrontDoor;
import tocsin.server.transport.HttpLimits;
import tocsin.server.transport.Transport;
import tocsin.server.webconfig.AuthenticatedUser;
import tocsin.server.webconfig.WebFront;
import tocsin.state.history.RecordLog;
import tocsin.time.Clock;

/** Serves HTTP on one or several addresses. Lives on the context that calls {@link #listen}. */
public final class WebServer {
    /** A kernel that buffers megabytes for a connection hides for minutes whether its reader goes on. */
    private static final int SEND_BUFFER_BYTES = 128 << 10;
    /** The least: lists of alerts become a twelfth. The usual 6 makes them a fifteenth at twice the time on the event loop. */
    private static final int COMPRESSION_LEVEL = 1;

    private static final int COMPRESSED_FROM_BYTES = 1 << 10;

    private final Vertx vertx;
    private final Settings settings;
    private final WebFront front;
    private final Router router;
    private final Connections connections;
    private final FrontDoor door;
    private final List<HttpServer> servers = new ArrayList<>();

    /**
     * @param routePrefix before every path; {@code /} or e.g. {@code /tocsin}
     * @param corsOrigins which other origins may do everything; null when none are named: then all may read
     */
    public record Settings(
            String routePrefix, HttpLimits limits, @Nullable Predicate<String> corsOrigins) {}

    /**
     * What is served of the router.
     *
     * @param config what is in force; gives null before the first configuration
     * @param matcherMode how matchers in parameters are read
     * @param startedAt when this process started
     * @param silenceAuthor whose name silences bear
     * @param explaining what is on record, and what rules say
     */
    public record Routing(
            Function<List<PostedAlert>, Future<PostResult>> intake,
            RouterAccess router,
            Supplier<@Nullable RoutingConfig> config,
            MatcherMode matcherMode,
            Clock clock,
            Instant startedAt,
            SilenceAuthor silenceAuthor,
            Explaining explaining) {}

    /**
     * What explanations need beside the router.
     *
     * @param log of what was decided
     * @param dryRun whether what counts as delivered is not
     */
    public record Explaining(RecordLog log, RuleGate rules, boolean dryRun) {}

    /**
     * What is served.
     *
     * @param beforeScrape brings gauges up to date
     * @param version of this build
     * @param routing null when this process does not route: then there is no Alertmanager API
     * @param user who a request was authenticated as, if it was
     */
    public record Services(
            @Nullable Routing routing,
            Supplier<List<GroupSnapshot>> ruleGroups,
            BooleanSupplier ready,
            Supplier<Future<Void>> reload,
            PrometheusRegistry metrics,
            Supplier<Future<Void>> beforeScrape,
            String version,
            Function<RoutingContext, Optional<String>> user) {
        /** The user is the one of {@code --web.config.file}. */
        public Services(
                @Nullable Routing routing,
                Supplier<List<GroupSnapshot>> ruleGroups,
                BooleanSupplier ready,
                Supplier<Future<Void>> reload,
                PrometheusRegistry metrics,
                Supplier<Future<Void>> beforeScrape,
                String version) {
            this(routing, ruleGroups, ready, reload, metrics, beforeScrape, version, AuthenticatedUser::of);
        }
    }

    /** Plain HTTP for everybody. */
    public WebServer(Vertx vertx, Settings settings, Services services) {
        this(vertx, settings, services, WebFront.open(vertx));
    }

    /** @param front of everything that is served */
    public WebServer(Vertx vertx, Settings settings, Services services, WebFront front) {
        this(vertx, settings, services, front, router -> {});
    }

    /**
     * @param front of everything that is served
     * @param pages mounts what is served beside the API, below the route prefix; its redirects are relative
     */
    public WebServer(Vertx vertx, Settings settings, Services services, WebFront front, Consumer<Router> pages) {
        this.vertx = vertx;
        this.settings = settings;
        this.front = front;
        this.router = Router.router(vertx);
        Transport transport =
                new Transport(vertx, settings.limits(), System::nanoTime, new HttpMetrics(services.metrics()));
        this.connections = new Connections(transport);
        this.door = new FrontDoor(transport, connections);
        router.route().failureHandler(context -> Answers.failure(context, settings.routePrefix()));
        router.route().handler(door);
        router.route().handler(front::guard);
        router.route().handler(door::limitGets);
        router.route().handler(Redirects::toCleanPath);
        Router root = root(transport, services, pages);
        if (settings.routePrefix().equals("/")) {
            router.route().subRouter(root);
        } else {
            mountBelow(settings.routePrefix(), root);
        }
        router.route().handler(WebServer::notFound);
    }

    /** Outside the prefix only {@code /} answers, for people who typed the host's name. */
    private void mountBelow(String prefix, Router root) {
        router.get("/").handler(context -> Redirects.to(context, 302, prefix + "/"));
        router.get(prefix).handler(context -> {
            if (context.request().path().equals(prefix)) {
                Redirects.to(context, 301, prefix + "/");
            } else {
                context.next();
            }
        });
        router.route(prefix + "/*").subRouter(root);
    }

    private Router root(Transport transport, Services services, Consumer<Router> pages) {
        Router root = Router.router(vertx);
        HttpMetrics metrics = transport.metrics();
        String prefix = settings.routePrefix().equals("/") ? "" : settings.routePrefix();
        PlainRoutes plain = new PlainRoutes(root, prefix, metrics);
        new ManagementApi(services.ready(), services.reload()).mount(plain);
        new MetricsApi(vertx, services.metrics(), services.beforeScrape()).mount(plain);
        OpenApi.mount(plain);
        CrossOrigin crossOrigin = new CrossOrigin(settings.corsOrigins());
        root.route("/api/*").handler(crossOrigin::preflight);
        root.get("/api/v2").handler(WebServer::toSlash);
        root.route("/api/v2/*").handler(WebServer::notStored);
        root.route("/api/tocsin/*").handler(WebServer::notStored);
        root.route("/api/*").handler(crossOrigin::allow);
        new RulesApi(vertx, services.ruleGroups(), services.ready(), services.version()).mount(root, metrics);
        RemovedApi.mount(root);
        if (services.routing() != null) {
            ApiRoutes routes = new ApiRoutes(root, services.ready(), metrics, new BodyReader(transport));
            mount(services.routing(), routes);
            Requester requester = new Requester(services.user());
            mountSilences(services.routing(), requester, routes);
            mountReceivers(services.routing(), requester, routes);
        }
        root.route("/api/v2/*").handler(WebServer::apiPathNotFound);
        root.route("/api/tocsin/v1/*").handler(WebServer::apiPathNotFound);
        plain.redirectMistakes();
        pages.accept(root);
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
        new ExplainApi(vertx, routing.router(), routing.explaining()).mount(routes);
        new NotificationsApi(
                        vertx, routing.explaining().log(), routing.explaining().dryRun())
                .mount(routes);
        routes.at("/api/v2/receivers")
                .get(new ReceiversApi(vertx, routing.matcherMode(), routing.config())::receivers)
                .only();
        routes.at("/api/v2/status")
                .get(new StatusApi(vertx, routing.config(), routing.startedAt())::status)
                .only();
    }

    private void mountReceivers(Routing routing, Requester requester, ApiRoutes routes) {
        new ReceiverHealthApi(vertx, routing.router()).mount(routes);
        LabelNames names = routing.matcherMode().labelNames();
        boolean dryRun = routing.explaining().dryRun();
        new ReceiverTestApi(vertx, routing.router(), requester, names, dryRun).mount(routes);
    }

    private void mountSilences(Routing routing, Requester requester, ApiRoutes routes) {
        SilenceAuthor author = routing.silenceAuthor();
        new SilencesApi(vertx, routing.router(), routing.matcherMode(), routing.clock(), requester, author)
                .mount(routes);
        new SilencePreviewApi(vertx, routing.router(), requester, author).mount(routes);
        new SilenceAuditApi(vertx, routing.router()).mount(routes);
    }

    private static void toSlash(RoutingContext context) {
        if (context.request().path().endsWith("/")) {
            context.next();
        } else {
            Redirects.to(context, 301, context.request().path() + "/");
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
        HttpServer server = front.server(options(settings.limits().sizes()));
        servers.add(server);
        return server.connectionHandler(connections::accept)
                .invalidRequestHandler(door::refuseInvalid)
                .requestHandler(router)
                .listen(parsed.port(), parsed.host())
                .map(listening -> parsed.text(listening.actualPort()))
                .recover(failure -> Future.failedFuture(
                        new IOException("cannot listen on %s: %s".formatted(address, failure.getMessage()), failure)));
    }

    /** Without a second protocol in clear text, whose streams no limit of ours would count. */
    private static HttpServerOptions options(HttpLimits.Sizes sizes) {
        HttpServerOptions options = new HttpServerOptions();
        // In HTTP/2 the request line is among the headers.
        options.getInitialSettings().setMaxHeaderListSize((long) sizes.requestLineBytes() + sizes.headerBytes());
        return options.setHttp2ClearTextEnabled(false)
                .setCompressionSupported(true)
                .setCompressionLevel(COMPRESSION_LEVEL)
                .setCompressionContentSizeThreshold(COMPRESSED_FROM_BYTES)
                .setMaxInitialLineLength(sizes.requestLineBytes())
                .setMaxHeaderSize(sizes.headerBytes())
                .setSendBufferSize(SEND_BUFFER_BYTES)
                .setTcpNoDelay(true);
    }

    /** Stops listening and closes connections. */
    public Future<Void> close() {
        List<Future<Void>> closed = servers.stream().map(HttpServer::close).toList();
        return Future.join(closed).mapEmpty();
    }

    private static void notStored(RoutingContext context) {
        context.response().putHeader("Cache-Control", "no-store");
        context.next();
    }

    private static void apiPathNotFound(RoutingContext context) {
        throw ApiFailure.of(
                404, "path %s was not found".formatted(context.request().path()));
    }

    static void notFound(RoutingContext context) {
        Answers.text(context, 404, "404 page not found\n");
    }
}
