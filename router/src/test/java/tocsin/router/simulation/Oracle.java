package tocsin.router.simulation;

import static java.time.Duration.ofNanos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.RouterFigures;
import tocsin.router.RouterOptions;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.simulation.AlertBook.Known;
import tocsin.router.simulation.AlertBook.Word;
import tocsin.router.simulation.ExpectedGroup.Ref;
import tocsin.router.simulation.ExpectedGroup.Tick;
import tocsin.router.simulation.Tally.Obligation;

/**
 * Judges a router by what goes into it and what comes out of it.
 *
 * <p>It keeps the groups that should exist, each with a timer of its own. A nanosecond after a flush was due it looks what the
 * router has sent at that very instant. What holds, with the letters of the issue:
 *
 * <ul>
 *   <li>(a) A group has its first flush exactly {@code group_wait} after the alert that made it, or at once when that alert was
 *       older than {@code group_wait}; each further one exactly {@code group_interval} after the one before, or as soon as that
 *       one is over. An integration that by then has something to hear (section 5.5) gets an attempt at that instant. A failed
 *       attempt is followed by another within the longest back-off, until the deadline. Besides, with no regard to flushes: who
 *       is entitled to know of an alert for {@code group_wait} and {@code group_interval} without a break has been told.
 *   <li>(b) An attempt holds exactly the alerts of its group that are not muted at that instant, the firing ones without end,
 *       and the resolved ones if the integration wants them; it goes to an integration of the route's receiver, with the group
 *       key and labels of that route. An attempt that nothing called for is a finding, whatever it holds.
 *   <li>(c) A group ends only when none of its integrations is left believing that an alert fires; a resolution goes out once.
 *   <li>(d) The reason is the row of the table that applies: a repeat at the first flush that is {@code repeat_interval} after the
 *       last one that was told, and neither sooner nor later.
 *   <li>(e) The router's groups are exactly those that should exist, with exactly these alerts, verdicts and next flushes.
 *   <li>(f) When all is over nothing is left: see {@link Simulation}.
 *   <li>(g) The decision record of a flush says how many alerts it held, what is new about them, how many each gate held back
 *       and whose verdict has changed: {@link RecordCheck}. The figures count what there is.
 * </ul>
 *
 * <p>Its parts: {@link Deliveries} follows attempts, {@link FlushJudge} compares what was sent in a flush, {@link Ledgers} keeps
 * what everybody was told, {@link GroupComparison} compares groups and figures, {@link Entitlements} and {@link Patience} judge
 * without flushes. Here are the groups and their timers, and what happens to the router.
 *
 * <p>Where the specification, or this project, leaves room:
 *
 * <ul>
 *   <li>Without {@link RouterOptions#resolvedAfterMute} a resolution that a mute holds back is lost (5.3).
 *   <li>A failed flush forgets nothing, so a resolution that one integration has got comes along again with other news (5.5, row
 *       4) while another integration fails.
 *   <li>A resolution of an alert that was never told comes along with others (trap 64).
 *   <li>A reload makes groups from alerts in no order, so either of two first waits is right when some alerts are older than
 *       {@code group_wait} and some are not: the router is asked which.
 *   <li>A reload lets an attempt under way finish, for at most {@link Deliveries#AFTER_RELOAD}, and the new group waits for it.
 *   <li>An attempt that is never answered counts neither as told nor as not told: with the next news, or when the alerts it
 *       named have ended, the integration is told. So it is when they end under a mute, after that; whether the router still
 *       knows after a crash, the router is asked.
 *   <li>A word on an alert that changes nothing is not a word: it makes no group. But one by API that the alert fires, which
 *       is all that tells after a jump of the clock that an alert lasts that everybody took for ended.
 *   <li>A restart may give alerts by API a longer life, and flush a group at once of which an attempt was never answered: the
 *       router is asked.
 *   <li>A silence that a clock weeks ahead made the router forget may come back with a restart, if the store has it still: the
 *       router is asked.
 * </ul>
 */
final class Oracle implements SimulatedReceiver.Witness {
    final AlertBook alerts;
    private final Timeline timeline;
    private final Trace trace;
    private final Tally tally;
    private final RouterOptions options;
    private final Lookout lookout;
    private final Muting muting;
    private final Patience patience;
    private final Ledgers ledgers;
    private final Deliveries deliveries;
    private final FlushJudge judge;
    private final GroupComparison comparison;
    private final Supplier<List<GroupSnapshot>> router;
    private final RecordCheck records;
    private final Map<Ref, ExpectedGroup> groups = new LinkedHashMap<>();
    /** Flushes of groups that a reload has ended. */
    private final Map<Ref, ExpectedFlush> outrun = new HashMap<>();

