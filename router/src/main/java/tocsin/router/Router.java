package tocsin.router;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.explain.AlertFacts;
import tocsin.router.group.Dispatcher;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.group.GroupState;
import tocsin.router.group.Tick;
import tocsin.router.group.Verdict;
import tocsin.router.ingest.AlertIntake;
import tocsin.router.ingest.AlertTable;
import tocsin.router.ingest.Arrival;
import tocsin.router.ingest.PostProblem;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.ingest.StoredAlert;
import tocsin.router.inhibit.Inhibitor;
import tocsin.router.journal.StateJournal;
import tocsin.router.mute.ActiveTimeGate;
import tocsin.router.mute.MuteTimeGate;
import tocsin.router.mute.TimeIntervals;
import tocsin.router.notificationlog.NotificationLog;
import tocsin.router.pipeline.Attempt;
import tocsin.router.pipeline.Deliverer;
import tocsin.router.pipeline.IntakeRecord;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.IntegrationHealth;
import tocsin.router.pipeline.NotificationPipeline;
import tocsin.router.pipeline.PipelineOptions;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.pipeline.TestRequest;
import tocsin.router.pipeline.TestedIntegration;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.Silences;
import tocsin.time.Scheduler;

/**
 * All routing state behind one door. Every method is called on the context of the scheduler that was handed in, and
 * futures complete there.
 *
 * <p>Life: {@link #start}, then {@link #apply} with the first configuration and again for each reload, then
 * {@link #close}. Alerts that come before the first configuration are kept and routed by it.
 */
