package tocsin.router.group;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.group.AggregationGroup.Taken;
import tocsin.router.ingest.AlertTable;
import tocsin.router.ingest.StoredAlert;
import tocsin.router.journal.StateJournal;
import tocsin.router.route.RouteNode;
import tocsin.router.route.RouteTree;
import tocsin.time.Clock;
import tocsin.time.Scheduler;

/**
 * Places alerts into groups and flushes the groups. Owned by the routing context.
 *
 * <pre>
 *   created --group_wait--> tick --> flush --ok, empty--> destroyed
 *                            ^         | \--ok, or failed
 *                            |         |        |
 *                            +--group_interval--+      armed when the tick is taken up, before the flush;
 *                                                      a tick during a flush waits for its end
 * </pre>
 *
 * <p>A flush that a reload outruns goes on and is logged. The new group of the same identity waits for it, so that
 * nothing is sent twice.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final AlertTable alerts;
    private final StateJournal journal;
    private final Clock clock;
    private final Scheduler scheduler;
    private final LongSupplier nanoTime;
    private final long noFlushBefore;
    private final Map<GroupId, AggregationGroup> groups = new HashMap<>();
    /** Groups of former configurations whose flush is under way. */
    private final Map<GroupId, AggregationGroup> outrun = new HashMap<>();
    /** Groups of the former process that have no alert yet. */
    private final Map<GroupId, GroupState> restored = new HashMap<>();

    private @Nullable RouteTree tree;
    private @Nullable FlushHandler pipeline;
    private boolean closed;

    /**
     * @param startDelay from now until any group may flush
     */
    public Dispatcher(
            AlertTable alerts,
            StateJournal journal,
            Clock clock,
            Scheduler scheduler,
            LongSupplier nanoTime,
            Duration startDelay) {
        this.alerts = alerts;
        this.journal = journal;
        this.clock = clock;
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.noFlushBefore = nanoTime.getAsLong() + startDelay.toNanos();
    }

    /** A group of the former process; it goes on when the first configuration places an alert into it. */
    public void restore(GroupState state) {
        restored.put(state.id(), state);
    }

    /** A delivery of this group was cut off by the end of the former process: flush as soon as possible. */
    public void hasten(GroupId id, Instant now) {
        restored.computeIfPresent(id, (key, state) -> new GroupState(id, state.createdAt(), now, state.flushes()));
    }

    /** Replaces tree and pipeline and places all alerts anew. */
    public void rebuild(RouteTree newTree, FlushHandler newPipeline) {
        Set<GroupId> before = Set.copyOf(groups.keySet());
        List<StoredAlert> live = liveAlerts();
        groups.values().forEach(this::retire);
        groups.clear();
        tree = newTree;
        pipeline = newPipeline;
        alerts.all().forEach(stored -> stored.placeAt(null));
        live.forEach(this::place);
        before.stream().filter(id -> !groups.containsKey(id)).forEach(this::forgetState);
        restored.keySet().forEach(this::forgetState);
        restored.clear();
    }

    /**
     * What is to be placed again: all but resolved alerts of which every receiver knows. Those are in no group any more;
     * their end time does not tell them, as it lies ahead again on a clock that was set back.
     */
    private List<StoredAlert> liveAlerts() {
        boolean first = tree == null;
        return alerts.all().stream().filter(stored -> first || stored.held()).toList();
    }

    private void retire(AggregationGroup group) {
        group.destroy();
        if (group.flushing()) {
            outrun.put(group.id(), group);
        }
    }

    /** Puts the alert into its groups, unless it is there. Cheap for an alert that is. */
    public void place(StoredAlert stored) {
        if (tree == null || closed) {
            return;
        }
        if (stored.placement() instanceof Placements placements) {
            placements.refresh(stored);
        } else {
            stored.placeAt(new Placements(stored, tree));
        }
    }

    private AggregationGroup groupFor(RouteNode node, GroupId id, Alert creator) {
        AggregationGroup group = groups.get(id);
        return group == null ? create(node, id, creator) : group;
    }

    private AggregationGroup create(RouteNode node, GroupId id, Alert creator) {
        Instant now = clock.now();
        GroupState former = restored.remove(id);
        AggregationGroup group = former == null
                ? new AggregationGroup(id, node, now, 0)
                : new AggregationGroup(id, node, former.createdAt(), former.flushes());
        groups.put(id, group);
        arm(group, former == null ? firstWait(node, creator, now) : remainingWait(node, former, now), now);
        if (!group.state().equals(former)) {
            write(group);
        }
        return group;
    }

    /** Only the alert that creates the group can hurry it, when it has waited elsewhere already. */
    private static Duration firstWait(RouteNode node, Alert creator, Instant now) {
        Duration wait = node.route().groupWait();
        return creator.startsAt().plus(wait).isBefore(now) ? Duration.ZERO : wait;
    }

    /** Never longer than a group ever waits, whatever happened to the wall clock while the process was down. */
    private static Duration remainingWait(RouteNode node, GroupState former, Instant now) {
        Duration longest = max(node.route().groupWait(), node.route().groupInterval());
        return max(Duration.ZERO, min(longest, Duration.between(now, former.nextFlushAt())));
    }

    private void arm(AggregationGroup group, Duration delay, Instant now) {
        Duration wait = notTooSoon(delay);
        group.arm(
                scheduler.after(wait, () -> tick(group)),
                now.plus(wait),
                nanoTime.getAsLong() + Math.max(0, wait.toNanos()));
    }

    private Duration notTooSoon(Duration delay) {
        return max(delay, Duration.ofNanos(noFlushBefore - nanoTime.getAsLong()));
    }

    private void tick(AggregationGroup group) {
        Tick tick = new Tick(clock.now(), nanoTime.getAsLong());
        if (group.flushing() || outrun.containsKey(group.id())) {
            group.postpone(tick);
        } else {
            flush(group, tick);
        }
    }

    private void flush(AggregationGroup group, Tick tick) {
        Instant now = clock.now();
        arm(group, group.node().route().groupInterval(), now);
        Taken taken = group.flush(tick, now);
        group.begin(taken);
        alerts.secure(group.members(), taken.resolved().keySet());
        run(taken.flush(), result -> finished(group, taken, result));
    }

    /** A pipeline that fails is a bug: the flush counts as failed, and the next one tries again. Else it would never end. */
    private void run(Flush flush, Consumer<FlushResult> then) {
        try {
            Objects.requireNonNull(pipeline, "pipeline")
                    .run(flush)
                    .onComplete((AsyncResult<FlushResult> outcome) -> then.accept(resultOf(outcome, flush)));
        } catch (RuntimeException | Error e) {
            LOG.error("flush failed group={}", flush.groupKey(), e);
            then.accept(FlushResult.FAILED);
        }
    }

    private static FlushResult resultOf(AsyncResult<FlushResult> outcome, Flush flush) {
        if (outcome.succeeded()) {
            return outcome.result();
        }
        LOG.error("flush failed group={}", flush.groupKey(), outcome.cause());
        return FlushResult.FAILED;
    }

    /** A flush that the end of the process stopped leaves the stored state as it was: it is due when we are back. */
    private void finished(AggregationGroup group, Taken taken, FlushResult result) {
        group.end();
        if (group.destroyed()) {
            outrun.remove(group.id(), group);
            takeUpPending(groups.get(group.id()));
            return;
        }
        group.judged(result.muted());
        if (result.succeeded()) {
            group.delivered(taken, result).stream()
                    .filter(stored -> !stored.held())
                    .forEach(alerts::settled);
        }
        if (group.isEmpty()) {
            group.destroy();
            groups.remove(group.id());
            forgetState(group.id());
            return;
        }
        if (!closed || result.succeeded()) {
            write(group);
        }
        takeUpPending(group);
    }

    private void takeUpPending(@Nullable AggregationGroup group) {
        if (group != null && group.hasPending() && !group.flushing() && !closed) {
            flush(group, group.takePending());
        }
    }

    private void write(AggregationGroup group) {
        journal.put(GroupState.TABLE, group.id().toString(), group.state());
    }

    private void forgetState(GroupId id) {
        journal.remove(GroupState.TABLE, id.toString());
    }

    /** No flush begins any more; what is under way goes on. */
    public void close() {
        closed = true;
        groups.values().forEach(AggregationGroup::stopTimer);
    }

    public int groupCount() {
        return groups.size();
    }

    /** Whether a group of this identity has alerts. */
    public boolean isLive(GroupId id) {
        return groups.containsKey(id);
    }

    /** The keys of all groups as receivers see them; groups of sibling routes may share one. */
    public Set<String> groupKeys() {
        return groups.values().stream()
                .map(group -> group.node().groupKey(group.id().labels()))
                .collect(Collectors.toSet());
    }

    /** Immutable copies of all groups, in no particular order. */
    public List<GroupSnapshot> snapshot() {
        return groups.values().stream().map(Dispatcher::snapshot).toList();
    }

    private static GroupSnapshot snapshot(AggregationGroup group) {
        List<Alert> members = new ArrayList<>();
        Map<Labels, Verdict.Muted> muted = new HashMap<>();
        for (StoredAlert stored : group.members()) {
            members.add(stored.alert());
            if (group.verdict(stored) instanceof Verdict.Muted m) {
                muted.put(stored.alert().labels(), m);
            }
        }
        members.sort(AlertOrder.INSTANCE);
        GroupState state = group.state();
        return new GroupSnapshot(group.id(), group.node(), members, muted, state.nextFlushAt(), state.flushes());
    }

    /** The groups that an alert belongs to, in tree order. */
    public List<GroupPlace> places(StoredAlert stored) {
        return stored.placement() instanceof Placements placements ? placements.places() : List.of();
    }

    /** Where an alert that starts now would be put, in tree order; empty before the first configuration. */
    public List<GroupStanding> standingsFor(Labels alert, Tick now) {
        return tree == null
                ? List.of()
                : tree.match(alert).stream()
                        .map(node -> standingFor(node, alert, now))
                        .toList();
    }

    private GroupStanding standingFor(RouteNode node, Labels alert, Tick now) {
        GroupId id = new GroupId(node.identity(), node.route().groupBy().groupLabels(alert));
        GroupStanding standing = standing(id, now);
        if (standing != null) {
            return standing;
        }
        Duration wait = notTooSoon(node.route().groupWait());
        Tick first = new Tick(now.at().plus(wait), now.nanos() + wait.toNanos());
        return new GroupStanding(id, node, null, 0, first, null, null);
    }

    /** Null when there is no such group. */
    public @Nullable GroupStanding standing(GroupId id, Tick now) {
        AggregationGroup group = groups.get(id);
        return group == null ? null : group.standing(now);
    }

    /** The places of the alerts of a group, in no order to rely on; a copy. */
    public List<StoredAlert> held(GroupId id) {
        AggregationGroup group = groups.get(id);
        return group == null ? List.of() : List.copyOf(group.members());
    }

    public boolean holds(GroupId id, StoredAlert stored) {
        AggregationGroup group = groups.get(id);
        return group != null && group.holds(stored);
    }

    /** Whether the group forgets the alert when the flush under way ends well. */
    public boolean leaving(GroupId id, StoredAlert stored) {
        AggregationGroup group = groups.get(id);
        return group != null && group.leaving(stored);
    }

    /** The tree in force; null before the first configuration. */
    public @Nullable RouteTree tree() {
        return tree;
    }

    /** All alerts of a group in the order of {@link AlertOrder}; none when there is no such group. */
    public List<Alert> members(GroupId id) {
        AggregationGroup group = groups.get(id);
        return group == null
                ? List.of()
                : AlertOrder.sorted(group.members(), StoredAlert::alert).stream()
                        .map(StoredAlert::alert)
                        .toList();
    }

    /** The receivers that an alert reaches, in tree order, each once. */
    public List<String> receivers(StoredAlert stored) {
        return stored.placement() instanceof Placements placements ? placements.receivers() : List.of();
    }

    /** What the gates said of an alert, the strongest over its groups: muted, passed, unprocessed. */
    public Verdict verdict(StoredAlert stored) {
        Verdict verdict = verdictIfHeld(stored);
        return verdict == null ? Verdict.UNPROCESSED : verdict;
    }

    /** As {@link #verdict}, null when no group holds the alert. One look into each group: a scrape asks for all alerts. */
    public @Nullable Verdict verdictIfHeld(StoredAlert stored) {
        return stored.placement() instanceof Placements placements ? placements.strongest() : null;
    }

    private static Duration max(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private static Duration min(Duration left, Duration right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    /** The groups of one alert, found once by the tree and kept, because alerts are sent again all the time. */
    private final class Placements implements StoredAlert.Placement {
        private final AggregationGroup[] reached;
        private final StoredAlert stored;

        Placements(StoredAlert stored, RouteTree tree) {
            this.stored = stored;
            Alert alert = stored.alert();
            this.reached = tree.match(alert.labels()).stream()
                    .map(node -> groupFor(node, idOf(node, alert), alert))
                    .toArray(AggregationGroup[]::new);
            Arrays.stream(reached).forEach(group -> group.add(stored));
        }

        private static GroupId idOf(RouteNode node, Alert alert) {
            return new GroupId(node.identity(), node.route().groupBy().groupLabels(alert.labels()));
        }

        void refresh(StoredAlert again) {
            for (int i = 0; i < reached.length; i++) {
                if (reached[i].destroyed()) {
                    reached[i] = groupFor(reached[i].node(), reached[i].id(), again.alert());
                }
                reached[i].add(again);
            }
        }

        @Override
        public boolean held() {
            for (AggregationGroup group : reached) {
                if (group.holds(stored)) {
                    return true;
                }
            }
            return false;
        }

        List<GroupPlace> places() {
            return Arrays.stream(reached)
                    .map(group -> new GroupPlace(group.id(), group.node(), group.holds(stored)))
                    .toList();
        }

        List<String> receivers() {
            return Arrays.stream(reached)
                    .map(group -> group.node().route().receiver())
                    .distinct()
                    .toList();
        }

        @Nullable
        Verdict strongest() {
            Verdict strongest = null;
            for (AggregationGroup group : reached) {
                Verdict verdict = group.verdict(stored);
                if (verdict instanceof Verdict.Muted) {
                    return verdict;
                }
                strongest = strongest == null || verdict instanceof Verdict.Passed ? verdict : strongest;
            }
            return strongest;
        }
    }
}