    private Setup setup;
    private Routing routing;
    private long noFlushBefore;

    /** @param router its groups now, for the few questions that are left to the router */
    Oracle(
            Timeline timeline,
            Trace trace,
            Tally tally,
            RouterOptions options,
            Setup first,
            Supplier<List<GroupSnapshot>> router) {
        this.router = router;
        this.timeline = timeline;
        this.trace = trace;
        this.tally = tally;
        this.options = options;
        this.setup = first;
        this.routing = new Routing(first.root());
        this.alerts = new AlertBook();
        this.lookout = new Lookout(timeline);
        this.muting = new Muting(alerts);
        this.patience = new Patience(trace, tally);
        this.ledgers = new Ledgers(trace, tally);
        this.deliveries = new Deliveries(timeline, lookout, trace, tally, patience, ledgers, this::finishIfDone);
        this.judge = new FlushJudge(trace, tally, patience, ledgers, deliveries);
        this.comparison = new GroupComparison(trace, tally);
        this.records = new RecordCheck(lookout, trace, tally);
    }

    void begin() {
        noFlushBefore = timeline.nanos() + options.startDelay().toNanos();
        muting.configure(setup.rules(), setup.intervals());
        clearAlertsUp();
        maintain();
    }

    private void clearAlertsUp() {
        lookout.after(World.ALERT_GC, () -> {
            Instant wall = timeline.wall().minusNanos(1);
            alerts.retain(alert -> alert.firing(wall) || held(alert));
            clearAlertsUp();
        });
    }

    private void maintain() {
        lookout.after(World.MAINTENANCE, () -> {
            lookout.routerActed();
            muting.forgetOutlived(timeline.wall().minusNanos(1));
            ledgers.clearUp(groups::containsKey, timeline.nanos() - 1);
            maintain();
        });
    }

    private boolean held(Known alert) {
        return groups.values().stream().anyMatch(group -> group.members.contains(alert));
    }

    // What happens to the router.

    void heard(Labels labels, Word word) {
        lookout.routerActed();
        Known alert = alerts.hear(labels, word, timeline.wall());
        if (alert != null) {
            place(alert);
        }
    }

    private void place(Known alert) {
        for (Routing.Place place : routing.reached(alert.labels)) {
            Ref ref = new Ref(place.identity(), place.groupLabels(alert.labels));
            ExpectedGroup group = groups.get(ref);
            if (group == null) {
                group = new ExpectedGroup(ref, place);
                groups.put(ref, group);
                armFirst(group, firstWait(place, alert));
            }
            if (group.members.add(alert) && group.running != null) {
                group.joinedDuringFlush.add(alert.labels);
            }
        }
    }

    private Duration firstWait(Routing.Place place, Known alert) {
        Duration wait = place.route().groupWait();
        return alert.word.start().plus(wait).isBefore(timeline.wall()) ? Duration.ZERO : wait;
    }

    private void armFirst(ExpectedGroup group, Duration wait) {
        if (group.timer != null) {
            group.timer.cancel();
        }
        group.hurried = wait.isZero();
        arm(group, timeline.wall(), wait);
        group.writtenDue = group.dueWall;
    }

    private void arm(ExpectedGroup group, Instant wall, Duration wait) {
        Duration longer = withStartDelay(wait);
        // A nanosecond has passed already when a flush is looked at.
        Duration left = longer.minus(Duration.between(wall, timeline.wall()));
        group.arm(lookout.after(left, () -> tick(group)), wall.plus(longer));
    }

    /** No group flushes before the start delay is over. */
    private Duration withStartDelay(Duration wait) {
        Duration least = ofNanos(noFlushBefore - timeline.nanos());
        return wait.compareTo(least) > 0 ? wait : least;
    }

    void silenced(String id, World.Silencing silencing, Instant start) {
        muting.silence(id, silencing.matchers(), start, silencing.end());
    }

    void expired(String id) {
        muting.expire(id, timeline.wall());
    }

    void jumped() {
        tally.count(Obligation.CLOCK_JUMP);
        patience.startAnew();
    }

    void disturbed() {
        patience.startAnew();
    }

