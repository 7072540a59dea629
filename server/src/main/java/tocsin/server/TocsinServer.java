package tocsin.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tocsin.config.Problem;
import tocsin.evaluator.RuleEngine;
import tocsin.evaluator.prometheus.PrometheusDatasource;
import tocsin.evaluator.send.alertmanager.AlertmanagerSink;
import tocsin.http.HttpSender;
import tocsin.router.Router;
import tocsin.router.RouterConfiguration;
import tocsin.router.config.RoutingConfig;
import tocsin.router.route.RouteTree;
import tocsin.rules.RecordingRule;
import tocsin.rules.RuleSet;
import tocsin.server.api.WebServer;
import tocsin.server.metrics.ConfigMetrics;
import tocsin.server.routing.LoadedRouting;
import tocsin.server.storage.StorageAlert;
import tocsin.server.webconfig.WebFront;
import tocsin.state.StateStore;
import tocsin.state.history.RecordLog;

/** A running Tocsin: its life from start over reloads to its end. {@link Wiring} makes it. */
final class TocsinServer {
    private static final Logger log = LoggerFactory.getLogger(TocsinServer.class);
    /** Attempts in flight get this long at the end of the process. */
    static final Duration DRAIN = Duration.ofSeconds(10);
    /**
     * Attempts that a replaced configuration began may go on this long over its connections: longer than the router waits
     * for them, and no longer, so that one that hangs cannot arrive after its repetition.
     */
    private static final Duration OLD_CONNECTIONS = Duration.ofSeconds(15);

    private final Parts parts;
    private Future<Void> reloading = Future.succeededFuture();
    private @Nullable Integrations integrations;
    private volatile boolean ready;
    private volatile @Nullable RoutingConfig routingConfig;

    /**
     * What runs.
     *
     * @param router null when this process only evaluates
     * @param outside other Alertmanagers, null when there are none
     * @param ownConnections senders that live as long as the process
     */
    record Parts(
            Vertx vertx,
            Contexts contexts,
            SystemClock clock,
            ConfigurationLoader loader,
            Integrations.Surroundings surroundings,
            StateStore store,
            @Nullable Instant lastWrittenAt,
            RecordLog history,
            StorageAlert storageAlert,
            @Nullable Router router,
            RuleEngine engine,
            PrometheusDatasource datasource,
            @Nullable AlertmanagerSink outside,
            List<HttpSender> ownConnections,
            WebServer web,
            WebFront front,
            ConfigMetrics configMetrics) {}

    TocsinServer(Parts parts) {
        this.parts = parts;
    }

    /** What the router goes by; null before the first configuration and in a process that does not route. Any thread. */
    @Nullable
    RoutingConfig routingConfig() {
        return routingConfig;
    }

    boolean ready() {
        return ready;
    }

    /**
     * Restores state and starts everything with the first configuration. On the control context.
     *
     * @return done when ready; fails when a connection, the store or a rule cannot be set up
     */
    Future<Void> start(LoadedConfiguration first, StartSteps steps) {
        report(first);
        Future<Void> started =
                parts.router() == null ? Future.succeededFuture() : routing().call(parts.router()::start);
        return steps.until(started, "the state to be restored")
                .compose(restored -> steps.until(route(first.routing()), "the routing configuration to be in force"))
                .compose(routed -> steps.until(startRules(first.rules()), "the rules to be started"))
                .onSuccess(running -> {
                    parts.configMetrics().reloaded(parts.clock().now());
                    parts.storageAlert().start();
                    ready = true;
                })
                .onFailure(failure -> parts.configMetrics().reloadFailed());
    }

    /** What the router has of rules from before the restart and no rule knows any more would fire for ever. */
    private Future<Void> startRules(RuleSet rules) {
        Router router = parts.router();
        if (router == null) {
            return parts.engine().start(rules, List.of(), parts.lastWrittenAt()).mapEmpty();
        }
        return routing()
                .get(router::firingOfRules)
                .compose(believed -> parts.engine().start(rules, believed, parts.lastWrittenAt()))
                .compose(ended -> routing().call(() -> {
                    router.acceptFromRules(ended);
                    return Future.succeededFuture();
                }));
    }

    /** Reads everything again and replaces it, or changes nothing. Any context; reloads run one after another. */
    Future<Void> reload() {
        return control().call(() -> {
            reloading = reloading.transform(earlier -> reloadOnce());
            return reloading;
        });
    }

