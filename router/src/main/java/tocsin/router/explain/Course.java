package tocsin.router.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.Tick;
import tocsin.router.notificationlog.AlertHashes;
import tocsin.router.notificationlog.LogEntry;
import tocsin.router.notificationlog.LogKey;
import tocsin.router.notificationlog.LoggedEntry;
import tocsin.router.pipeline.Told;
import tocsin.router.pipeline.UnderWay;

/**
 * How a group goes on when no alert arrives, nobody touches a silence or the configuration, and receivers take what they are
 * sent. It goes from flush to flush, but leaves out those at which nothing can be otherwise than at the one before:
 *
 * <pre>
 *   flush at a tick ──something sent, logged or forgotten──> the next tick
 *          └─────────nothing──> the first tick at which an alert has ended, a mute has begun or ended, or a repeat is due
 * </pre>
 *
 * <p>What a flush decides is asked of {@link Told}, as the pipeline asks it. One course is one use. Bounded: so many flushes,
 * and fewer of a large group.
 */
public final class Course {
    static final int MOST_FLUSHES = 1_000;
    private static final int MOST_LOOKS = 2_000_000;
    /** Beyond it a time is as good as never, and does not fit the monotonic clock. */
    private static final Duration HORIZON = Duration.ofDays(100 * 366);

    private final GroupFacts group;
    private final Labels subject;
    /** Until then the subject is not there. */
    private final Instant comes;

    private final Instant horizon;
    private final Duration interval;
    private final Duration repeat;
    private final List<MemberFacts> members;
    private final Map<IntegrationId, Told> told = new HashMap<>();
    private final Map<IntegrationId, Next> next = new LinkedHashMap<>();
    /** When the flush was due. */
    private Tick tick;
    /** When it begins: later while the one before it is not over. */
    private Tick begun;

    private boolean acted;
    private AlertHashes passedFiring = AlertHashes.NONE;

    private Course(GroupFacts group, Labels subject, Instant comes, Tick now) {
        this.group = group;
        this.subject = subject;
        this.comes = comes;
        this.horizon = now.at().plus(HORIZON);
        this.interval = group.route().groupInterval();
        this.repeat = group.route().repeatInterval();
        this.members = new ArrayList<>(group.members());
        Tick pending = group.standing().pending();
        this.tick = pending == null ? group.standing().next() : pending;
        this.begun = pending == null ? tick : now;
        group.integrations().forEach(integration -> told.put(integration.id(), integration.told()));
    }

    /** What each integration of the group hears of the alert next, in the order of the integrations. */
    public static Map<IntegrationId, Next> of(GroupFacts group, Labels subject, Tick now) {
        return of(group, subject, Instant.MIN, now);
    }

    /** The same for an alert that comes into the group at {@code comes} only. */
    static Map<IntegrationId, Next> of(GroupFacts group, Labels subject, Instant comes, Tick now) {
        Course course = new Course(group, subject, comes, now);
        Tick underWay = group.standing().underWay();
        if (underWay != null) {
            course.finish(underWay, now);
        }
        course.run();
        return course.inOrder();
    }

    private Map<IntegrationId, Next> inOrder() {
        Map<IntegrationId, Next> ordered = new LinkedHashMap<>();
        group.integrations()
                .forEach(integration ->
                        ordered.put(integration.id(), next.getOrDefault(integration.id(), new Next.Never())));
        return ordered;
    }

    private void run() {
        int looks = 0;
        for (int flushes = 0; !allKnown(); flushes++) {
            looks += members.size();
            if (flushes == MOST_FLUSHES || (looks > MOST_LOOKS && flushes > 0)) {
                rest(new Next.Unforeseen(begun.at()));
                return;
            }
            flush(new Batch(tick, begun.at()));
            if (!holdsSubject()) {
                rest(new Next.Dropped(begun.at()));
                return;
            }
            Tick following = following();
            if (following == null) {
                rest(new Next.Never());
                return;
            }
            tick = following;
            begun = following;
        }
    }