    /** The router has taken the configuration. */
    void reloaded(Setup newSetup, List<GroupSnapshot> snapshots) {
        lookout.routerActed();
        tally.count(Obligation.RELOAD);
        patience.startAnew();
        List<Known> live = alerts.all().stream().filter(this::held).toList();
        ledgers.forgetWhoDidNotWantToKnow(setup, newSetup);
        groups.values().forEach(this::retire);
        groups.clear();
        setup = newSetup;
        routing = new Routing(setup.root());
        muting.configure(setup.rules(), setup.intervals());
        live.forEach(this::place);
        groups.values().forEach(group -> chooseFirstWait(group, snapshots));
        ledgers.forgetWhoIsRoutedElsewhere(groups);
        deliveries.stopAll();
    }

    private void retire(ExpectedGroup group) {
        group.end();
        if (group.running != null) {
            tally.count(Obligation.RELOAD_DURING_A_FLUSH);
            outrun.put(group.ref, group.running);
        }
    }

    private void chooseFirstWait(ExpectedGroup group, List<GroupSnapshot> snapshots) {
        Set<Duration> allowed = group.members.stream()
                .map(alert -> withStartDelay(firstWait(group.place, alert)))
                .collect(Collectors.toSet());
        Instant due = GroupComparison.find(group, snapshots).nextFlushAt();
        Duration chosen = Duration.between(timeline.wall(), due);
        if (!allowed.contains(chosen)) {
            trace.finding("(a) after a reload %s waits %s, not %s".formatted(group, chosen, allowed));
        }
        armFirst(group, chosen);
    }

    void crashed() {
        lookout.processDied();
        patience.startAnew();
        tally.count(Obligation.RESTART);
        ledgers.crashed();
        deliveries.crashed();
        records.crashed();
        outrun.clear();
    }

    /** A new process has read what the old one left, and the same configuration. */
    void restarted(List<GroupSnapshot> snapshots, Predicate<String> knownSilence) {
        Map<Ref, ExpectedGroup> before = new HashMap<>(groups);
        groups.values().forEach(ExpectedGroup::end);
        alerts.retain(this::held);
        groups.clear();
        begin();
        muting.restarted(timeline.wall(), knownSilence);
        snapshots.forEach(snapshot -> snapshot.alerts().forEach(this::adoptEnd));
        List.copyOf(alerts.all()).forEach(this::place);
        groups.values().forEach(group -> adoptDue(group, before.get(group.ref), snapshots));
        ledgers.restarted(timeline.nanos(), timeline.wall());
    }

    private void adoptEnd(Alert alert) {
        Known known = alerts.find(alert.labels());
        if (known != null && !known.word.ofRule()) {
            Instant now = timeline.wall();
            if (known.firing(now) && alert.resolvedAt(now)) {
                trace.finding(
                        "(c) a restart resolves %s, which was to last until %s".formatted(known, known.word.end()));
            }
            alerts.adopt(known, alert.endsAt());
        }
    }

    private void adoptDue(ExpectedGroup group, @Nullable ExpectedGroup before, List<GroupSnapshot> snapshots) {
        Instant now = timeline.wall();
        Instant due = GroupComparison.find(group, snapshots).nextFlushAt();
        if (before == null) {
            chooseFirstWait(group, snapshots);
            return;
        }
        Instant latest = now.plus(longestWait(group));
        Instant expected = before.writtenDue.isAfter(latest) ? latest : before.writtenDue;
        boolean repeats = ledgers.unsure(group.ref) && due.equals(now.plus(withStartDelay(Duration.ZERO)));
        Duration wait = repeats || expected.isBefore(now) ? Duration.ZERO : Duration.between(now, expected);
        trace.equal("(a) due after a restart", group, now.plus(withStartDelay(wait)), due);
        group.flushes = before.flushes;
        armFirst(group, Duration.between(now, due));
    }

    private static Duration longestWait(ExpectedGroup group) {
        Duration wait = group.place.route().groupWait();
        Duration interval = group.place.route().groupInterval();
        return wait.compareTo(interval) > 0 ? wait : interval;
    }

    // What the router does.

    @Override
    public Attempt attempted(Notification notification, Duration longest) {
        return deliveries.attempted(notification, longest);
    }

    @Override
    public void answered(Attempt attempt, DeliveryResult result) {
        deliveries.answered(attempt, result);
    }

    void recorded(FlushRecord record) {
        records.recorded(record);
    }

    // What should happen.

