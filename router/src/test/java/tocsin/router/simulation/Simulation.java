package tocsin.router.simulation;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notifier;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.AlertFixtures;
import tocsin.router.CountingObserver;
import tocsin.router.Router;
import tocsin.router.RouterOptions;
import tocsin.router.RouterPorts;
import tocsin.router.ingest.PostedAlert;
import tocsin.router.pipeline.DecisionRecord;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;
import tocsin.router.simulation.AlertBook.Known;
import tocsin.router.simulation.AlertBook.Word;
import tocsin.router.simulation.Tally.Obligation;
import tocsin.state.MemoryStateStore;

/**
 * One world from its first second to its last. Actions come at whole seconds and some microseconds that no other action has,
 * and answers some nanoseconds late, so that no action and no flush ever meet in one instant and their order is never open.
 */
final class Simulation {
    private static final Duration UNIQUE = Duration.ofNanos(10_000);
    /** Product specification, section 5: what was posted is acknowledged so long before it is on disk. */
    private static final Duration UNTIL_WRITTEN = Duration.ofSeconds(1);

    private final World world;
    private final Timeline timeline;
    private final Trace trace;
    private final Tally tally = new Tally();
    private final RouterOptions options;
    private final Oracle oracle;
    private final Foresight foresight;
    private final MemoryStateStore store = new MemoryStateStore();
    private final CountingObserver observer = new CountingObserver();
    private final Map<IntegrationId, SimulatedReceiver> receivers = new LinkedHashMap<>();
    private final Map<String, World.Silencing> silences = new LinkedHashMap<>();
    private final Map<Labels, Instant> firingRules = new LinkedHashMap<>();
    private Setup setup;
    private ProcessScheduler process;
    private Router router;
    private long actions;

    /** @param traced whether all that happens is kept for reading */
    Simulation(long seed, World.Pace pace, boolean traced) {
        this.world = new World(seed, pace);
        this.timeline = new Timeline(world.start());
        this.trace = new Trace(timeline, traced);
        this.setup = world.setup();
        this.options = world.options();
        this.oracle = new Oracle(timeline, trace, tally, options, setup, () -> router.groups());
        this.foresight = new Foresight(timeline);
        this.process = new ProcessScheduler(timeline);
        this.router = newRouter();
    }

    private Router newRouter() {
        return new Router(
                new RouterPorts(
                        timeline.clock(),
                        process,
                        timeline::nanos,
                        new Random(actions),
                        store,
                        this::recorded,
                        observer),
                options);
    }

    /** Lives through all of it, or up to the first thing that is wrong. */
    Simulation run(int length) {
        trace.line(() -> "begins with " + options + " and " + setup);
        startRouter();
        oracle.begin();
        while (actions < length && trace.findings().isEmpty()) {
            pass(world.gap());
            act();
            look();
        }
        if (trace.findings().isEmpty()) {
            end();
        }
        return this;
    }

    /**
     * Lives through the beginning, asks what comes next, and then only waits.
     *
     * @param hypothetical asks about an alert that is not there, which then comes at once; else about all that are there
     */
    void foresee(int length, boolean hypothetical) {
        startRouter();
        oracle.begin();
        while (actions < length && trace.findings().isEmpty()) {
            pass(world.gap());
            act();
        }
        receivers.values().forEach(receiver -> receiver.mood(SimulatedReceiver.Mood.FINE));
        oracle.disturbed();
        pass(Duration.ofSeconds(1));
        if (hypothetical) {
            foreseeStranger(world.labels());
        } else {
            router.known().result().forEach(this::foresee);
            foresight.begin();
        }
        timeline.advanceTo(timeline.nanos()
                + Duration.between(timeline.wall(), foresight.last(world.longestWait()))
                        .toNanos());
        foresight.findings().forEach(trace::finding);
    }

    private void foresee(Labels labels) {
        foresight.predict(router.inquire(labels).result());
    }

    private void foreseeStranger(Labels labels) {
        if (router.known().result().contains(labels)) {
            return;
        }
        foresee(labels);
        foresight.begin();
        ofRule(labels, timeline.wall(), null);
    }

    Map<String, Integer> foretold() {
        return foresight.kinds();
    }

    List<String> findings() {
        return trace.findings();
    }

    List<String> lines() {
        return trace.lines();
    }

    Tally tally() {
        return tally;
    }

    private void recorded(DecisionRecord record) {
        if (record instanceof FlushRecord flush) {
            oracle.recorded(flush);
        }
    }

    private void startRouter() {
        if (!router.start().succeeded()) {
            throw new IllegalStateException("the memory store restores at once");
        }
        apply();
    }

    private void apply() {
        router.apply(setup.configuration(id -> {
            Notifier notifier = receiver(id).notifier(process);
            return (notification, longest) -> {
                foresight.hear(notification);
                return notifier.send(notification, longest);
            };
        }));
    }

    private SimulatedReceiver receiver(IntegrationId id) {
        return receivers.computeIfAbsent(id, each -> new SimulatedReceiver(each, timeline, oracle, trace));
    }