    private boolean allKnown() {
        return next.size() == group.integrations().size();
    }

    private void rest(Next outcome) {
        group.integrations().forEach(integration -> next.putIfAbsent(integration.id(), outcome));
    }

    private boolean holdsSubject() {
        return members.stream().anyMatch(member -> isSubject(member.alert()));
    }

    private boolean isSubject(Alert alert) {
        return alert.labels().equals(subject);
    }

    /** The members at one tick. */
    private final class Batch {
        final Tick tick;
        final Instant at;
        final List<Alert> firing = new ArrayList<>();
        final List<Alert> resolved = new ArrayList<>();
        final List<Alert> muted = new ArrayList<>();

        Batch(Tick tick, Instant at) {
            this.tick = tick;
            this.at = at;
            boolean heldBack = group.times().muted(tick.at());
            for (MemberFacts member : members) {
                if (at.isBefore(comes) && isSubject(member.alert())) {
                    continue;
                }
                if (heldBack || member.mutedAt(at)) {
                    muted.add(member.alert());
                } else {
                    (member.alert().resolvedAt(at) ? resolved : firing).add(member.alert());
                }
            }
        }

        boolean isEmpty() {
            return firing.isEmpty() && resolved.isEmpty();
        }

        Told.Batch hashes() {
            return new Told.Batch(AlertHashes.of(firing), AlertHashes.of(resolved));
        }

        boolean hasSubject(List<Alert> side) {
            return side.stream().anyMatch(Course.this::isSubject);
        }
    }

    private void flush(Batch batch) {
        acted = false;
        passedFiring = AlertHashes.NONE;
        if (!batch.isEmpty()) {
            Told.Batch hashes = batch.hashes();
            AlertHashes muted = AlertHashes.of(batch.muted);
            passedFiring = hashes.firing();
            group.integrations().forEach(integration -> notify(integration, batch, hashes, muted));
        }
        forget(batch);
    }

    private void notify(IntegrationFacts integration, Batch batch, Told.Batch hashes, AlertHashes muted) {
        Told before = told(integration.id());
        Optional<NotifyReason> reason = before.news(hashes, batch.tick.nanos(), integration.sendResolved(), repeat);
        if (reason.isEmpty()) {
            if (before.settles(muted)) {
                told.put(integration.id(), before.settled());
                acted = true;
            }
            return;
        }
        acted = true;
        if (batch.hasSubject(batch.firing)) {
            next.putIfAbsent(integration.id(), new Next.Notified(batch.at, reason.get(), true));
        } else if (integration.sendResolved() && batch.hasSubject(batch.resolved)) {
            next.putIfAbsent(integration.id(), new Next.Notified(batch.at, reason.get(), false));
        }
        tell(integration.id(), before, batch.tick, hashes, muted);
    }

    private void tell(IntegrationId integration, Told before, Tick at, Told.Batch batch, AlertHashes muted) {
        LogKey key = new LogKey(group.standing().id(), integration);
        LogEntry entry = before.after(key, at, batch, muted, Map.of(), Duration.ZERO);
        told.put(integration, new Told(new LoggedEntry(entry, at.nanos()), null));
    }

    private Told told(IntegrationId integration) {
        return told.getOrDefault(integration, new Told(null, null));
    }

    /** What was resolved leaves, but for alerts of which an integration has to hear when they are not muted any more. */
    private void forget(Batch batch) {
        forget(batch, member -> member.alert().resolvedAt(batch.at));
    }

    private void forget(Batch batch, Predicate<MemberFacts> leaving) {
        Set<Labels> owed = group.resolvedAfterMute()
                ? batch.muted.stream()
                        .filter(this::believedFiring)
                        .map(Alert::labels)
                        .collect(Collectors.toSet())
                : Set.of();
        acted |= members.removeIf(
                member -> leaving.test(member) && !owed.contains(member.alert().labels()));
    }

