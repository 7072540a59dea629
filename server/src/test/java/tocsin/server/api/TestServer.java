package tocsin.server.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.config.Problems;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.model.LabelNames;
import tocsin.router.RouterOptions;
import tocsin.router.config.RoutingConfig;
import tocsin.router.ingest.AlertIntake;
import tocsin.router.ingest.IntakeObserver;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.silence.SilenceOptions;
import tocsin.server.transport.HttpLimits;
import tocsin.server.webconfig.AuthenticatedUser;
import tocsin.server.webconfig.WebConfigFile;
import tocsin.server.webconfig.WebConfigObserver;
import tocsin.server.webconfig.WebFront;

/** The HTTP interface on a free port, with services that a test sets and an intake that records what arrives. */
public final class TestServer implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final long MAX_BODY = 3 << 20;

    public final List<PostedAlert> received = new CopyOnWriteArrayList<>();
    final PrometheusRegistry registry = new PrometheusRegistry();
    volatile boolean ready = true;
    volatile List<GroupSnapshot> groups = List.of();
    volatile Supplier<Future<Void>> reload = Future::succeededFuture;
    volatile Supplier<Future<Void>> beforeScrape = Future::succeededFuture;
    volatile Function<List<PostedAlert>, Future<PostResult>> intake = this::accept;
    volatile @Nullable RoutingConfig config;
    volatile List<String> addresses = List.of();
    volatile @Nullable String user;

    private final Vertx vertx = Vertx.vertx();
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public final TestRouting routing;

    /** How a server is set up beside what its fields say. */
    private record Setup(
            WebServer.Settings settings,
            boolean routes,
            Function<Vertx, WebFront> front,
            SilenceAuthor author,
            RouterOptions options,
            boolean dryRun) {
        static Setup of(WebServer.Settings settings) {
            return new Setup(settings, true, WebFront::open, SilenceAuthor.REQUEST, RouterOptions.DEFAULTS, false);
        }

        static Setup atRoot() {
            return of(new WebServer.Settings("/", limits(), null));
        }

        TestServer start() {
            return new TestServer(this).listen("127.0.0.1:0");
        }
    }

    private TestServer(Setup setup) {
        this.routing = new TestRouting(vertx, setup.options());
        server = new WebServer(
                vertx,
                setup.settings(),
                new WebServer.Services(
                        setup.routes() ? services(setup) : null,
                        () -> groups,
                        () -> ready,
                        () -> reload.get(),
                        registry,
                        () -> beforeScrape.get(),
                        "1.2.3",
                        this::userOf),
                setup.front().apply(vertx));
    }

    private WebServer.Routing services(Setup setup) {
        return new WebServer.Routing(
                alerts -> intake.apply(alerts),
                routing,
                () -> config,
                MatcherMode.FALLBACK,
                routing::now,
                NOW,
                setup.author(),
                new WebServer.Explaining(routing.log, RuleGate.NONE, setup.dryRun()));
    }

    public static TestServer start() {
        return start("/");
    }

    public static TestServer start(String routePrefix) {
        return Setup.of(new WebServer.Settings(routePrefix, limits(), null)).start();
    }

    static TestServer start(HttpLimits limits) {
        return Setup.of(new WebServer.Settings("/", limits, null)).start();
    }

    /** Pages of these origins may do everything. */
    static TestServer startFor(Predicate<String> origins) {
        return Setup.of(new WebServer.Settings("/", limits(), origins)).start();
    }

    /** @param webConfig the file of {@code --web.config.file}, without errors */
    static TestServer startBehind(Path webConfig) {
        Setup plain = Setup.atRoot();
        return new Setup(
                        plain.settings(),
                        true,
                        vertx -> front(vertx, webConfig),
                        plain.author(),
                        plain.options(),
                        false)
                .start();
    }

    private Optional<String> userOf(RoutingContext request) {
        return user == null ? AuthenticatedUser.of(request) : Optional.of(user);
    }

    private static WebFront front(Vertx vertx, Path webConfig) {
        Problems problems = new Problems(webConfig.toString());
        WebFront front = WebFront.open(
                vertx, new WebConfigFile(webConfig, () -> NOW), System::nanoTime, new WebConfigObserver() {}, problems);
        return Objects.requireNonNull(front, () -> problems.list().toString());
    }

    public static TestServer start(SilenceAuthor author, SilenceOptions silences) {
        return start(author, RouterOptions.DEFAULTS.withSilences(silences), false);
    }

    static TestServer start(RouterOptions options) {
        return start(SilenceAuthor.REQUEST, options, false);
    }

    static TestServer startInDryRun() {
        return start(SilenceAuthor.REQUEST, RouterOptions.DEFAULTS, true);
    }

    private static TestServer start(SilenceAuthor author, RouterOptions options, boolean dryRun) {
        Setup plain = Setup.atRoot();
        return new Setup(plain.settings(), true, plain.front(), author, options, dryRun).start();
    }

    static TestServer startWithoutRouting() {
        Setup plain = Setup.atRoot();
        return new Setup(plain.settings(), false, plain.front(), plain.author(), plain.options(), false).start();
    }

    /** The defaults, but for the size of bodies: tests are not to need gigabytes. */
    static HttpLimits limits() {
        return limits(HttpLimits.Patience.DEFAULTS);
    }

    static HttpLimits limits(HttpLimits.Patience patience) {
        return new HttpLimits(new HttpLimits.Sizes(4096, 8192, 50, MAX_BODY, 4 * MAX_BODY), patience, 512, 8);
    }

    TestServer listen(String... places) {
        addresses = server.listen(List.of(places)).await();
        return this;
    }

    private Future<PostResult> accept(List<PostedAlert> alerts) {
        AlertIntake.Intake judged =
                new AlertIntake(LabelNames.UTF8, new Uncounted()).accept(alerts, NOW, Duration.ofMinutes(5));
        received.addAll(alerts);
        return Future.succeededFuture(new PostResult(judged.valid().size(), 0, judged.problems()));
    }

    private static final class Uncounted implements IntakeObserver {
        @Override
        public void alertsReceived(int firing, int resolved) {}

        @Override
        public void alertsInvalid(int count) {}

        @Override
        public void alertsLimited(int count) {}
    }

    public int port() {
        return Integer.parseInt(addresses.get(0).substring(addresses.get(0).lastIndexOf(':') + 1));
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + addresses.get(0) + pathAndQuery));
    }

    public HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).GET());
    }

    HttpResponse<String> send(String method, String pathAndQuery) {
        return send(request(pathAndQuery).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String body) {
        return post(BodyPublishers.ofString(body));
    }

    public HttpResponse<String> post(String path, String body) {
        return post(path, BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(BodyPublisher body) {
        return post("/api/v2/alerts", body);
    }

    private HttpResponse<String> post(String path, BodyPublisher body) {
        return send(request(path).header("Content-Type", "application/json").POST(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("no answer", e);
        }
    }

    /** Ends the HTTP interface only; what it was doing may still be answered. */
    Future<Void> stop() {
        return server.close();
    }

    @Override
    public void close() {
        server.close().await();
        vertx.close().await();
    }
}
