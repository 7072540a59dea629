package tocsin.router.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.AlertFixtures;
import tocsin.router.CountingObserver;
import tocsin.router.RoutedAlert;
import tocsin.router.Router;
import tocsin.router.RouterOptions;
import tocsin.router.RouterPorts;
import tocsin.router.group.GroupId;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.Silence;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;
import tocsin.time.Clock;

/**
 * A world whose disk has its days and whose process dies at any instant, in the midst of what it was writing. What has to be
 * there afterwards is said by {@link Custody}; that the router does the right thing with it, by {@link Oracle} in calmer worlds.
 *
 * <p>Senders do as real ones: what they said shortly before a crash they say again.
 */
final class CrashSimulation implements SimulatedReceiver.Witness {
    private static final Duration UNIQUE = Duration.ofNanos(10_000);

    private final World world;
    private final Timeline timeline;
    private final Trace trace;
    private final RouterOptions options;
    private final Setup setup;
    private final SimulatedDisk.Medium medium;
    private final SimulatedDisk disk;
    private final Custody custody;
    private final CountingObserver observer = new CountingObserver();
    private final Map<IntegrationId, SimulatedReceiver> receivers = new LinkedHashMap<>();
    private final Map<String, World.Silencing> silences = new LinkedHashMap<>();
    private ProcessScheduler process;
    private Router router;
    private long actions;

    CrashSimulation(long seed, World.Pace pace, Function<Clock, SimulatedDisk.Medium> medium, boolean traced) {
        this.world = new World(seed, pace);
        this.timeline = new Timeline(world.start());
        this.trace = new Trace(timeline, traced);
        this.setup = world.setup();
        this.options = world.options().withResolvedAfterMute(true);
        this.medium = medium.apply(timeline.clock());
        this.disk = new SimulatedDisk(timeline, trace, this.medium, new Random(seed));
        this.custody = new Custody(timeline, trace, disk, setup, () -> router);
        this.process = new ProcessScheduler(timeline);
        this.router = newRouter(process);
    }

    private Router newRouter(ProcessScheduler of) {
        return new Router(
                new RouterPorts(
                        timeline.clock(),
                        of,
                        timeline::nanos,
                        new Random(actions),
                        disk,
                        record -> {
                            if (of == process && record instanceof FlushRecord flush) {
                                custody.deliveries.recorded(flush);
                            }
                        },
                        observer),
                options);
    }

    CrashSimulation run(int length) {
        try {
            live(length);
        } finally {
            medium.close();
        }
        return this;
    }

    private void live(int length) {
        trace.line(() -> "begins with " + options + " and " + setup);
        start(router, setup);
        while (actions < length && trace.findings().isEmpty()) {
            pass(world.gap());
            act();
            custody.look(router);
            observer.seen.clear();
            if (world.chance(0.12)) {
                timeline.advanceTo(timeline.nanos() + world.below(2_000_000_000));
                crash();
            }
        }
        if (trace.findings().isEmpty()) {
            end();
        }
    }

    List<String> findings() {
        return trace.findings();
    }

    List<String> lines() {
        return trace.lines();
    }

    Map<String, Integer> tally() {
        return custody.tally();
    }

    private void start(Router some, Setup with) {
        if (!some.start().succeeded()) {
            throw new IllegalStateException("the simulated disk is read at once");
        }
        apply(some, with);
    }

    private void apply(Router some, Setup with) {
        some.apply(with.configuration(id -> receiver(id).notifier(process)));
    }

    private SimulatedReceiver receiver(IntegrationId id) {
        return receivers.computeIfAbsent(id, each -> new SimulatedReceiver(each, timeline, this, trace));
    }

    @Override
    public Attempt attempted(Notification notification, Duration longest) {
        Attempt attempt = new Attempt(notification, timeline.nanos(), longest);
        custody.deliveries.attempted(attempt);
        return attempt;
    }

    @Override
    public void answered(Attempt attempt, DeliveryResult result) {
        attempt.answer(result, timeline.nanos());
        custody.deliveries.answered(attempt, result);
    }

