package tocsin.router.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.model.Alert;
import tocsin.model.Labels;
import tocsin.router.RouterFigures;
import tocsin.router.group.GroupSnapshot;
import tocsin.router.group.SuppressionReason;
import tocsin.router.simulation.AlertBook.Known;
import tocsin.router.simulation.Tally.Obligation;

/** Invariant (e), and the time of each next flush: the groups of the router against those that should exist. */
final class GroupComparison {
    private final Trace trace;
    private final Tally tally;

    GroupComparison(Trace trace, Tally tally) {
        this.trace = trace;
        this.tally = tally;
    }

    void compare(Collection<ExpectedGroup> groups, List<GroupSnapshot> snapshots) {
        Map<String, ExpectedGroup> left = new HashMap<>();
        groups.forEach(group -> left.put(group.toString(), group));
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
        trace.equal("(e) alerts", group, expected, Span.of(snapshot.alerts()));
        trace.equal("(e) order", group, AlertSequence.of(snapshot.alerts()), labels(snapshot));
        trace.equal("(a) next flush", group, group.dueWall, snapshot.nextFlushAt());
        Map<Labels, SuppressionReason> muted = new HashMap<>();
        snapshot.muted().forEach((alert, verdict) -> muted.put(alert, verdict.reason()));
        trace.equal("(b) muted", group, group.muted, muted);
    }

    /** Each alert that fires and is in a group counts once, with the strongest that holds for it in any. */
    void compare(Collection<ExpectedGroup> groups, Collection<Known> alerts, Instant now, RouterFigures figures) {
        int[] counts = new int[4];
        alerts.stream().filter(alert -> alert.firing(now)).forEach(alert -> counts[standing(alert, groups)]++);
        trace.equal("(e) figures", "groups", groups.size(), figures.groups());
        trace.equal("(e) figures", "unprocessed", counts[1], figures.unprocessed());
        trace.equal("(e) figures", "active", counts[2], figures.active());
        trace.equal("(e) figures", "suppressed", counts[3], figures.suppressed());
    }

    /** 0 in no group, 1 not yet flushed, 2 passed, 3 muted. */
    private static int standing(Known alert, Collection<ExpectedGroup> groups) {
        return groups.stream()
                .filter(group -> group.members.contains(alert))
                .mapToInt(group ->
                        group.muted.containsKey(alert.labels) ? 3 : group.judged.contains(alert.labels) ? 2 : 1)
                .max()
                .orElse(0);
    }

    private static List<Labels> labels(GroupSnapshot snapshot) {
        return snapshot.alerts().stream().map(Alert::labels).toList();
    }

    static GroupSnapshot find(ExpectedGroup group, List<GroupSnapshot> snapshots) {
        return snapshots.stream()
                .filter(each -> uid(each).equals(group.place.uid())
                        && each.id().labels().equals(group.ref.labels()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("(e) the router has no group " + group));
    }

    static boolean holds(ExpectedGroup group, Labels alert, List<GroupSnapshot> snapshots) {
        return snapshots.stream()
                .filter(each -> uid(each).equals(group.place.uid())
                        && each.id().labels().equals(group.ref.labels()))
                .anyMatch(each -> labels(each).contains(alert));
    }

    private static String uid(GroupSnapshot snapshot) {
        return snapshot.node().route().labels().getOrDefault(World.UID, "");
    }
}
