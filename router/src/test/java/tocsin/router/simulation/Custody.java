package tocsin.router.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.group.GroupId;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.group.GroupState;
import tocsin.router.ingest.AlertPage;
import tocsin.router.silence.Silence;
import tocsin.state.Entry;

/**
 * What must be there after a crash, judged by what went into the router and came out of it before, and by what the disk had
 * confirmed. With the letters of the findings:
 *
 * <ul>
 *   <li>(a) Alerts that were said before {@link #horizon} are known, firing or resolved as they were; no other fires.
 *   <li>(s) A silence is as its last acknowledged change left it, or one that was under way when the process died. What was
 *       refused because it could not be written is not in force, then and later.
 *   <li>(t) A group that was there before the horizon is there again, and flushes when it would have.
 *   <li>(n), (m), (r) {@link DeliveryCustody}: deliveries, their marks and resolutions. Alerts that somebody was told of are on
 *       the disk.
 *   <li>(c) {@link Causality}: the disk forgets nothing before it knows why.
 *   <li>(d) What a power loss leaves of the files is opened, and nothing of it is called damaged.
 *   <li>(w) When the disk is well again everything is written: see {@link CrashSimulation}.
 * </ul>
 */
final class Custody {
    /**
     * What is not promised to anybody may wait so long before it is handed to the disk, and is lost with a crash until then: as
     * long as the journal collects, or waits after a failure.
     */
    static final Duration MAY_WAIT = Duration.ofMillis(1001);

    final DeliveryCustody deliveries;
    private final Timeline timeline;
    private final Trace trace;
    private final SimulatedDisk disk;
    private final Causality causality;
    private final Map<Labels, Said> said = new LinkedHashMap<>();
    private final Map<Labels, Set<Instant>> starts = new HashMap<>();
    private final Map<String, List<Change>> silences = new LinkedHashMap<>();
    private final Map<GroupId, Seen> groups = new HashMap<>();
    /** Their last rows, by key, as they were handed to the disk. */
    private final Map<String, GroupState> groupRows = new HashMap<>();

    private final Map<String, Integer> tally = new TreeMap<>();
    private long horizon;

    /** The last word of a sender on an alert. {@code at} is on the elapsed clock. */
    record Said(Labels labels, Instant start, boolean firing, boolean ofRule, long at) {}

    /** When a group was seen first, and how often it had flushed when it was seen last before the horizon. */
    private record Seen(long first, List<Flushes> flushes) {
        /** Else it is another of that identity, made anew since: the time of the next flush changes with a flush only. */
        boolean isOf(GroupSnapshot group) {
            Flushes last = flushes.get(flushes.size() - 1);
            return last.number() < group.flushes()
                    || (last.number() == group.flushes() && last.next().equals(group.nextFlushAt()));
        }
    }

    private record Flushes(long at, long number, Instant next) {}

    /** One version of a silence. */
    static final class Change {
        final Silence version;
        /** Null as long as nobody knows. */
        @Nullable
        Boolean written;

        long refusedAt;

        /** Made after it was asked for, as another one was under way; seen only when it is handed to the disk. */
        boolean late;

        Change(Silence version) {
            this.version = version;
        }
    }

    Custody(Timeline timeline, Trace trace, SimulatedDisk disk, Setup setup, Supplier<Router> router) {
        this.timeline = timeline;
        this.trace = trace;
        this.disk = disk;
        this.causality = new Causality(trace, disk, setup, this::count);
        disk.watch(this::handedIn);
        this.deliveries = new DeliveryCustody(timeline, trace, disk, setup, router, this::count);
    }

    void count(String what) {
        tally.merge(what, 1, Integer::sum);
    }

    Map<String, Integer> tally() {
        return tally;
    }

    // Alerts.

    @Nullable
    Said said(Labels labels) {
        return said.get(labels);
    }

    void say(Said word) {
        said.put(word.labels(), word);
        starts.computeIfAbsent(word.labels(), first -> new HashSet<>()).add(word.start());
    }

    /** What its sender has to say again, as it was said when the disk was not to be relied on. */
    List<Said> unwritten() {
        return said.values().stream().filter(word -> word.at() >= horizon).toList();
    }

    List<Said> firing() {
        return said.values().stream().filter(Said::firing).toList();
    }