    private void tick(ExpectedGroup group) {
        Tick tick = new Tick(timeline.wall().minusNanos(1), timeline.nanos() - 1);
        if (group.gone) {
            return;
        }
        if (group.running != null || outrun.containsKey(group.ref)) {
            group.pending = tick;
        } else {
            flush(group, tick);
        }
    }

    private void flush(ExpectedGroup group, Tick tick) {
        lookout.routerActed();
        Instant wall = timeline.wall().minusNanos(1);
        Duration interval = group.place.route().groupInterval();
        arm(group, wall, interval);
        ExpectedFlush flush = new ExpectedFlush(group, tick, wall, timeline.nanos() - 1, muting);
        group.running = flush;
        group.flushes++;
        count(flush);
        patience.interrupted(group.ref, flush.muted.keySet());
        patience.interrupted(group.ref, flush.passed.resolved());
        if (!flush.allMuted()) {
            judge.judge(flush, setup);
        }
        flush.judged = true;
        finishIfDone(flush);
    }

    private void count(ExpectedFlush flush) {
        flush.muted.values().forEach(reason -> tally.count(Obligation.valueOf("HELD_BACK_BY_" + reason.name())));
        if (flush.tick.nanos() < flush.at) {
            tally.count(Obligation.FLUSH_AFTER_A_SLOW_ONE);
        }
    }

    private void finishIfDone(ExpectedFlush flush) {
        ExpectedGroup group = flush.group;
        if (!flush.done()) {
            return;
        }
        records.check(flush);
        if (group.gone) {
            if (outrun.remove(group.ref, flush)) {
                takeUp(groups.get(group.ref));
            }
            return;
        }
        if (group.running == flush) {
            finish(group, flush);
        }
    }

    private void finish(ExpectedGroup group, ExpectedFlush flush) {
        group.running = null;
        group.writtenDue = group.dueWall;
        group.muted.keySet().retainAll(group.joinedDuringFlush);
        group.muted.putAll(flush.muted);
        group.judged.addAll(flush.words.keySet());
        group.joinedDuringFlush.clear();
        if (flush.failed) {
            ledgers.flushFailed(group, setup);
        } else {
            flush.resolved.forEach((alert, version) -> {
                if (alert.version == version) {
                    settle(flush, alert);
                }
            });
        }
        group.forgetStrangers();
        if (group.members.isEmpty()) {
            groups.remove(group.ref);
            group.end();
            ledgers.checkThatAllAreTold(group, setup);
        } else {
            takeUp(group);
        }
    }

    /** Promise 4, or the reference's way. */
    private void settle(ExpectedFlush flush, Known alert) {
        ExpectedGroup group = flush.group;
        if (flush.muted.containsKey(alert.labels)) {
            if (options.resolvedAfterMute() && isWaitedFor(group, alert)) {
                return;
            }
            if (!options.resolvedAfterMute()) {
                ledgers.loseResolution(alert.labels, group, setup);
            }
        }
        group.members.remove(alert);
    }

    private boolean isWaitedFor(ExpectedGroup group, Known alert) {
        return ledgers.waitFor(alert.labels, group, setup)
                || (ledgers.mayWaitFor(alert.labels, group, setup)
                        && GroupComparison.holds(group, alert.labels, router.get()));
    }

    private void takeUp(@Nullable ExpectedGroup group) {
        if (group == null || group.pending == null || group.running != null) {
            return;
        }
        Tick tick = group.pending;
        group.pending = null;
        flush(group, tick);
    }

    // Comparison of states.

    void compareGroups(List<GroupSnapshot> snapshots) {
        comparison.compare(groups.values(), snapshots);
    }

    void compareFigures(RouterFigures figures) {
        comparison.compare(groups.values(), alerts.all(), timeline.wall(), figures);
        ledgers.compareCount(figures.logEntries());
        trace.equal("(e) figures", "inhibit rules", setup.rules().size(), figures.inhibitRules());
        muting.compareFigures(figures.silences(), timeline.wall(), trace);
    }

    /** Looks at who is entitled to know what; called often. */
    void lookAtEntitlements(Set<IntegrationId> healthy) {
        Entitlements entitlements = new Entitlements(alerts, muting, setup, routing, options.startDelay());
        patience.look(timeline.nanos(), entitlements.at(timeline.wall(), healthy));
    }

    // The end.

    /** When the router did something last that it writes down, on the elapsed clock. */
    long lastActivity() {
        return lookout.lastActivity();
    }

    List<String> leftOver() {
        List<String> left = new ArrayList<>();
        groups.values().forEach(group -> left.add(group + " " + group.members));
        return left;
    }
}