    private boolean believedFiring(Alert alert) {
        return told.values().stream().anyMatch(each -> each.believesFiring(alert));
    }

    /** The flush that is under way ends well, but for deliveries that have no time for another attempt. */
    private void finish(Tick underWay, Tick now) {
        Batch batch = new Batch(underWay, underWay.at());
        AlertHashes muted = AlertHashes.of(batch.muted);
        boolean failed = false;
        for (IntegrationFacts integration : group.integrations()) {
            UnderWay delivery = integration.underWay();
            failed |= delivery == null ? integration.failed() : delivery.isLost();
            if (delivery != null && !delivery.isLost()) {
                next(integration.id(), delivery, now);
                tell(integration.id(), integration.told(), underWay, batchOf(delivery, batch), muted);
            }
        }
        if (!failed) {
            forget(batch, MemberFacts::leaving);
        }
        begun = later(begun, over(now));
    }

    private static Tick later(Tick one, @Nullable Tick other) {
        return other == null || !other.at().isAfter(one.at()) ? one : other;
    }

    /** When the flush under way is over, as far as that depends on attempts to come; null when none does. */
    private @Nullable Tick over(Tick now) {
        Tick over = null;
        for (IntegrationFacts integration : group.integrations()) {
            UnderWay delivery = integration.underWay();
            Long nanos = delivery == null ? null : delivery.nextAttemptNanos();
            if (delivery != null && nanos != null) {
                Tick end = at(Math.min(nanos, delivery.deadlineNanos()), now);
                over = over == null ? end : later(over, end);
            }
        }
        return over;
    }

    private static Tick at(long nanos, Tick now) {
        return new Tick(now.at().plusNanos(nanos - now.nanos()), nanos);
    }

    private void next(IntegrationId integration, UnderWay delivery, Tick now) {
        if (delivery.alerts().stream().anyMatch(this::isSubject)) {
            Long nanos = delivery.nextAttemptNanos();
            boolean begun = nanos == null && delivery.ahead() == null;
            next.put(
                    integration,
                    new Next.Trying(
                            delivery.attempts() + (begun ? 0 : 1),
                            nanos == null ? null : at(nanos, now).at(),
                            begun));
        }
    }

    private static Told.Batch batchOf(UnderWay delivery, Batch batch) {
        List<Alert> firing = delivery.alerts().stream()
                .filter(alert -> !alert.resolvedAt(batch.at))
                .toList();
        return new Told.Batch(AlertHashes.of(firing), AlertHashes.of(batch.resolved));
    }

    /** Null when nothing changes any more. */
    private @Nullable Tick following() {
        if (acted) {
            return tickAfter(1);
        }
        Instant change = nextChange();
        if (change == null || change.isAfter(horizon)) {
            return null;
        }
        Duration wait = Duration.between(begun.at(), change);
        long whole = wait.dividedBy(interval);
        return tickAfter(interval.multipliedBy(whole).compareTo(wait) < 0 ? whole + 1 : whole);
    }

    private Tick tickAfter(long intervals) {
        Duration wait = interval.multipliedBy(intervals);
        return new Tick(begun.at().plus(wait), begun.nanos() + wait.toNanos());
    }

    private @Nullable Instant nextChange() {
        Instant change = Changes.earlier(group.times().nextChange(begun.at()).orElse(null), comes, begun.at());
        for (MemberFacts member : members) {
            change = Changes.earlierNullable(change, member.nextChange(begun.at()));
        }
        if (!passedFiring.isEmpty()) {
            for (Told each : told.values()) {
                change = each.logged() == null ? change : Changes.earlierNullable(change, repeatDue(each));
            }
        }
        return change;
    }

    private Instant repeatDue(Told each) {
        return begun.at().plus(repeat.minus(each.age(begun.nanos())));
    }
}