    private void judgeAlerts(Router router) {
        Map<Labels, Alert> firing = router.alerts().stream()
                .map(routed -> routed.alert())
                .collect(Collectors.toMap(Alert::labels, alert -> alert));
        for (Said word : said.values()) {
            Alert known = firing.remove(word.labels());
            if (known != null && !startIsRight(word, known)) {
                trace.finding("(a) %s has begun at %s after a crash".formatted(word, known));
            }
            if (word.at() < horizon) {
                count(word.firing() ? "alerts firing" : "alerts resolved");
                if (word.firing() != (known != null)) {
                    trace.finding("(a) %s is after a crash %s".formatted(word, known));
                }
            }
        }
        firing.values().forEach(alert -> trace.finding("(a) nobody said this: " + alert));
    }

    /** Perhaps their senders say no more, so that the disk has to know of them before anybody else does. */
    private void judgeOwedAlerts() {
        Set<Labels> stored = disk.rows(AlertPage.TABLE).stream()
                .flatMap(page -> page.alerts().stream())
                .map(Alert::labels)
                .collect(Collectors.toSet());
        for (Labels owed : deliveries.owed()) {
            Said word = said.get(owed);
            if (word != null && word.at() > disk.lastFailure()) {
                count("alerts owed");
                if (!stored.contains(owed)) {
                    trace.finding("(r) somebody was told of an alert that the disk does not know: " + word);
                }
            }
        }
    }

    private boolean startIsRight(Said word, Alert known) {
        boolean exact = word.ofRule() && word.at() < horizon && word.firing();
        return exact
                ? known.startsAt().equals(word.start())
                : starts.getOrDefault(word.labels(), Set.of()).contains(known.startsAt());
    }

    // Silences.

    Change changing(Silence version) {
        Change change = version(version);
        change.late = false;
        return change;
    }

    private Change version(Silence version) {
        List<Change> versions = silences.computeIfAbsent(version.id(), first -> new ArrayList<>());
        for (Change known : versions) {
            if (known.version.equals(version)) {
                return known;
            }
        }
        Change added = new Change(version);
        versions.add(added);
        return added;
    }

    private void handedIn(Silence version) {
        boolean known =
                silences.getOrDefault(version.id(), List.of()).stream().anyMatch(each -> each.version.equals(version));
        if (!known) {
            version(version).late = true;
        }
    }

    /** What was asked for while another change was under way. */
    void changedLate(String id, boolean written, Router router) {
        silences.getOrDefault(id, List.of()).stream()
                .filter(each -> each.late && each.written == null)
                .toList()
                .forEach(each -> changed(each, written, router));
    }

    void changed(Change change, boolean written, Router router) {
        List<Change> versions = silences.getOrDefault(change.version.id(), new ArrayList<>());
        change.written = written;
        change.refusedAt = timeline.nanos();
        if (written) {
            versions.subList(0, Math.max(0, versions.indexOf(change))).clear();
        } else {
            count("silences refused");
            trace.equal(
                    "(s) in force after a refusal",
                    change.version.id(),
                    lastNotRefused(versions),
                    router.silences().find(change.version.id()));
        }
    }

    private static Optional<Silence> lastNotRefused(List<Change> versions) {
        return versions.stream()
                .filter(each -> !Boolean.FALSE.equals(each.written))
                .reduce((earlier, later) -> later)
                .map(each -> each.version);
    }

    private void judgeSilences(Router router) {
        Instant now = timeline.wall();
        silences.forEach((id, versions) -> {
            Optional<Silence> found = router.silences().find(id);
            if (!isRight(found, versions, now)) {
                trace.finding("(s) after a crash there is %s instead of one of %s"
                        .formatted(
                                found,
                                versions.stream().map(each -> each.version).toList()));
            }
            count(versions.size() > 1 ? "silences half written" : "silences");
            versions.clear();
            found.ifPresent(silence -> changing(silence).written = true);
        });
        Set<String> strangers =
                router.silences().list().stream().map(Silence::id).collect(Collectors.toSet());
        strangers.removeAll(silences.keySet());
        strangers.forEach(id -> trace.finding("(s) nobody made the silence " + id));
    }

    private boolean isRight(Optional<Silence> found, List<Change> versions, Instant now) {
        boolean nothingIsRight = versions.stream().noneMatch(each -> Boolean.TRUE.equals(each.written));
        for (Change each : versions) {
            boolean undone = Boolean.FALSE.equals(each.written) && each.refusedAt < horizon;
            if (!undone && found.equals(Optional.of(each.version))) {
                return true;
            }
            nothingIsRight |= !each.version.expiresAt().isAfter(now);
        }
        return found.isEmpty() && nothingIsRight;
    }