    private void pass(Duration gap) {
        actions++;
        long second = Duration.ofSeconds(
                        Duration.ofNanos(timeline.nanos()).plus(gap).toSeconds())
                .plus(UNIQUE.multipliedBy(actions))
                .toNanos();
        timeline.advanceTo(Math.max(second, timeline.nanos()));
    }

    private void look() {
        observer.seen.clear();
        oracle.compareGroups(router.groups());
        oracle.compareFigures(router.figures());
        Set<IntegrationId> healthy = receivers.entrySet().stream()
                .filter(each -> each.getValue().fine())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        oracle.lookAtEntitlements(healthy);
    }

    private void act() {
        int dice = world.below(100);
        if (dice < 40) {
            post();
        } else if (dice < 50) {
            ruleFires(world.labels());
        } else if (dice < 60) {
            ruleResolves(world.labels());
        } else if (dice < 68) {
            silence();
        } else if (dice < 72) {
            editSilence();
        } else if (dice < 77) {
            expireSilence();
        } else if (dice < 91) {
            changeMood();
        } else {
            disturb();
        }
    }

    private void disturb() {
        switch (world.below(5)) {
            case 0 -> reload(setup);
            case 1, 2 -> reload(world.edited(setup));
            case 3 -> jump(world.jump());
            default -> crash();
        }
    }

    // Alerts.

    private void post() {
        List<PostedAlert> batch = new ArrayList<>();
        int count = 1 + world.below(3);
        for (int i = 0; i < count; i++) {
            Known known = oracle.alerts.find(world.labels());
            batch.add(world.posted(
                    timeline.wall(),
                    known == null ? null : known.word.start(),
                    known == null ? null : known.word.end()));
        }
        post(batch);
    }

    private void post(List<PostedAlert> batch) {
        for (PostedAlert alert : batch) {
            trace.line(() -> "post %s %s to %s".formatted(alert.labels(), alert.startsAt(), alert.endsAt()));
        }
        router.post(batch);
        batch.forEach(this::hear);
    }

    /** Section 4.1: what is absent is filled in, and what ends before it starts is refused. */
    private void hear(PostedAlert alert) {
        Instant now = timeline.wall();
        Instant end = alert.endsAt();
        Instant start = alert.startsAt() != null ? alert.startsAt() : end == null ? now : end;
        Instant last = end == null ? now.plus(setup.resolveTimeout()) : end;
        if (!last.isBefore(start)) {
            oracle.heard(alert.labels(), new Word(start, last, end == null, false));
        }
    }

    private void ruleFires(Labels labels) {
        Instant start = firingRules.computeIfAbsent(labels, first -> timeline.wall());
        ofRule(labels, start, null);
    }

    private void ruleResolves(Labels labels) {
        Instant start = firingRules.remove(labels);
        if (start != null) {
            Instant now = timeline.wall();
            ofRule(labels, start.isBefore(now) ? start : now, now);
        }
    }

    private void ofRule(Labels labels, Instant start, @Nullable Instant end) {
        trace.line(() -> "rule %s %s to %s".formatted(labels, start, end));
        Alert alert = AlertFixtures.ofRule(labels, start, end, timeline.wall());
        router.acceptFromRules(List.of(alert));
        oracle.heard(labels, new Word(start, end, false, true));
    }

    // Silences.

    private void silence() {
        set(null, world.silencing(timeline.wall()));
    }

    private void editSilence() {
        if (!silences.isEmpty()) {
            String id = world.oneOf(List.copyOf(silences.keySet()));
            World.Silencing edited = world.editedSilencing(silences.get(id), timeline.wall());
            if (router.silences().find(id).isEmpty()) {
                silences.remove(id);
            } else {
                set(id, edited);
            }
        }
    }

    private void expireSilence() {
        if (!silences.isEmpty()) {
            expire(world.oneOf(List.copyOf(silences.keySet())));
        }
    }

    private void set(@Nullable String old, World.Silencing silencing) {
        trace.line(() -> "silence %s".formatted(silencing));
        Future<SilenceOutcome> done = router.silences()
                .set(
                        new SilenceRequest(
                                old,
                                List.of(silencing.matchers()),
                                silencing.start(),
                                silencing.end(),
                                "ann",
                                "simulated",
                                Map.of()),
                        ChangeOrigin.PROCESS);
        Optional<String> id = done.result()
                .fold(accepted -> Optional.of(accepted.silence().id()), no -> Optional.empty(), no -> Optional.empty());
        if (id.isPresent() != legal(silencing)) {
            trace.finding("(b) a silence: " + done.result());
        }
        id.ifPresent(accepted -> silenced(old, accepted, silencing));
    }

    private boolean legal(World.Silencing silencing) {
        Instant now = timeline.wall();
        Instant start = silencing.start() == null ? now : silencing.start();
        return silencing.end().isAfter(start) && silencing.end().isAfter(now);
    }

