package tocsin.server.api;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.model.LabelNames;
import tocsin.router.config.RoutingConfig;
import tocsin.router.ingest.AlertIntake;
import tocsin.router.ingest.IntakeObserver;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.matcher.MatcherMode;

/** The HTTP interface on a free port, with services that a test sets and an intake that records what arrives. */
final class TestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final long MAX_BODY = 3 << 20;

    final List<PostedAlert> received = new CopyOnWriteArrayList<>();
    final PrometheusRegistry registry = new PrometheusRegistry();
    volatile boolean ready = true;
    volatile List<GroupSnapshot> groups = List.of();
    volatile Supplier<Future<Void>> reload = Future::succeededFuture;
    volatile Function<List<PostedAlert>, Future<PostResult>> intake = this::accept;
    volatile @Nullable RoutingConfig config;
    volatile List<String> addresses = List.of();

    private final Vertx vertx = Vertx.vertx();
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    final TestRouting routing = new TestRouting(vertx);

    private TestServer(String routePrefix, boolean routes, boolean dryRun) {
        server = new WebServer(
                vertx,
                new WebServer.Settings(routePrefix, MAX_BODY),
                new WebServer.Services(
                        routes ? routing(dryRun) : null,
                        () -> groups,
                        () -> ready,
                        () -> reload.get(),
                        registry,
                        Future::succeededFuture,
                        "1.2.3"));
    }

    private WebServer.Routing routing(boolean dryRun) {
        return new WebServer.Routing(
                alerts -> intake.apply(alerts),
                routing,
                () -> config,
                MatcherMode.FALLBACK,
                routing::now,
                NOW,
                new WebServer.Explaining(routing::history, RuleGate.NONE, dryRun));
    }

    static TestServer start() {
        return start("/");
    }

    static TestServer start(String routePrefix) {
        return new TestServer(routePrefix, true, false).listen("127.0.0.1:0");
    }

    static TestServer startInDryRun() {
        return new TestServer("/", true, true).listen("127.0.0.1:0");
    }

    static TestServer startWithoutRouting() {
        return new TestServer("/", false, false).listen("127.0.0.1:0");
    }

    TestServer listen(String... places) {
        addresses = server.listen(List.of(places)).await();
        return this;
    }

    private Future<PostResult> accept(List<PostedAlert> alerts) {
        AlertIntake.Intake judged =
                new AlertIntake(LabelNames.UTF8, new Uncounted()).accept(alerts, NOW, Duration.ofMinutes(5));
        received.addAll(alerts);
        return Future.succeededFuture(new PostResult(judged.valid().size(), judged.problems()));
    }

    private static final class Uncounted implements IntakeObserver {
        @Override
        public void alertsReceived(int firing, int resolved) {}

        @Override
        public void alertsInvalid(int count) {}

        @Override
        public void alertsLimited(int count) {}
    }

    int port() {
        return Integer.parseInt(addresses.get(0).substring(addresses.get(0).lastIndexOf(':') + 1));
    }

    HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + addresses.get(0) + pathAndQuery));
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).GET());
    }

    HttpResponse<String> send(String method, String pathAndQuery) {
        return send(request(pathAndQuery).method(method, BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String body) {
        return post(BodyPublishers.ofString(body));
    }

    HttpResponse<String> post(BodyPublisher body) {
        return send(request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(body));
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