public final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final Duration DRAIN_POLL = Duration.ofMillis(20);

    private final RouterPorts ports;
    private final RouterOptions options;
    private final StateJournal journal;
    private final AlertIntake intake;
    private final AlertTable alerts;
    private final NotificationLog log;
    private final Deliverer deliverer;
    private final Dispatcher dispatcher;
    private final Silences silences;

    private @Nullable NotificationPipeline pipeline;
    private TimeIntervals timeIntervals = TimeIntervals.NONE;
    private RouteLabelRenderer routeLabels = RouteLabelRenderer.NONE;
    private Map<String, List<Integration>> receivers = Map.of();
    private Inhibitor inhibitor = new Inhibitor(List.of());
    private Duration resolveTimeout = RouterConfiguration.DEFAULT_RESOLVE_TIMEOUT;
    private Scheduler.@Nullable Timer alertGc;
    private Scheduler.@Nullable Timer maintenance;

    public Router(RouterPorts ports, RouterOptions options) {
        this.ports = ports;
        this.options = options;
        this.journal = new StateJournal(ports.store(), ports.clock(), ports.scheduler(), ports.observer());
        this.intake = new AlertIntake(options.names(), ports.observer());
        this.alerts = new AlertTable(journal, ports.clock(), ports.scheduler(), options.alertsPerName());
        this.log = new NotificationLog(journal);
        this.silences = new Silences(journal, ports.clock(), options.silences(), ports.observer());
        this.deliverer = new Deliverer(new Deliverer.Ports(
                ports.clock(),
                ports.scheduler(),
                ports.nanoTime(),
                ports.random(),
                journal,
                ports.observer(),
                options.deliveries()));
        this.dispatcher = new Dispatcher(
                alerts, journal, ports.clock(), ports.scheduler(), ports.nanoTime(), options.startDelay());
    }

    /** Restores what an earlier process left. Fails when the store cannot be read. */
    public Future<Void> start() {
        Tick now = new Tick(ports.clock().now(), ports.nanoTime().getAsLong());
        return silences.restore()
                .compose(done -> log.restore(now))
                .compose(done -> alerts.restore(now.at()))
                .compose(done -> journal.restore(GroupState.TABLE, dispatcher::restore))
                .compose(done -> deliverer.restore())
                .onSuccess(done -> begin(now.at()));
    }

    private void begin(Instant now) {
        for (Attempt attempt : deliverer.cutOff()) {
            LOG.warn(
                    "outcome of an attempt is unknown, it is repeated integration={}",
                    attempt.key().integration());
            dispatcher.hasten(attempt.key().group(), now);
        }
        scheduleAlertGc();
        scheduleMaintenance();
    }

    /**
     * Takes a configuration into force. Groups are made anew from all alerts and wait as new groups do; attempts under way
     * may finish and are logged, and what the log has is not sent again.
     */
    public void apply(RouterConfiguration configuration) {
        resolveTimeout = configuration.resolveTimeout();
        timeIntervals = new TimeIntervals(configuration.timeIntervals());
        routeLabels = configuration.routeLabels();
        receivers = configuration.receivers();
        inhibitor = new Inhibitor(configuration.inhibitRules());
        alerts.all().forEach(stored -> inhibitor.update(stored.alert()));
        NotificationPipeline former = pipeline;
        pipeline = pipeline(configuration);
        dispatcher.rebuild(configuration.tree(), pipeline);
        stop(former);
    }

    private static void stop(@Nullable NotificationPipeline some) {
        if (some != null) {
            some.stop();
        }
    }

    private NotificationPipeline pipeline(RouterConfiguration configuration) {
        PipelineOptions pipelineOptions = new PipelineOptions(options.retention(), options.resolvedAfterMute());
        return new NotificationPipeline(
                List.of(inhibitor, new ActiveTimeGate(timeIntervals), new MuteTimeGate(timeIntervals), silences),
                configuration.receivers(),
                configuration.routeLabels(),
                new NotificationPipeline.Ports(
                        log, deliverer, journal, ports.observer(), ports.decisions(), pipelineOptions));
    }

    /** Takes alerts that somebody posted; the valid ones even when others are not. */
    public PostResult post(List<PostedAlert> posted) {
        Instant now = ports.clock().now();
        AlertIntake.Intake taken = intake.accept(posted, now, resolveTimeout);
        int overLimit = place(taken.valid(), taken.problems(), now);
        return new PostResult(taken.valid().size(), overLimit, taken.problems());
    }

    /** Takes alerts of own rules: firing without end, resolved with it, {@link Alert.Origin#RULE}. */
    public void acceptFromRules(List<Alert> ofRules) {
        place(ofRules, List.of(), ports.clock().now());
    }

    /** @return how many the limit of their name turned away */
    private int place(List<Alert> batch, List<PostProblem> problems, Instant now) {
        long began = ports.nanoTime().getAsLong();
        List<Labels> overLimit = new ArrayList<>(0);
        List<Labels> ofRules = new ArrayList<>(0);
        for (Alert alert : batch) {
            Arrival arrival = alerts.put(alert, now);
            if (arrival instanceof Arrival.Stored stored) {
                inhibitor.update(stored.alert().alert());
                dispatcher.place(stored.alert());
            } else if (arrival instanceof Arrival.OverLimit) {
                overLimit.add(alert.labels());
            } else if (arrival instanceof Arrival.OfRule) {
                ofRules.add(alert.labels());
            }
        }
        turnedAway(batch, new TurnedAway(problems, overLimit, ofRules), now);
        ports.observer()
                .alertsProcessed(batch.size(), Duration.ofNanos(ports.nanoTime().getAsLong() - began));
        return overLimit.size();
    }

    private record TurnedAway(List<PostProblem> problems, List<Labels> overLimit, List<Labels> ofRules) {
        int count() {
            return problems.size() + overLimit.size() + ofRules.size();
        }
    }

    private void turnedAway(List<Alert> batch, TurnedAway some, Instant now) {
        if (some.count() == 0) {
            return;
        }
        if (!some.overLimit().isEmpty()) {
            ports.observer().alertsLimited(some.overLimit().size());
        }
        int accepted = batch.size() - some.overLimit().size() - some.ofRules().size();
        ports.decisions()
                .record(new IntakeRecord(
                        now, accepted, some.count(), some.problems(), some.overLimit(), some.ofRules()));
    }

    /** How the integrations of the receivers fare that routes refer to. */
    public Map<String, List<IntegrationHealth>> integrationHealth() {
        return deliverer.health(receivers);
    }

    /**
     * Sends a marked notification to each integration of a receiver, to show what arrives or why nothing does.
     *
     * @return null when no route leads to the receiver; answers in the order of the integrations, empty when it has none
     */
    public @Nullable Future<List<TestedIntegration>> test(String receiver, TestRequest request) {
        List<Integration> integrations = receivers.get(receiver);
        return integrations == null ? null : deliverer.test(receiver, integrations, request, ports.decisions());
    }

    /** Who muted what, and the door to change it. */
    public Silences silences() {
        return silences;
    }

    /** What the API shows, as it is now; for one question. */
    public RouterView view() {
        Instant now = ports.clock().now();
        return new RouterView(
                new RouterView.Sources(
                        alerts, dispatcher, silences, ports.scheduler(), inhibitor, timeIntervals, routeLabels),
                now,
                now.plus(resolveTimeout));
    }

    /**
     * All that is known about the alert with exactly these labels, or about one that would start now when there is none: what
     * {@code explain} needs.
     *
     * @return completes on the routing context, at once but for an alert in a large group
     */
    public Future<AlertFacts> inquire(Labels labels) {
        Tick now = new Tick(ports.clock().now(), ports.nanoTime().getAsLong());
        return new AlertInquiry(
                        new AlertInquiry.Sources(
                                alerts,
                                dispatcher,
                                silences,
                                log,
                                deliverer,
                                ports.scheduler(),
                                options,
                                inhibitor,
                                timeIntervals,
                                receivers),
                        now)
                .about(labels);
    }

    /** What the routing tree does with labels, and why; null before the first configuration. */
    public @Nullable NodeExplanation explainRoute(Labels labels) {
        RouteTree tree = dispatcher.tree();
        return tree == null ? null : tree.explain(labels);
    }

    /** The labels of all alerts that are known, resolved ones too, in no particular order; for a search elsewhere. */
    public Future<List<Labels>> known() {
        List<StoredAlert> places = new ArrayList<>(alerts.all());
        List<Labels> known = new ArrayList<>(places.size());
        return Slices.forEach(
                        ports.scheduler(),
                        places,
                        Slices.REFERENCES,
                        place -> known.add(place.alert().labels()))
                .map(done -> known);
    }

    /** All alerts that are not resolved, in no particular order. */
    public List<RoutedAlert> alerts() {
        Instant now = ports.clock().now();
        return alerts.all().stream()
                .filter(stored -> !stored.alert().resolvedAt(now))
                .map(stored ->
                        new RoutedAlert(stored.alert(), dispatcher.receivers(stored), dispatcher.verdict(stored)))
                .toList();
    }

    /** The alerts of rules that nobody has ended, in no particular order. */
    public List<Alert> firingOfRules() {
        return alerts.all().stream()
                .map(StoredAlert::alert)
                .filter(alert -> alert.origin() == Alert.Origin.RULE && alert.endsAt() == null)
                .toList();
    }

    /** All groups in no particular order, with the alerts whose resolution is still to be sent. */
    public List<GroupSnapshot> groups() {
        return dispatcher.snapshot();
    }

    /** Counted now. */
    public RouterFigures figures() {
        Instant now = ports.clock().now();
        int active = 0;
        int suppressed = 0;
        int unprocessed = 0;
        for (StoredAlert stored : alerts.all()) {
            Verdict verdict = dispatcher.verdictIfHeld(stored);
            if (verdict == null || stored.alert().resolvedAt(now)) {
                continue;
            }
            if (verdict instanceof Verdict.Muted) {
                suppressed++;
            } else if (verdict instanceof Verdict.Passed) {
                active++;
            } else {
                unprocessed++;
            }
        }
        return new RouterFigures(
                active,
                suppressed,
                unprocessed,
                dispatcher.groupCount(),
                log.size(),
                inhibitor.ruleCount(),
                silences.figures());
    }

    /**
     * Begins nothing new, lets attempts under way finish, writes what is not yet written. The store stays open.
     *
     * @param drain the longest wait for attempts under way
     */
    public Future<Void> close(Duration drain) {
        dispatcher.close();
        cancel(alertGc);
        cancel(maintenance);
        stop(pipeline);
        Promise<Void> idle = Promise.promise();
        Scheduler.Timer limit = ports.scheduler().after(drain, idle::tryComplete);
        awaitIdle(idle);
        return idle.future().compose(done -> {
            limit.cancel();
            alerts.handOver();
            return journal.drain();
        });
    }

    private void awaitIdle(Promise<Void> idle) {
        if (idle.future().isComplete()) {
            return;
        }
        if (deliverer.isIdle()) {
            idle.tryComplete();
        } else {
            ports.scheduler().after(DRAIN_POLL, () -> awaitIdle(idle));
        }
    }

    /** Armed before the work, as is maintenance, so that a failure is not the last time. */
    private void scheduleAlertGc() {
        alertGc = ports.scheduler().after(options.alertGcInterval(), () -> {
            scheduleAlertGc();
            alerts.removeResolved(ports.clock().now()).forEach(this::forget);
        });
    }

    private void forget(Labels alert) {
        inhibitor.remove(alert);
        silences.forget(alert);
    }

    private void scheduleMaintenance() {
        maintenance = ports.scheduler().after(options.maintenanceInterval(), () -> {
            scheduleMaintenance();
            log.removeExpired(
                    new Tick(ports.clock().now(), ports.nanoTime().getAsLong()),
                    dispatcher::isLive,
                    dispatcher::groupKeys);
            silences.removeExpired(ports.clock().now());
            deliverer.removeUnasked(dispatcher::isLive);
        });
    }

    private static void cancel(Scheduler.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