    /** Section 7.3: an edit keeps the id and its start, or ends the old silence and begins a new one, not in the past. */
    private void silenced(@Nullable String old, String id, World.Silencing silencing) {
        boolean kept = id.equals(old);
        if (old != null && !kept) {
            silences.remove(old);
            oracle.expired(old);
        }
        Instant now = timeline.wall();
        Instant asked = silencing.start();
        Instant start = asked == null || (!kept && asked.isBefore(now)) ? now : asked;
        silences.put(id, new World.Silencing(silencing.matchers(), start, silencing.end()));
        oracle.silenced(id, silencing, start);
    }

    private void expire(String id) {
        trace.line(() -> "expire " + silences.get(id));
        silences.remove(id);
        if (router.silences().find(id).isPresent()) {
            router.silences().expire(id, ChangeOrigin.PROCESS);
            oracle.expired(id);
        }
    }

    // Receivers.

    private void changeMood() {
        SimulatedReceiver receiver = world.oneOf(List.copyOf(receivers.values()));
        SimulatedReceiver.Mood mood =
                world.chance(0.6) ? SimulatedReceiver.Mood.FINE : world.oneOf(List.of(SimulatedReceiver.Mood.values()));
        IntegrationId id = receivers.entrySet().stream()
                .filter(each -> each.getValue() == receiver)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        trace.line(() -> id + " is from now on " + mood);
        receiver.mood(mood);
        oracle.disturbed();
    }

    // What shakes all of it.

    private void reload(Setup newSetup) {
        trace.line(() -> "reload " + newSetup);
        setup = newSetup;
        apply();
        oracle.reloaded(setup, router.groups());
    }

    /**
     * Senders say again what has ended, or that it lasts; else an end that lies ahead once more would be a matter of opinion.
     */
    private void jump(Duration by) {
        trace.line(() -> "the wall clock jumps by " + by);
        Instant before = timeline.wall();
        timeline.jump(by);
        oracle.jumped();
        Instant now = timeline.wall();
        for (Known known : List.copyOf(oracle.alerts.all())) {
            if (!known.firing(before) && known.firing(now)) {
                sayAgain(known, now);
            }
        }
    }

    private void sayAgain(Known known, Instant now) {
        if (known.word.ofRule() || known.word.timeout() || world.chance(0.5)) {
            endAgain(known, now);
        } else {
            post(List.of(AlertFixtures.posted(known.labels, known.word.start(), known.word.end())));
        }
    }

    private void endAgain(Known known, Instant now) {
        Instant start = known.word.start().isBefore(now) ? known.word.start() : now;
        if (known.word.ofRule()) {
            ofRule(known.labels, start, now);
        } else {
            post(List.of(AlertFixtures.posted(known.labels, start, now)));
        }
    }

    /** The process dies some time after it wrote down what it knows: nothing of that may be lost. */
    private void crash() {
        for (int i = 0; i < 20 && oracle.lastActivity() + UNTIL_WRITTEN.toNanos() > timeline.nanos(); i++) {
            timeline.advanceTo(timeline.nanos() + UNTIL_WRITTEN.toNanos());
        }
        if (oracle.lastActivity() + UNTIL_WRITTEN.toNanos() > timeline.nanos()) {
            return;
        }
        trace.line(() -> "crash");
        process.die();
        oracle.crashed();
        pass(Duration.ofSeconds(world.below(600)));
        trace.line(() -> "restart");
        process = new ProcessScheduler(timeline);
        router = newRouter();
        startRouter();
        oracle.restarted(router.groups(), id -> router.silences().find(id).isPresent());
    }

    // The end.

    /**
     * Everything ends: invariants (c) and (f). Nobody is left believing that something fires, and the router holds no alert, no
     * group, no log entry, no attempt and no timer but those of its own housekeeping.
     */
    private void end() {
        receivers.values().forEach(receiver -> receiver.mood(SimulatedReceiver.Mood.FINE));
        oracle.disturbed();
        pass(Duration.ofSeconds(1));
        List.copyOf(silences.keySet()).forEach(this::expire);
        List.copyOf(oracle.alerts.all()).forEach(known -> endAgain(known, timeline.wall()));
        pass(Duration.ofSeconds(1));
        reload(World.withoutTimeIntervals(setup));
        pass(Duration.ofDays(2));
        look();
        check("groups", oracle.leftOver());
        check("alerts", router.alerts());
        pass(World.RETENTION.plusHours(1));
        look();
        check(
                "figures",
                List.of(router.figures()).stream()
                        .filter(figures -> figures.groups() + figures.logEntries() + figures.active() > 0)
                        .toList());
        check("timers", process.waiting() == 2 ? List.of() : List.of(process.waiting()));
        if (trace.findings().isEmpty()) {
            tally.count(Obligation.NOTHING_LEFT);
        }
    }

    private void check(String what, List<?> left) {
        if (!left.isEmpty()) {
            trace.finding("(f) %s are left: %s".formatted(what, left));
        }
    }
}