    private Future<Void> reloadOnce() {
        log.info("Loading configuration");
        return parts.vertx()
                .executeBlocking(() -> parts.loader().load(), false)
                .compose(loaded -> parts.front().refresh().compose(front -> replace(loaded)))
                .onSuccess(done -> {
                    parts.configMetrics().reloaded(parts.clock().now());
                    log.info("Completed loading of configuration");
                })
                .onFailure(failure -> {
                    parts.configMetrics().reloadFailed();
                    reportRefused(failure);
                });
    }

    private Future<Void> replace(LoadedConfiguration loaded) {
        report(loaded);
        return route(loaded.routing()).compose(routed -> parts.engine().apply(loaded.rules()));
    }

    private Future<Void> route(@Nullable LoadedRouting routing) {
        if (routing == null || parts.router() == null) {
            return Future.succeededFuture();
        }
        Router router = parts.router();
        return parts.vertx()
                .executeBlocking(() -> Integrations.open(routing, parts.surroundings()), false)
                .compose(opened -> routing()
                        .<Void>call(() -> {
                            router.apply(configuration(routing, opened));
                            return Future.succeededFuture();
                        })
                        .onSuccess(applied -> replaceIntegrations(routing.config(), opened)));
    }

    private RouterConfiguration configuration(LoadedRouting routing, Integrations opened) {
        RoutingConfig config = routing.config();
        return new RouterConfiguration(
                new RouteTree(config.route()),
                config.resolveTimeout(),
                opened.byReceiver(),
                config.inhibitRules(),
                config.timeIntervals(),
                new TemplatedRouteLabels(routing.templates(), parts.surroundings()));
    }

    private void replaceIntegrations(RoutingConfig config, Integrations opened) {
        Integrations replaced = integrations;
        integrations = opened;
        routingConfig = config;
        parts.configMetrics().routing(config.hash(), config.routedReceivers().size(), opened.count());
        if (replaced != null) {
            parts.vertx().setTimer(OLD_CONNECTIONS.toMillis(), ignored -> replaced.close());
        }
    }

    /**
     * Ends in order: no new requests, no evaluation, attempts in flight finish, state is flushed.
     *
     * @return done when everything has ended; never fails
     */
    Future<Void> close() {
        ready = false;
        return control()
                .call(() -> closeWeb()
                        .eventually(() -> parts.engine().close())
                        .eventually(() -> {
                            parts.datasource().close();
                            return parts.outside() == null
                                    ? Future.succeededFuture()
                                    : parts.outside().close();
                        })
                        .eventually(this::closeRouter)
                        .eventually(() -> parts.history().close())
                        .eventually(() -> parts.store().close())
                        .eventually(this::closeConnections)
                        .otherwise(failure -> {
                            log.atError().setCause(failure).log("Not everything could be ended in order");
                            return null;
                        }));
    }

    private Future<Void> closeWeb() {
        parts.storageAlert().close();
        parts.front().close();
        return parts.web().close();
    }

    private Future<Void> closeRouter() {
        Router router = parts.router();
        return router == null ? Future.succeededFuture() : routing().call(() -> router.close(DRAIN));
    }

    private Future<Void> closeConnections() {
        parts.ownConnections().forEach(HttpSender::close);
        return integrations == null ? Future.succeededFuture() : integrations.close();
    }

    private Owner routing() {
        return new Owner(parts.contexts().routing());
    }

    private Owner control() {
        return new Owner(parts.contexts().control());
    }

    private static void report(LoadedConfiguration loaded) {
        reportWarnings(loaded.warnings());
        RuleSet rules = loaded.rules();
        long recording = rules.groups().stream()
                .flatMap(group -> group.rules().stream())
                .filter(RecordingRule.class::isInstance)
                .count();
        if (recording > 0) {
            log.atWarn()
                    .addKeyValue("rules", recording)
                    .log(
                            "Recording rules are evaluated, but their results are not written: this version has no remote write");
        }
        log.atInfo()
                .addKeyValue("groups", rules.groups().size())
                .addKeyValue("rules", rules.ruleCount())
                .log("Rules loaded");
    }

    static void reportWarnings(List<Problem> warnings) {
        for (Problem warning : warnings) {
            log.atWarn().addKeyValue("problem", warning).log("Configuration warning");
        }
    }

    private static void reportRefused(Throwable failure) {
        if (failure instanceof ConfigurationRefused refused) {
            refused.problems()
                    .forEach(problem -> log.atLevel(problem.isError() ? Level.ERROR : Level.WARN)
                            .addKeyValue("problem", problem)
                            .log("Configuration problem"));
        }
        log.atError()
                .addKeyValue("err", String.valueOf(failure.getMessage()))
                .log("Reload refused; the previous configuration goes on");
    }
}
