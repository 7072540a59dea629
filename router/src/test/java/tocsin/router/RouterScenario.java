package tocsin.router;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.RecordingNotifier;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.journal.StateJournal;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.GroupBy;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;
import tocsin.state.MemoryStateStore;
import tocsin.state.StateStore;
import tocsin.time.SimulatedTime;

/** A whole router in simulated time, in the words of a person who watches it. */
final class RouterScenario {
    final SimulatedTime time = new SimulatedTime(AlertFixtures.START);
    final CountingObserver observer = new CountingObserver();
    final KeptDecisions decisions = new KeptDecisions();
    final Map<String, RecordingNotifier> notifiers = new LinkedHashMap<>();
    private final Map<String, List<Integration>> receivers = new LinkedHashMap<>();
    private final List<InhibitRule> inhibitRules = new ArrayList<>();
    private final List<NamedTimeInterval> timeIntervals = new ArrayList<>();
    private RouteLabelRenderer routeLabels = RouteLabelRenderer.NONE;
    private StateStore store = new MemoryStateStore();
    private RouterOptions options = RouterOptions.DEFAULTS;
    private Duration jumped = Duration.ZERO;
    private final Map<Labels, Instant> starts = new HashMap<>();
    private Route root = route("ops");
    private boolean[] alive = {true};
    Router router = newRouter();

    /** Grouped by alertname; group_wait 30 s, group_interval 5 m, repeat_interval 4 h. */
    static Route route(String receiver, Route... children) {
        Route plain = Route.root(receiver, children);
        return timed(plain, plain.groupWait(), plain.groupInterval(), plain.repeatInterval());
    }

    static Route timed(Route route, Duration wait, Duration interval, Duration repeat) {
        return new Route(
                route.receiver(),
                route.matchers(),
                route.continueMatching(),
                GroupBy.names("alertname"),
                wait,
                interval,
                repeat,
                route.labels(),
                List.of(),
                List.of(),
                route.routes());
    }