    private void pass(Duration gap) {
        actions++;
        long second = Duration.ofSeconds(
                        Duration.ofNanos(timeline.nanos()).plus(gap).toSeconds())
                .plus(UNIQUE.multipliedBy(actions))
                .toNanos();
        timeline.advanceTo(Math.max(second, timeline.nanos()));
    }

    private void act() {
        int dice = world.below(100);
        if (dice < 20) {
            ofRule(world.labels(), true);
        } else if (dice < 32) {
            ofRule(world.labels(), false);
        } else if (dice < 42) {
            post(world.labels(), true);
        } else if (dice < 50) {
            post(world.labels(), false);
        } else if (dice < 60) {
            set(null, world.silencing(timeline.wall()));
        } else if (dice < 65) {
            editSilence();
        } else if (dice < 72) {
            expireSilence();
        } else if (dice < 80) {
            world.oneOf(List.copyOf(receivers.values())).mood(mood());
        } else if (dice < 93) {
            weather(world.oneOf(List.of(SimulatedDisk.Weather.values())));
        } else {
            trace.line(() -> "reload");
            apply(router, setup);
        }
    }

    private SimulatedReceiver.Mood mood() {
        return world.chance(0.6) ? SimulatedReceiver.Mood.FINE : world.oneOf(List.of(SimulatedReceiver.Mood.values()));
    }

    private void weather(SimulatedDisk.Weather weather) {
        trace.line(() -> "the disk is from now on " + weather);
        disk.weather(weather);
    }

    // Alerts.

    /** An alert has one source, which its labels tell. */
    private void ofRule(Labels labels, boolean fires) {
        say(labels.toBuilder().set("source", "rule").build(), true, fires);
    }

    private void post(Labels labels, boolean fires) {
        say(labels.toBuilder().set("source", "api").build(), false, fires);
    }

    private void say(Labels labels, boolean ofRule, boolean fires) {
        Custody.Said last = custody.said(labels);
        if (!fires && (last == null || !last.firing())) {
            return;
        }
        Instant now = timeline.wall();
        Instant start = last != null && last.firing() ? last.start() : now;
        say(new Custody.Said(labels, start, fires, ofRule, timeline.nanos()));
    }

    /** A post is good for days, so that no alert ends by itself. */
    private void say(Custody.Said said) {
        trace.line(
                () -> "%s %s since %s".formatted(said.labels(), said.firing() ? "fires" : "is resolved", said.start()));
        Instant now = timeline.wall();
        if (said.ofRule()) {
            Instant end = said.firing() ? null : now;
            router.acceptFromRules(List.of(AlertFixtures.ofRule(said.labels(), said.start(), end, now)));
        } else {
            Instant end = said.firing() ? now.plus(Duration.ofDays(400)) : now;
            PostedAlert posted = AlertFixtures.posted(said.labels(), said.start(), end);
            router.post(List.of(posted));
        }
        custody.say(said);
    }

    private void sayAgain(Custody.Said said) {
        say(new Custody.Said(said.labels(), said.start(), said.firing(), said.ofRule(), timeline.nanos()));
    }

    // Silences.

    private void editSilence() {
        if (!silences.isEmpty()) {
            String id = world.oneOf(List.copyOf(silences.keySet()));
            if (router.silences().find(id).isPresent()) {
                set(id, world.editedSilencing(silences.get(id), timeline.wall()));
            }
        }
    }

    private void set(@Nullable String old, World.Silencing silencing) {
        trace.line(() -> "silence %s instead of %s".formatted(silencing, old));
        SilenceRequest request = new SilenceRequest(
                old, List.of(silencing.matchers()), silencing.start(), silencing.end(), "ann", "simulated", Map.of());
        change(() -> router.silences().set(request, ChangeOrigin.PROCESS), silencing);
    }

    private void expireSilence() {
        if (!silences.isEmpty()) {
            String id = world.oneOf(List.copyOf(silences.keySet()));
            trace.line(() -> "expire " + id);
            expire(id);
        }
    }

    private void expire(String id) {
        ProcessScheduler mine = process;
        Router of = router;
        change(() -> router.silences().expire(id, ChangeOrigin.PROCESS), silences.get(id))
                .onComplete(done -> {
                    if (mine == process) {
                        custody.changedLate(id, done.succeeded(), of);
                    }
                });
    }

