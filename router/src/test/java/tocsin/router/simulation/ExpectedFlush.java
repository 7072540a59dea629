package tocsin.router.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.model.Labels;
import tocsin.router.group.MemberChange;
import tocsin.router.group.SuppressionReason;

/** A flush that should happen: what its group holds at that instant, and what the gates leave of it. */
final class ExpectedFlush {
    final ExpectedGroup group;
    final Routing.Place place;
    final ExpectedGroup.Tick tick;
    final Instant wall;
    final long at;
    final Map<Labels, SuppressionReason> muted = new HashMap<>();
    final Map<Labels, SuppressionReason> lastMuted;
    /** What is new about its alerts since the flush before. */
    final Set<MemberChange> changes = new HashSet<>();

    final Map<Labels, AlertBook.Word> words = new HashMap<>();
    final Ledger.Batch passed = new Ledger.Batch(new HashSet<>(), new HashSet<>());
    /** With the versions in which they were resolved. */
    final Map<AlertBook.Known, Integer> resolved = new HashMap<>();

    final List<ExpectedDelivery> deliveries = new ArrayList<>();
    /** Whether all integrations have been looked at. */
    boolean judged;

    boolean failed;

    ExpectedFlush(ExpectedGroup group, ExpectedGroup.Tick tick, Instant wall, long at, Muting muting) {
        this.group = group;
        this.place = group.place;
        this.tick = tick;
        this.wall = wall;
        this.at = at;
        this.lastMuted = Map.copyOf(group.muted);
        group.members.forEach(alert -> take(alert, muting));
    }

    private void take(AlertBook.Known alert, Muting muting) {
        words.put(alert.labels, alert.word);
        compare(alert.labels, alert.firing(wall));
        SuppressionReason by = muting.by(alert.labels, place.route(), wall, tick.wall());
        if (!alert.firing(wall)) {
            resolved.put(alert, alert.version);
        }
        if (by != null) {
            muted.put(alert.labels, by);
        } else {
            Set<Labels> side = alert.firing(wall) ? passed.firing() : passed.resolved();
            side.add(alert.labels);
        }
    }

    private void compare(Labels alert, boolean firing) {
        Boolean before = group.stood.put(alert, firing);
        if (before == null) {
            changes.add(new MemberChange(alert, MemberChange.Kind.JOINED, firing));
        } else if (before != firing) {
            changes.add(new MemberChange(alert, MemberChange.Kind.TURNED, firing));
        }
    }

    boolean allMuted() {
        return passed.firing().isEmpty() && passed.resolved().isEmpty();
    }

    boolean done() {
        return judged && deliveries.stream().allMatch(delivery -> delivery.done);
    }
}