    static Route child(String receiver, boolean continueMatching, Matcher... matchers) {
        return new Route(
                receiver,
                List.of(matchers),
                continueMatching,
                GroupBy.names("alertname"),
                Route.DEFAULT_GROUP_WAIT,
                Route.DEFAULT_GROUP_INTERVAL,
                Route.DEFAULT_REPEAT_INTERVAL,
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Matcher is(String name, String value) {
        return new Matcher(name, Matcher.Op.EQUAL, value);
    }

    RouterScenario routes(Route newRoot) {
        root = newRoot;
        return this;
    }

    RouterScenario options(RouterOptions newOptions) {
        options = newOptions;
        router = newRouter();
        return this;
    }

    RouterScenario store(StateStore other) {
        store = other;
        router = newRouter();
        return this;
    }

    RouterScenario inhibit(InhibitRule... rules) {
        inhibitRules.addAll(List.of(rules));
        return this;
    }

    RouterScenario interval(NamedTimeInterval interval) {
        timeIntervals.add(interval);
        return this;
    }

    RouterScenario routeLabels(RouteLabelRenderer renderer) {
        routeLabels = renderer;
        return this;
    }

    /**
     * Silences from now on what matches all of the matchers.
     *
     * @return its id
     */
    String silence(Duration duration, Matcher... matchers) {
        SilenceRequest request = new SilenceRequest(
                null, List.of(List.of(matchers)), null, now().plus(duration), "ann", "maintenance", Map.of());
        return outcome(router.silences().set(request, ChangeOrigin.PROCESS))
                .silence()
                .id();
    }

    /** From and to are counted from now. */
    void silenceLater(Duration from, Duration to, Matcher... matchers) {
        SilenceRequest request = new SilenceRequest(
                null, List.of(List.of(matchers)), now().plus(from), now().plus(to), "ann", "maintenance", Map.of());
        outcome(router.silences().set(request, ChangeOrigin.PROCESS));
    }

    void expire(String silence) {
        outcome(router.silences().expire(silence, ChangeOrigin.PROCESS));
    }

    private static SilenceOutcome.Accepted outcome(Future<SilenceOutcome> done) {
        return done.result().fold(Function.identity(), RouterScenario::refused, RouterScenario::refused);
    }

    private static SilenceOutcome.Accepted refused(SilenceOutcome outcome) {
        throw new AssertionError(outcome);
    }

    RecordingNotifier receiver(String name) {
        return receiver(name, true);
    }

    /** Adds a webhook to the receiver. */
    RecordingNotifier receiver(String name, boolean sendResolved) {
        List<Integration> integrations = receivers.computeIfAbsent(name, n -> new ArrayList<>());
        RecordingNotifier notifier = new RecordingNotifier();
        IntegrationId id = new IntegrationId(name, "webhook", integrations.size());
        integrations.add(new Integration(id, sendResolved, notifier));
        notifiers.put(id.toString(), notifier);
        return notifier;
    }

    RouterScenario start() {
        if (!router.start().succeeded()) {
            throw new IllegalStateException("the memory store restores at once");
        }
        return reload();
    }

    RouterScenario reload() {
        router.apply(new RouterConfiguration(
                new RouteTree(root), Duration.ofMinutes(5), receivers, inhibitRules, timeIntervals, routeLabels));
        return this;
    }

    /** The process dies without a word: its timers and what it has not yet written are gone. A new one comes later. */
    RouterScenario crashAndRestartAfter(Duration down) {
        alive[0] = false;
        time.advance(down);
        router = newRouter();
        return start();
    }

    private Router newRouter() {
        boolean[] mine = {true};
        alive = mine;
        return new Router(
                new RouterPorts(
                        time,
                        (delay, task) -> time.after(delay, () -> {
                            if (mine[0]) {
                                task.run();
                            }
                        }),
                        () -> Duration.between(AlertFixtures.START, time.now())
                                .minus(jumped)
                                .toNanos(),
                        new Random(1),
                        store,
                        decisions,
                        observer),
                options);
    }

    /** What is in the store. */
    StateJournal journal() {
        return new StateJournal(store, time, time, observer);
    }

    void jumpWallClock(Duration by) {
        jumped = jumped.plus(by);
        time.jumpWallClock(by);
    }

    PostResult post(PostedAlert... alerts) {
        return router.post(Arrays.asList(alerts));
    }

    /** Posts without times, so that the alert fires from now on for the resolve timeout. */
    void fires(Labels... labels) {
        for (Labels each : labels) {
            post(AlertFixtures.posted(each, null, null));
        }
    }

    /** A rule of this process says that it fires, until it says otherwise. */
    void ruleFires(Labels... labels) {
        ruleFiresSince(now(), labels);
    }

    RouterScenario ruleFiresSince(Instant start, Labels... labels) {
        for (Labels each : labels) {
            starts.put(each, start);
            acceptFromRules(AlertFixtures.ofRule(each, start, null, now()));
        }
        return this;
    }

    void ruleResolves(Labels... labels) {
        for (Labels each : labels) {
            Instant started = starts.getOrDefault(each, now());
            Instant start = started.isBefore(now()) ? started : now();
            acceptFromRules(AlertFixtures.ofRule(each, start, now(), now()));
        }
    }

    void acceptFromRules(Alert alert) {
        router.acceptFromRules(List.of(alert));
    }

    RouterScenario after(Duration duration) {
        time.advance(duration);
        return this;
    }

    Instant now() {
        return time.now();
    }

    /** {@code reason: firing names / resolved names}, by the label {@code i} when there is one. */
    static String line(Notification notification) {
        StringBuilder firing = new StringBuilder();
        StringBuilder resolved = new StringBuilder();
        for (Alert alert : notification.alerts()) {
            boolean over = alert.resolvedAt(notification.flushedAt());
            String name = alert.labels().has("i") ? alert.labels().getOrEmpty("i") : alert.name();
            (over ? resolved : firing).append(' ').append(name);
        }
        return notification.reason().text() + ":" + firing + " /" + resolved;
    }

    static List<String> lines(RecordingNotifier notifier) {
        return notifier.delivered().stream().map(RouterScenario::line).toList();
    }
}