    private Future<SilenceOutcome> change(Supplier<Future<SilenceOutcome>> what, World.Silencing silencing) {
        Map<String, Silence> before = byId();
        ProcessScheduler mine = process;
        Future<SilenceOutcome> outcome = what.get();
        Map<String, Silence> changed = byId();
        changed.entrySet().removeIf(each -> each.getValue().equals(before.get(each.getKey())));
        changed.keySet().forEach(id -> silences.put(id, silencing));
        List<Custody.Change> pending =
                changed.values().stream().map(custody::changing).toList();
        Router of = router;
        outcome.onComplete(done -> {
            if (mine == process && !pending.isEmpty()) {
                trace.line(
                        () -> "silences %s: %s".formatted(changed.keySet(), done.succeeded() ? "done" : done.cause()));
                pending.forEach(change -> custody.changed(change, done.succeeded(), of));
            }
        });
        return outcome;
    }

    private Map<String, Silence> byId() {
        return router.silences().list().stream()
                .collect(Collectors.toMap(Silence::id, silence -> silence, (a, b) -> a, HashMap::new));
    }

    // What shakes all of it.

    private void crash() {
        trace.line(() -> "crash");
        custody.crashing(router);
        process.die();
        custody.crashed(disk.crash());
        pass(Duration.ofSeconds(world.below(600)));
        trace.line(() -> "restart");
        process = new ProcessScheduler(timeline);
        router = newRouter(process);
        start(router, setup);
        custody.restarted(router, options.startDelay());
        custody.unwritten().forEach(this::sayAgain);
    }

    /** The disk is well again, everybody works and everything ends. */
    private void end() {
        weather(SimulatedDisk.Weather.FINE);
        receivers.values().forEach(receiver -> receiver.mood(SimulatedReceiver.Mood.FINE));
        pass(Duration.ofMinutes(2));
        custody.look(router);
        compareWithASuccessor();
        silences.keySet().forEach(this::expire);
        pass(Duration.ofSeconds(3));
        custody.firing().forEach(said -> say(said.labels(), said.ofRule(), false));
        apply(router, World.withoutTimeIntervals(setup));
        pass(Duration.ofDays(2));
        custody.end(router);
        compareWithASuccessor();
    }

    /** Everything is written: a process that started now would know what this one knows. */
    private void compareWithASuccessor() {
        for (int i = 0; i < 60 && disk.calmUntil() < timeline.nanos(); i++) {
            pass(Duration.ofSeconds(1));
        }
        if (disk.calmUntil() < timeline.nanos()) {
            trace.finding("(w) the disk is well for minutes, and something is not written yet");
            return;
        }
        ProcessScheduler nobody = new ProcessScheduler(timeline);
        nobody.die();
        Router successor = newRouter(nobody);
        start(successor, setup);
        trace.equal("(w) silences", "on disk", remembered(router), remembered(successor));
        trace.equal(
                "(w) log entries",
                "on disk",
                router.figures().logEntries(),
                successor.figures().logEntries());
        trace.equal("(w) firing", "on disk", firing(router), firing(successor));
        trace.equal("(w) groups", "on disk", groups(router), groups(successor));
    }

    /** One that may be forgotten may be gone from the disk, and not yet from memory. */
    private Set<Silence> remembered(Router of) {
        Instant now = timeline.wall();
        return of.silences().list().stream()
                .filter(silence -> silence.expiresAt().isAfter(now))
                .collect(Collectors.toSet());
    }

    private static Map<Labels, Instant> firing(Router of) {
        return of.alerts().stream().map(RoutedAlert::alert).collect(Collectors.toMap(Alert::labels, Alert::startsAt));
    }

    /** A resolved alert that one group waits for comes back in all of its groups; those that know of it say nothing. */
    private Set<GroupId> groups(Router of) {
        Instant now = timeline.wall();
        return of.groups().stream()
                .filter(group -> group.alerts().stream().anyMatch(alert -> !alert.resolvedAt(now)))
                .map(GroupSnapshot::id)
                .collect(Collectors.toSet());
    }
}