    // Groups.

    void look(Router router) {
        Collection<GroupSnapshot> now = router.groups();
        groups.keySet().retainAll(now.stream().map(GroupSnapshot::id).collect(Collectors.toSet()));
        for (GroupSnapshot group : now) {
            Seen seen = groups.get(group.id());
            if (seen == null || !seen.isOf(group)) {
                seen = new Seen(timeline.nanos(), new ArrayList<>());
                groups.put(group.id(), seen);
            }
            seen.flushes().add(new Flushes(timeline.nanos(), group.flushes(), group.nextFlushAt()));
        }
        deliveries.look(now);
    }

    private void handedIn(Entry<?> entry) {
        if (entry.value() instanceof Silence version) {
            handedIn(version);
        } else if (entry.table().equals(GroupState.TABLE)) {
            handedInGroup(entry);
        }
    }

    /** A group that was away is another one when it comes again, however soon. */
    private void handedInGroup(Entry<?> entry) {
        GroupState state = (GroupState) entry.value();
        GroupState last = groupRows.get(entry.key());
        groupRows.compute(entry.key(), (key, old) -> state);
        if (last != null && (state == null || !state.createdAt().equals(last.createdAt()))) {
            groups.remove(last.id());
        }
    }

    private void judgeStoredGroups(Map<GroupId, GroupState> stored) {
        groups.forEach((id, seen) -> {
            if (seen.first() < horizon) {
                GroupState state = stored.get(id);
                long least = seen.flushes().stream()
                        .filter(each -> each.at() < horizon)
                        .mapToLong(Flushes::number)
                        .max()
                        .orElse(0);
                if (state == null || state.flushes() < least - 1) {
                    trace.finding("(t) the group %s with %d flushes is on the disk as %s".formatted(id, least, state));
                }
            }
        });
        groups.clear();
    }

    private void judgeTimers(Router router, Duration startDelay) {
        Map<GroupId, GroupState> stored = states();
        Instant now = timeline.wall();
        for (GroupSnapshot group : router.groups()) {
            GroupState state = stored.get(group.id());
            if (state != null) {
                count("timers");
                Duration wait = deliveries.isUnsure(group.id()) ? Duration.ZERO : wait(group, state, now);
                Duration delayed = wait.compareTo(startDelay) > 0 ? wait : startDelay;
                trace.equal("(t) next flush after a crash", group.id(), now.plus(delayed), group.nextFlushAt());
                trace.equal("(t) flushes after a crash", group.id(), state.flushes(), group.flushes());
            }
        }
    }

    private static Duration wait(GroupSnapshot group, GroupState state, Instant now) {
        Duration first = group.node().route().groupWait();
        Duration interval = group.node().route().groupInterval();
        Duration longest = first.compareTo(interval) > 0 ? first : interval;
        Duration left = Duration.between(now, state.nextFlushAt());
        Duration bounded = left.compareTo(longest) > 0 ? longest : left;
        return bounded.isNegative() ? Duration.ZERO : bounded;
    }

    private Map<GroupId, GroupState> states() {
        return disk.rows(GroupState.TABLE).stream().collect(Collectors.toMap(GroupState::id, state -> state));
    }

    // Crashes.

    /** Before which everything is on the disk for certain. */
    void crashing(Router router) {
        look(router);
        horizon = disk.calmUntil() - MAY_WAIT.toNanos();
        count(disk.calmUntil() < timeline.nanos() ? "crashes with something under way" : "crashes");
    }

    void crashed(SimulatedDisk.Outcome outcome) {
        count("crashes that left " + outcome.kind());
        outcome.complaints().forEach(complaint -> trace.finding("(d) " + complaint));
        causality.crashed();
        deliveries.crashed(horizon);
        judgeOwedAlerts();
        judgeStoredGroups(states());
    }

    void restarted(Router router, Duration startDelay) {
        judgeTimers(router, startDelay);
        judgeAlerts(router);
        judgeSilences(router);
        look(router);
    }

    /** Everything has ended, and two days have passed. */
    void end(Router router) {
        deliveries.end();
        trace.equal("(r) groups", "at the end", List.of(), router.groups());
        trace.equal("(r) alerts", "at the end", List.of(), router.alerts());
    }
}
