package tocsin.router.simulation;

import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.group.SuppressionReason;
import tocsin.router.group.Verdict;
import tocsin.router.simulation.AlertBook.Known;
import tocsin.router.simulation.AlertBook.Word;
import tocsin.router.simulation.Attempt.Address;
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
 * </ul>
 *
 * <p>Where the specification, or this project, leaves room:
 *
 * <ul>
 *   <li>A failed flush forgets nothing, so a resolution that one integration has got comes along again with other news (5.5, row
 *       4) while another integration fails.
 *   <li>A resolution of an alert that was never told comes along with others (trap 64).
 *   <li>A reload makes groups from alerts in no order, so either of two first waits is right when some alerts are older than
 *       {@code group_wait} and some are not: the router is asked which.
 *   <li>A reload lets an attempt under way finish, for at most {@link #AFTER_RELOAD}, and the new group waits for it.
 *   <li>An attempt that is never answered counts neither as told nor as not told: with the next news, or when the alerts it
 *       named have ended, the integration is told. So it is when they end under a mute, after that; whether the router still
 *       knows after a crash, the router is asked.
 *   <li>A word on an alert that changes nothing is not a word: it makes no group. But one by API that the alert fires, which
 *       is all that tells after a jump of the clock that an alert lasts that everybody took for ended.
 *   <li>A restart may give alerts by API a longer life, and flush a group at once of which an attempt was never answered: the
 *       router is asked.
 * </ul>
 */
final class Oracle {
    /** How long a reload waits for an answer. */
    private static final Duration AFTER_RELOAD = ofSeconds(10);
    /** What a flush may take beyond group_interval that was under way when an integration recovered. */
    private static final Duration LONGEST_FLUSH_BEFORE = ofSeconds(10).plus(ExpectedDelivery.GRACE);

    private static final Duration LONGEST_BACK_OFF = ofSeconds(90);
    private static final Duration MOMENT = ofNanos(1);

    final AlertBook alerts = new AlertBook();
    private final Muting muting = new Muting(alerts);
    private final Timeline timeline;
    private final Trace trace;
    private final Tally tally;
    private final Patience patience;
    private final Supplier<List<GroupSnapshot>> router;
    private final Map<Ref, ExpectedGroup> groups = new LinkedHashMap<>();
    /** Flushes of groups that a reload has ended. */
    private final Map<Ref, ExpectedFlush> outrun = new HashMap<>();

    private final Map<Line, Ledger> ledgers = new LinkedHashMap<>();
    private final Map<Address, ExpectedDelivery> deliveries = new HashMap<>();
    private final Map<Address, Attempt> unjudged = new HashMap<>();
    private Setup setup;
    private Routing routing;
    private int process;
    private long lastActivity;

    /** When an alert fires. {@code end} is null in a notification while it does, and always for a rule's. */
    private record Span(Instant start, @Nullable Instant end) {
        static Span of(Word word) {
            return new Span(word.start(), word.end());
        }
    }

    /** One integration and one group. */
    private record Line(Ref group, IntegrationId integration) {}

    /** @param router its groups now, for the few questions that are left to the router */
    Oracle(Timeline timeline, Trace trace, Tally tally, Setup first, Supplier<List<GroupSnapshot>> router) {
        this.router = router;
        this.timeline = timeline;
        this.trace = trace;
        this.tally = tally;
        this.setup = first;
        this.routing = new Routing(first.root());
        this.patience = new Patience(trace, tally);
    }

    void begin() {
        muting.configure(setup.rules(), setup.intervals());
        muting.forgetOutlived(timeline.wall());
        clearAlertsUp();
        clearLedgersUp();
    }

    private void clearAlertsUp() {
        after(World.ALERT_GC, () -> {
            Instant wall = timeline.wall().minusNanos(1);
            alerts.retain(alert -> alert.firing(wall) || held(alert));
            clearAlertsUp();
        });
    }

    private void clearLedgersUp() {
        after(World.MAINTENANCE, () -> {
            muting.forgetOutlived(timeline.wall().minusNanos(1));
            ledgers.forEach((line, ledger) -> {
                if (!groups.containsKey(line.group())) {
                    ledger.perhapsTold.clear();
                    ledger.perhapsKnown.clear();
                }
            });
            ledgers.entrySet()
                    .removeIf(entry -> !groups.containsKey(entry.getKey().group())
                            && entry.getValue().expired(timeline.nanos() - 1));
            clearLedgersUp();
        });
    }

    /** A nanosecond later, so that whatever the router does at that instant is done. */
    private tocsin.time.Scheduler.Timer after(Duration delay, Runnable task) {
        int mine = process;
        return timeline.after(delay.plus(MOMENT), () -> {
            if (mine == process) {
                task.run();
            }
        });
    }

    private boolean held(Known alert) {
        return groups.values().stream().anyMatch(group -> group.members.contains(alert));
    }

    // What happens to the router.

    void heard(Labels labels, Word word) {
        lastActivity = timeline.nanos();
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
        group.arm(after(wait, () -> tick(group)), timeline.wall().plus(wait));
        group.writtenDue = group.dueWall;
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
        lastActivity = timeline.nanos();
        tally.count(Obligation.RELOAD);
        patience.startAnew();
        List<Known> live = alerts.all().stream().filter(this::held).toList();
        forgetWhoDidNotWantToKnow(newSetup);
        groups.values().forEach(this::retire);
        groups.clear();
        setup = newSetup;
        routing = new Routing(setup.root());
        muting.configure(setup.rules(), setup.intervals());
        live.forEach(this::place);
        groups.values().forEach(group -> chooseFirstWait(group, snapshots));
        forgetWhoIsRoutedElsewhere();
        List.copyOf(deliveries.values()).forEach(this::stop);
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
                .map(alert -> firstWait(group.place, alert))
                .collect(Collectors.toSet());
        Instant due = snapshot(group, snapshots).nextFlushAt();
        Duration chosen = Duration.between(timeline.wall(), due);
        if (!allowed.contains(chosen)) {
            trace.finding("(a) after a reload %s waits %s, not %s".formatted(group, chosen, allowed));
        }
        armFirst(group, chosen);
    }

    private GroupSnapshot snapshot(ExpectedGroup group, List<GroupSnapshot> snapshots) {
        return snapshots.stream()
                .filter(each -> uid(each).equals(group.place.uid())
                        && each.id().labels().equals(group.ref.labels()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("(e) the router has no group " + group));
    }

    private static String uid(GroupSnapshot snapshot) {
        return snapshot.node().route().labels().getOrDefault(World.UID, "");
    }

    /** Who did not want resolutions is not owed those of before the reload. */
    private void forgetWhoDidNotWantToKnow(Setup newSetup) {
        ledgers.forEach((line, ledger) -> {
            if (!setup.wantsResolved(line.integration()) || !newSetup.wantsResolved(line.integration())) {
                ledger.owed.clear();
            }
        });
    }

    /** Whom a reload takes an alert away from, he is told nothing more. */
    private void forgetWhoIsRoutedElsewhere() {
        ledgers.forEach((line, ledger) -> {
            ExpectedGroup group = groups.get(line.group());
            Set<Labels> members = group == null ? Set.of() : labels(group.members);
            ledger.owed.retainAll(members);
            ledger.toldResolved.clear();
        });
    }

    private static Set<Labels> labels(Set<Known> alerts) {
        return alerts.stream().map(alert -> alert.labels).collect(Collectors.toSet());
    }

    private void stop(ExpectedDelivery delivery) {
        if (delivery.done || delivery.stopped) {
            return;
        }
        delivery.stopped = true;
        if (!delivery.attempting()) {
            failed(delivery);
            return;
        }
        Duration longest = delivery.longestAt(timeline.nanos());
        Duration left = longest.compareTo(AFTER_RELOAD) < 0 ? longest : AFTER_RELOAD;
        after(left, () -> giveUp(delivery, delivery.last));
    }

    void crashed() {
        process++;
        patience.startAnew();
        tally.count(Obligation.RESTART);
        for (ExpectedDelivery delivery : deliveries.values()) {
            if (!delivery.done) {
                delivery.ledger.unsure = true;
                delivery.ledger.perhapsKnown.addAll(delivery.flush.passed.firing());
                delivery.done = true;
            }
        }
        ledgers.values().forEach(ledger -> {
            ledger.perhapsKnown.addAll(ledger.perhapsTold);
            ledger.perhapsTold.clear();
            ledger.toldResolved.clear();
        });
        deliveries.clear();
        unjudged.clear();
        outrun.clear();
    }

    /** A new process has read what the old one left, and the same configuration. */
    void restarted(List<GroupSnapshot> snapshots) {
        Map<Ref, ExpectedGroup> before = new HashMap<>(groups);
        groups.values().forEach(ExpectedGroup::end);
        alerts.retain(this::held);
        groups.clear();
        snapshots.forEach(snapshot -> snapshot.alerts().forEach(this::adoptEnd));
        List.copyOf(alerts.all()).forEach(this::place);
        groups.values().forEach(group -> adoptDue(group, before.get(group.ref), snapshots));
        ledgers.values().forEach(ledger -> ledger.restart(timeline.nanos(), timeline.wall()));
        begin();
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
        Instant due = snapshot(group, snapshots).nextFlushAt();
        if (before == null) {
            chooseFirstWait(group, snapshots);
            return;
        }
        Instant latest = now.plus(longestWait(group));
        Instant expected = before.writtenDue.isAfter(latest) ? latest : before.writtenDue;
        boolean unsure = ledgers.entrySet().stream()
                .anyMatch(entry -> entry.getKey().group().equals(group.ref) && entry.getValue().unsure);
        if (expected.isBefore(now) || (unsure && due.equals(now))) {
            expected = now;
        }
        equal("(a) due after a restart", group, expected, due);
        group.flushes = before.flushes;
        armFirst(group, Duration.between(now, due));
    }

    private static Duration longestWait(ExpectedGroup group) {
        Duration wait = group.place.route().groupWait();
        Duration interval = group.place.route().groupInterval();
        return wait.compareTo(interval) > 0 ? wait : interval;
    }

    // What the router does.

    Attempt attempted(Notification notification, Duration longest) {
        Attempt attempt = new Attempt(notification, timeline.nanos(), longest);
        lastActivity = timeline.nanos();
        Address address = Address.of(notification);
        ExpectedDelivery open = deliveries.get(address);
        if (open != null && open.continuesWith(attempt)) {
            again(open, attempt);
            return attempt;
        }
        if (unjudged.put(address, attempt) != null) {
            trace.finding("(d) two notifications at once to " + address);
        }
        after(MOMENT, () -> {
            if (unjudged.remove(address, attempt)) {
                trace.finding("(b) nothing called for a notification to %s: %s".formatted(address, text(notification)));
            }
        });
        return attempt;
    }

    private void again(ExpectedDelivery delivery, Attempt attempt) {
        if (delivery.attempting() || delivery.stopped || attempt.at > delivery.deadline) {
            trace.finding("(d) an attempt at the wrong time to " + Address.of(attempt.notification));
        }
        if (!attempt.notification.alerts().equals(delivery.last.notification.alerts())) {
            trace.finding("(b) an attempt differs from the one before it " + Address.of(attempt.notification));
        }
        delivery.attempts++;
        delivery.last = attempt;
        attempt.delivery = delivery;
        watch(delivery, attempt);
    }

    /** Told before the router learns of it. */
    void answered(Attempt attempt, DeliveryResult result) {
        attempt.answer = result;
        ExpectedDelivery delivery = attempt.delivery;
        if (delivery != null) {
            after(Duration.ZERO, () -> {
                if (delivery.last == attempt && !delivery.done) {
                    act(delivery, result);
                }
            });
        }
    }

    private void act(ExpectedDelivery delivery, DeliveryResult result) {
        result.<Runnable>fold(
                        delivered -> () -> arrived(delivery, delivered.receiverData()),
                        retryable -> () -> failedForNow(delivery, retryable.retryAfter()),
                        rejected -> () -> failed(delivery))
                .run();
    }

    private void arrived(ExpectedDelivery delivery, Map<String, String> data) {
        Ledger ledger = delivery.ledger;
        ExpectedFlush flush = delivery.flush;
        if (delivery.sendResolved && !flush.group.gone) {
            checkResolutions(delivery);
        }
        ledger.write(flush.passed, data, flush);
        patience.told(flush.group.ref, delivery.integration, flush.passed);
        end(delivery);
    }

    private void checkResolutions(ExpectedDelivery delivery) {
        Ledger ledger = delivery.ledger;
        ExpectedFlush flush = delivery.flush;
        for (Labels alert : flush.passed.resolved()) {
            int version = flush.resolved.entrySet().stream()
                    .filter(each -> each.getKey().labels.equals(alert))
                    .mapToInt(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow();
            if (Objects.equals(ledger.toldResolved.put(alert, version), version)) {
                trace.finding("(c) %s was told twice that %s is resolved".formatted(delivery.integration, alert));
            }
            if (ledger.owed.contains(alert)) {
                boolean wasMuted = flush.group.muted.containsKey(alert);
                tally.count(wasMuted ? Obligation.RESOLUTION_AFTER_A_MUTE : Obligation.RESOLUTION);
            }
        }
        ledger.toldResolved.keySet().removeAll(flush.passed.firing());
    }

    private void failedForNow(ExpectedDelivery delivery, Duration retryAfter) {
        long now = timeline.nanos();
        if (delivery.stopped || now >= delivery.deadline) {
            failed(delivery);
            return;
        }
        int attempts = delivery.attempts;
        Duration longest = retryAfter.compareTo(LONGEST_BACK_OFF) > 0 ? retryAfter : LONGEST_BACK_OFF;
        after(longest, () -> {
            boolean idle = !delivery.done && !delivery.attempting() && delivery.attempts == attempts;
            if (idle && timeline.nanos() - 1 < delivery.deadline) {
                trace.finding("(a) no further attempt to " + delivery.integration);
            }
        });
    }

    private void failed(ExpectedDelivery delivery) {
        delivery.flush.failed = true;
        end(delivery);
    }

    private void end(ExpectedDelivery delivery) {
        lastActivity = timeline.nanos();
        delivery.done = true;
        if (delivery.attempts > 1) {
            tally.count(Obligation.RETRY);
        }
        finishIfDone(delivery.flush);
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
        lastActivity = timeline.nanos();
        Instant wall = timeline.wall().minusNanos(1);
        Duration interval = group.place.route().groupInterval();
        group.arm(after(interval.minus(MOMENT), () -> tick(group)), wall.plus(interval));
        ExpectedFlush flush = new ExpectedFlush(group, tick, wall, timeline.nanos() - 1, muting);
        group.running = flush;
        group.flushes++;
        count(flush);
        patience.interrupted(group.ref, flush.muted.keySet());
        patience.interrupted(group.ref, flush.passed.resolved());
        if (!flush.allMuted()) {
            integrations(group.place).forEach((integration, wants) -> judge(flush, integration, wants));
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

    private Map<IntegrationId, Boolean> integrations(Routing.Place place) {
        String receiver = place.route().receiver();
        List<Boolean> wants = setup.receivers().getOrDefault(receiver, List.of());
        Map<IntegrationId, Boolean> all = new LinkedHashMap<>();
        for (int index = 0; index < wants.size(); index++) {
            all.put(new IntegrationId(receiver, "webhook", index), wants.get(index));
        }
        return all;
    }

    private void judge(ExpectedFlush flush, IntegrationId integration, boolean sendResolved) {
        Ledger ledger = ledgers.computeIfAbsent(new Line(flush.group.ref, integration), line -> new Ledger());
        Duration repeat = flush.place.route().repeatInterval();
        NotifyReason reason = ledger.reason(flush.passed, sendResolved, repeat, flush.tick.nanos());
        Address address = new Address(flush.place.uid(), flush.group.ref.labels(), integration);
        Attempt attempt = unjudged.remove(address);
        if (reason == null && ledger.mayTellTheEnd(flush.passed)) {
            reason = attempt == null && sendResolved ? null : NotifyReason.ALL_ALERTS_RESOLVED;
        }
        boolean somethingToSay = sendResolved || !flush.passed.firing().isEmpty();
        if (reason == null) {
            expectNothing(attempt, address);
            ledger.nothingNew(flush.muted.keySet());
            tally.count(Obligation.NOTHING_NEW);
        } else if (!somethingToSay) {
            expectNothing(attempt, address);
            tally.count(Obligation.RESOLUTION_NOT_WANTED);
            ledger.write(flush.passed, ledger.data(), flush);
            patience.told(flush.group.ref, integration, flush.passed);
        } else if (attempt == null) {
            flush.failed = true;
            trace.finding("(a) %s was not told `%s` by %s: firing %s, resolved %s; %s"
                    .formatted(
                            integration,
                            reason.text(),
                            flush.group,
                            flush.passed.firing(),
                            flush.passed.resolved(),
                            ledger));
        } else {
            compare(attempt, flush, reason, ledger, sendResolved);
            open(new ExpectedDelivery(
                    flush, integration, sendResolved, ledger, flush.at + timeToDeliver(flush), attempt));
        }
    }

    private void expectNothing(@Nullable Attempt attempt, Address address) {
        if (attempt != null) {
            trace.finding("(d) %s was told without a reason: %s".formatted(address, text(attempt.notification)));
        }
    }

    private static long timeToDeliver(ExpectedFlush flush) {
        return Math.max(
                flush.place.route().groupInterval().toNanos(), ofSeconds(10).toNanos());
    }

    private void compare(
            Attempt attempt, ExpectedFlush flush, NotifyReason reason, Ledger ledger, boolean sendResolved) {
        Notification sent = attempt.notification;
        Address address = Address.of(sent);
        tally.count(Obligation.CONTENT);
        countReason(flush, reason);
        equal("(a) time of the flush", address, flush.wall, sent.flushedAt());
        equal("(d) reason", address, reason, sent.reason());
        equal("(b) group key", address, flush.place.groupKey(flush.group.ref.labels()), sent.groupKey());
        Map<String, String> data = reason == NotifyReason.FIRST_NOTIFICATION ? Map.of() : ledger.data();
        equal("(d) receiver data", address, data, sent.receiverData());
        equal("(b) alerts sent", address, alertsOf(flush, sendResolved), sent(sent));
    }

    private void equal(String what, Object where, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            trace.finding("%s, %s: expected %s, was %s".formatted(what, where, expected, actual));
        }
    }

    private void countReason(ExpectedFlush flush, NotifyReason reason) {
        if (reason == NotifyReason.REPEAT_INTERVAL_ELAPSED) {
            tally.count(Obligation.REPEAT);
        } else if (flush.group.flushes == 1) {
            tally.count(flush.group.hurried ? Obligation.FIRST_FLUSH_AT_ONCE : Obligation.FIRST_FLUSH_AFTER_GROUP_WAIT);
        } else if (reason == NotifyReason.NEW_ALERTS_ADDED || reason == NotifyReason.FIRST_NOTIFICATION) {
            tally.count(Obligation.NEW_ALERTS_AT_GROUP_INTERVAL);
        }
    }

    private static Map<Labels, Span> alertsOf(ExpectedFlush flush, boolean sendResolved) {
        Map<Labels, Span> expected = new HashMap<>();
        flush.passed
                .firing()
                .forEach(alert ->
                        expected.put(alert, new Span(word(flush, alert).start(), null)));
        if (sendResolved) {
            flush.passed.resolved().forEach(alert -> expected.put(alert, Span.of(word(flush, alert))));
        }
        return expected;
    }

    private static Word word(ExpectedFlush flush, Labels alert) {
        return Objects.requireNonNull(flush.words.get(alert));
    }

    private static Map<Labels, Span> sent(Notification notification) {
        return spans(notification.alerts());
    }

    private static Map<Labels, Span> spans(List<Alert> alerts) {
        Map<Labels, Span> spans = new HashMap<>();
        alerts.forEach(alert -> spans.put(alert.labels(), new Span(alert.startsAt(), alert.endsAt())));
        return spans;
    }

    static String text(Notification notification) {
        return notification.reason().text() + " " + new TreeMap<>(sent(notification));
    }

    private void open(ExpectedDelivery delivery) {
        Attempt attempt = delivery.last;
        attempt.delivery = delivery;
        delivery.flush.deliveries.add(delivery);
        deliveries.put(Address.of(attempt.notification), delivery);
        after(ofNanos(delivery.deadline - timeline.nanos()), () -> {
            if (!delivery.done && !delivery.attempting()) {
                failed(delivery);
            }
        });
        if (attempt.answer == null) {
            watch(delivery, attempt);
        } else {
            act(delivery, attempt.answer);
        }
    }

    /** Nobody waits longer for an answer than the attempt was allowed to take. */
    private void watch(ExpectedDelivery delivery, Attempt attempt) {
        Duration longest = delivery.longestAt(attempt.at);
        equal("(a) longest time of an attempt", delivery.integration, longest, attempt.longest);
        after(longest.minusNanos(timeline.nanos() - attempt.at), () -> giveUp(delivery, attempt));
    }

    private void giveUp(ExpectedDelivery delivery, Attempt attempt) {
        if (!delivery.done && delivery.last == attempt && delivery.attempting()) {
            delivery.ledger.unsure = true;
            delivery.ledger.perhapsTold.addAll(delivery.flush.passed.firing());
            failed(delivery);
        }
    }

    private void finishIfDone(ExpectedFlush flush) {
        ExpectedGroup group = flush.group;
        if (!flush.done()) {
            return;
        }
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
        group.joinedDuringFlush.clear();
        if (flush.failed) {
            linesOf(group).values().forEach(ledger -> ledger.toldResolved.clear());
        } else {
            flush.resolved.forEach((alert, version) -> {
                if (alert.version == version && !waitedFor(flush, alert)) {
                    group.members.remove(alert);
                }
            });
        }
        group.muted.keySet().retainAll(labels(group.members));
        if (group.members.isEmpty()) {
            groups.remove(group.ref);
            group.end();
            checkThatAllAreTold(group);
        } else {
            takeUp(group);
        }
    }

    private Map<IntegrationId, Ledger> linesOf(ExpectedGroup group) {
        Map<IntegrationId, Ledger> lines = new LinkedHashMap<>();
        integrations(group.place).keySet().forEach(integration -> {
            Ledger ledger = ledgers.get(new Line(group.ref, integration));
            if (ledger != null) {
                lines.put(integration, ledger);
            }
        });
        return lines;
    }

    /** Promise 4. */
    private boolean waitedFor(ExpectedFlush flush, Known alert) {
        if (!flush.muted.containsKey(alert.labels)) {
            return false;
        }
        Collection<Ledger> ledgers = linesOf(flush.group).values();
        return ledgers.stream().anyMatch(ledger -> ledger.waitsFor(alert.labels))
                || (ledgers.stream().anyMatch(ledger -> ledger.mayWaitFor(alert.labels))
                        && routerHolds(flush.group, alert.labels));
    }

    private boolean routerHolds(ExpectedGroup group, Labels alert) {
        return router.get().stream()
                .filter(snapshot -> (uid(snapshot) + snapshot.id().labels()).equals(group.toString()))
                .flatMap(snapshot -> snapshot.alerts().stream())
                .anyMatch(held -> held.labels().equals(alert));
    }

    private void checkThatAllAreTold(ExpectedGroup group) {
        Map<IntegrationId, Boolean> sendResolved = integrations(group.place);
        linesOf(group).forEach((integration, ledger) -> {
            if (sendResolved.getOrDefault(integration, false) && !ledger.owed.isEmpty()) {
                trace.finding("(c) %s ends, but %s was never told that %s is resolved"
                        .formatted(group, integration, ledger.owed));
            }
        });
        tally.count(Obligation.GROUP_ENDED_WITH_ALL_TOLD);
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

    /** Invariant (e), and the time of each next flush. */
    void compareGroups(List<GroupSnapshot> snapshots) {
        Map<String, ExpectedGroup> left = new HashMap<>();
        groups.values().forEach(group -> left.put(group.toString(), group));
        for (GroupSnapshot snapshot : snapshots) {
            String name = uid(snapshot) + snapshot.id().labels();
            ExpectedGroup group = left.remove(name);
            if (group == null) {
                trace.finding("(e) the router has a group too many: " + name);
            } else {
                compare(group, snapshot);
            }
        }
        left.keySet().forEach(name -> trace.finding("(e) the router has no group " + name));
    }

    private void compare(ExpectedGroup group, GroupSnapshot snapshot) {
        tally.count(Obligation.GROUP_COMPARED);
        Map<Labels, Span> expected = new HashMap<>();
        group.members.forEach(alert -> expected.put(alert.labels, Span.of(alert.word)));
        equal("(e) alerts", group, expected, spans(snapshot.alerts()));
        equal("(a) next flush", group, group.dueWall, snapshot.nextFlushAt());
        Map<Labels, SuppressionReason> muted = new HashMap<>();
        snapshot.muted().forEach((alert, verdict) -> muted.put(alert, reason(verdict)));
        equal("(b) muted", group, group.muted, muted);
    }

    private static SuppressionReason reason(Verdict.Muted verdict) {
        return verdict.reason();
    }

    /** Looks at who is entitled to know what; called often. */
    void lookAtEntitlements(Set<IntegrationId> healthy) {
        Instant wall = timeline.wall();
        Set<Patience.Claim> entitled = new HashSet<>();
        for (Known alert : alerts.all()) {
            if (alert.firing(wall)) {
                for (Routing.Place place : routing.reached(alert.labels)) {
                    if (muting.by(alert.labels, place.route(), wall, wall) == null) {
                        claims(alert, place, healthy, entitled);
                    }
                }
            }
        }
        patience.look(timeline.nanos(), entitled);
    }

    private void claims(Known alert, Routing.Place place, Set<IntegrationId> healthy, Set<Patience.Claim> entitled) {
        Ref ref = new Ref(place.identity(), place.groupLabels(alert.labels));
        Duration bound =
                place.route().groupWait().plus(place.route().groupInterval()).plus(LONGEST_FLUSH_BEFORE);
        boolean calm = integrations(place).keySet().stream().allMatch(healthy::contains);
        if (calm) {
            integrations(place)
                    .keySet()
                    .forEach(integration -> entitled.add(new Patience.Claim(ref, integration, alert.labels, bound)));
        }
    }

    // The end.

    /** When the router did something last that it writes down, on the elapsed clock. */
    long lastActivity() {
        return lastActivity;
    }

    List<String> leftOver() {
        List<String> left = new ArrayList<>();
        groups.values().forEach(group -> left.add(group + " " + group.members));
        return left;
    }
}
