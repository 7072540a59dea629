package tocsin.server.scenario;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notifier;
import tocsin.delivery.RecordingNotifier;
import tocsin.evaluator.RuleEngine;
import tocsin.evaluator.group.EvaluationObserver;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.query.Datasource;
import tocsin.evaluator.recording.SeriesSink;
import tocsin.evaluator.send.AlertSink;
import tocsin.evaluator.send.ExternalLabelSink;
import tocsin.evaluator.send.RuleAlert;
import tocsin.evaluator.template.Expanders;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.RouterConfiguration;
import tocsin.router.RouterOptions;
import tocsin.router.RouterPorts;
import tocsin.router.config.Receiver;
import tocsin.router.config.RoutingConfig;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.SilenceObserver;
import tocsin.rules.RuleSet;
import tocsin.server.metrics.RouterMetrics;
import tocsin.state.StateStore;
import tocsin.time.Scheduler;
import tocsin.time.SimulatedTime;

/** One run of the program, wired as the server wires it, on one thread, and mortal. */
final class TocsinProcess {
    /** Retries come exactly at their back-off, neither earlier nor later by chance. */
    private static final RandomGenerator IN_THE_MIDDLE = () -> Long.MIN_VALUE;

    private final SimulatedTime time;
    private final Receivers receivers;
    private final Router router;
    private final RuleEngine engine;
    private boolean alive = true;

    TocsinProcess(
            SimulatedTime time,
            LongSupplier nanoTime,
            Datasource datasource,
            Receivers receivers,
            StateStore store,
            Labels externalLabels) {
        this.time = time;
        this.receivers = receivers;
        this.router = router(nanoTime, store);
        this.engine = engine(nanoTime, datasource, store, externalLabels);
    }

    private Router router(LongSupplier nanoTime, StateStore store) {
        return new Router(
                new RouterPorts(
                        time,
                        mortalScheduler(),
                        nanoTime,
                        IN_THE_MIDDLE,
                        store,
                        decided -> {},
                        new RouterMetrics(new PrometheusRegistry(), 0, new SilenceObserver() {})),
                RouterOptions.DEFAULTS);
    }

    private RuleEngine engine(LongSupplier nanoTime, Datasource datasource, StateStore store, Labels externalLabels) {
        EvaluationOptions defaults = EvaluationOptions.defaults();
        EvaluationOptions options = new EvaluationOptions(
                defaults.interval(),
                defaults.queryOffset(),
                defaults.evalDelay(),
                defaults.queryTimeout(),
                defaults.resendDelay(),
                defaults.errorAlertAfter(),
                externalLabels,
                defaults.externalUrl());
        EvaluationPorts ports = new EvaluationPorts(
                query -> whileAlive(datasource.query(query)),
                ExternalLabelSink.before(sink(), externalLabels),
                SeriesSink.NO_TARGET,
                Expanders.prometheus(),
                store,
                time,
                nanoTime,
                EvaluationObserver.NONE);
        return new RuleEngine(options, ports, mortalScheduler(), group -> mortalScheduler());
    }

    private AlertSink sink() {
        Scheduler hop = mortalScheduler();
        return alerts -> {
            List<Alert> plain = alerts.stream().map(RuleAlert::alert).toList();
            hop.after(Duration.ZERO, () -> router.acceptFromRules(plain));
            return Future.succeededFuture();
        };
    }

    void start(RuleSet rules, RoutingConfig routing) {
        done(router.start());
        router.apply(configuration(routing));
        Future<List<Alert>> started = engine.start(rules, router.firingOfRules());
        done(started.mapEmpty());
        router.acceptFromRules(started.result());
        time.settle();
    }

    void reload(RuleSet rules, RoutingConfig routing) {
        router.apply(configuration(routing));
        engine.apply(rules).onFailure(failure -> {
            throw new AssertionError(failure);
        });
        time.settle();
    }

    private RouterConfiguration configuration(RoutingConfig config) {
        Map<String, List<Integration>> byReceiver = new LinkedHashMap<>();
        for (Receiver receiver : config.routedReceivers()) {
            byReceiver.put(
                    receiver.name(),
                    receiver.integrations().stream()
                            .map(entry ->
                                    new Integration(entry.id(), entry.config().sendResolved(), notifier(entry.id())))
                            .toList());
        }
        return new RouterConfiguration(
                new RouteTree(config.route()),
                config.resolveTimeout(),
                byReceiver,
                config.inhibitRules(),
                config.timeIntervals(),
                RouteLabelRenderer.NONE);
    }

    private Notifier notifier(IntegrationId id) {
        RecordingNotifier recording = receivers.notifier(id);
        return (notification, longest) -> {
            int before = recording.delivered().size();
            var sent = recording.send(notification, longest);
            sent.onComplete(done -> {
                if (recording.delivered().size() > before) {
                    receivers.arrived(notification);
                }
            });
            return whileAlive(sent);
        };
    }

    /** It ends between two instructions: nothing is said or written any more, and answers reach nobody. */
    void kill() {
        alive = false;
    }

    /** It ends in order, as on SIGTERM. */
    void stop() {
        done(engine.close());
        done(router.close(Duration.ofSeconds(10)));
        alive = false;
    }

    Router router() {
        return router;
    }

    RuleEngine engine() {
        return engine;
    }

    private Scheduler mortalScheduler() {
        return (delay, task) -> time.after(delay, () -> {
            if (alive) {
                task.run();
            }
        });
    }

    private <T> Future<T> whileAlive(Future<T> answer) {
        Promise<T> heard = Promise.promise();
        answer.onComplete(done -> {
            if (alive) {
                heard.handle(done);
            }
        });
        return heard.future();
    }

    private void done(Future<Void> future) {
        for (int millis = 0; !future.isComplete() && millis < 11_000; millis += 10) {
            time.advance(Duration.ofMillis(10));
        }
        if (!future.succeeded()) {
            throw new AssertionError("not done", future.cause());
        }
    }
}
