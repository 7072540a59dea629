package tocsin.router.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.MemberChange.Kind;
import tocsin.router.ingest.StoredAlert;
import tocsin.router.route.RouteNode;
import tocsin.time.Scheduler;

/** Alerts that are notified together. It decides what a flush holds and what is forgotten; {@link Dispatcher} acts. */
final class AggregationGroup {
    private final GroupId id;
    private final RouteNode node;
    private final Instant createdAt;
    /** In the order of {@link AlertOrder}, but for those that came since the last flush, which stand at the end. */
    private final Map<StoredAlert, Standing> members = new LinkedHashMap<>(4);

    private final Set<StoredAlert> joinedDuringFlush = new HashSet<>(0);
    private boolean sorted = true;
    private long flushes;
    private Instant nextFlushAt;
    private long nextFlushNanos;
    private @Nullable Taken underWay;
    private boolean destroyed;
    private @Nullable Tick pending;
    private Scheduler.@Nullable Timer timer;

    AggregationGroup(GroupId id, RouteNode node, Instant createdAt, long flushes) {
        this.id = id;
        this.node = node;
        this.createdAt = createdAt;
        this.nextFlushAt = createdAt;
        this.flushes = flushes;
    }

    GroupId id() {
        return id;
    }

    RouteNode node() {
        return node;
    }

    boolean holds(StoredAlert stored) {
        return members.containsKey(stored);
    }

    void add(StoredAlert stored) {
        if (members.putIfAbsent(stored, Standing.NEW) != null) {
            return;
        }
        sorted = false;
        if (flushing()) {
            joinedDuringFlush.add(stored);
        }
    }

    boolean isEmpty() {
        return members.isEmpty();
    }

    /** In no order to rely on; a live view. */
    Set<StoredAlert> members() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** What the gates said of a member at the last flush, null for an alert that the group does not hold. */
    @Nullable
    Verdict verdict(StoredAlert stored) {
        Standing standing = members.get(stored);
        return standing == null ? null : standing.verdict();
    }

    /** One flush and the versions of the alerts that went into it. */
    record Taken(Flush flush, Map<StoredAlert, Long> resolved) {}

    /** Everything that the group holds, as it is at {@code now}. */
    Taken flush(Tick tick, Instant now) {
        flushes++;
        sort();
        List<Alert> alerts = new ArrayList<>(members.size());
        List<MemberChange> changes = new ArrayList<>();
        Map<StoredAlert, Long> resolved = new HashMap<>();
        Map<Labels, Verdict.Muted> muted = new HashMap<>();
        members.replaceAll((stored, standing) -> {
            Alert alert = stored.alert();
            boolean firing = !alert.resolvedAt(now);
            if (!firing) {
                resolved.put(stored, stored.version());
            }
            alerts.add(asSeen(alert, now));
            if (standing.isNew() || standing.firing() != firing) {
                changes.add(change(alert, standing, firing));
            }
            if (standing.verdict() instanceof Verdict.Muted m) {
                muted.put(alert.labels(), m);
            }
            return standing.firing() == firing ? standing : Standing.of(standing.verdict(), firing);
        });
        return new Taken(new Flush(id, node, alerts, now, tick, flushes, muted, changes), resolved);
    }

    private static MemberChange change(Alert alert, Standing before, boolean firing) {
        Kind kind = before.isNew() ? Kind.JOINED : Kind.TURNED;
        return new MemberChange(alert.labels(), kind, firing);
    }

    /** The order is kept from flush to flush: a group of a hundred thousand alerts would else hold up all others each time. */
    private void sort() {
        if (sorted) {
            return;
        }
        List<Ordered> order = new ArrayList<>(members.size());
        members.forEach(
                (stored, standing) -> order.add(new Ordered(AlertOrder.Key.of(stored.alert()), stored, standing)));
        order.sort(Comparator.comparing(Ordered::key));
        members.clear();
        order.forEach(member -> members.put(member.stored(), member.standing()));
        sorted = true;
    }

    private record Ordered(AlertOrder.Key key, StoredAlert stored, Standing standing) {}

    /** A firing alert goes without its end, so that it cannot turn resolved while attempts go on. */
    private static Alert asSeen(Alert alert, Instant now) {
        return alert.endsAt() == null || alert.resolvedAt(now) ? alert : alert.withEndsAt(null);
    }

    /** Keeps what the gates said of the alerts that were in the flush. */
    void judged(Map<Labels, Verdict.Muted> muted) {
        members.replaceAll((stored, standing) -> {
            if (joinedDuringFlush.contains(stored)) {
                return standing;
            }
            Verdict held = muted.get(stored.alert().labels());
            return standing.judged(held == null ? Verdict.PASSED : held);
        });
        joinedDuringFlush.clear();
    }

    /**
     * Forgets what was resolved in the flush, unless it has changed since or its resolution is still owed.
     *
     * @return what was forgotten
     */
    List<StoredAlert> delivered(Taken taken, FlushResult result) {
        List<StoredAlert> forgotten = new ArrayList<>();
        taken.resolved().forEach((stored, version) -> {
            if (stored.version() == version
                    && !result.owed().contains(stored.alert().labels())) {
                members.remove(stored);
                forgotten.add(stored);
            }
        });
        return forgotten;
    }

    GroupState state() {
        return new GroupState(id, createdAt, nextFlushAt, flushes);
    }

    Instant nextFlushAt() {
        return nextFlushAt;
    }

    /** @param dueNanos the same on the monotonic source, which is what the timer goes by */
    void arm(Scheduler.Timer armed, Instant dueAt, long dueNanos) {
        timer = armed;
        nextFlushAt = dueAt;
        nextFlushNanos = dueNanos;
    }

    void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    boolean flushing() {
        return underWay != null;
    }

    void begin(Taken taken) {
        underWay = taken;
    }

    void end() {
        underWay = null;
    }

    /** Whether the flush under way has the alert as resolved, and nothing new was heard of it since. */
    boolean leaving(StoredAlert stored) {
        Long version = underWay == null ? null : underWay.resolved().get(stored);
        return version != null && version == stored.version();
    }

    GroupStanding standing(Tick now) {
        Instant due = now.at().plusNanos(nextFlushNanos - now.nanos());
        return new GroupStanding(
                id,
                node,
                createdAt,
                flushes,
                new Tick(due, nextFlushNanos),
                underWay == null ? null : underWay.flush().tick(),
                pending);
    }

    boolean destroyed() {
        return destroyed;
    }

    void destroy() {
        stopTimer();
        destroyed = true;
    }

    /** At most one tick waits; a later one is the same wish again. */
    void postpone(Tick tick) {
        if (pending == null) {
            pending = tick;
        }
    }

    boolean hasPending() {
        return pending != null;
    }

    Tick takePending() {
        Tick tick = Objects.requireNonNull(pending, "pending");
        pending = null;
        return tick;
    }
}
