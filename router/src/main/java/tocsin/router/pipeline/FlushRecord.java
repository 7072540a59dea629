package tocsin.router.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.group.MemberChange;

/**
 * What one flush decided. Of flushes that come to the same, one in an hour is recorded. An alert stands in it when something about it is
 * new, in its first flush, when it turned, and when another verdict was passed on it: who reads the records of a group from one
 * {@link tocsin.router.group.MemberChange.Kind#JOINED} on knows at each flush what the group held, as far as no crash has lost one.
 *
 * @param routeId which route, as people see it
 * @param firing alerts before the gates
 * @param resolved alerts before the gates
 * @param changes what is new about alerts since the flush before
 */
public record FlushRecord(
        Instant at,
        GroupId group,
        String routeId,
        String groupKey,
        String receiver,
        long number,
        int firing,
        int resolved,
        List<MemberChange> changes,
        List<Decision> decisions)
        implements DecisionRecord {
    public FlushRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(group, "group");
        changes = List.copyOf(changes);
        decisions = List.copyOf(decisions);
    }

    /** Alerts that stand in it; one that stands in it several times comes several times. */
    public Stream<Labels> alerts() {
        return Stream.concat(
                changes.stream().map(MemberChange::alert),
                decisions.stream()
                        .filter(Decision.VerdictChanged.class::isInstance)
                        .map(decision -> ((Decision.VerdictChanged) decision).alert()));
    }

    /**
     * Whether nothing changed, nothing broke and nobody was told anything. Later flushes of the group that came to the same are
     * left out of the records, up to an hour long.
     */
    public boolean isQuiet() {
        return changes.isEmpty()
                && decisions.stream()
                        .allMatch(decision -> decision instanceof Decision.NothingNew
                                || decision instanceof Decision.HeldBack
                                || decision instanceof Decision.NobodyToTell);
    }

    /** Until when another record of the group would have been made, had a flush come to the same as this one; its own time when it is not quiet. */
    public Instant vouchesUntil() {
        return isQuiet() ? at.plus(QuietFlushes.KEPT_EACH) : at;
    }

    /** Whether it differs from another flush of the group in its time and number only. */
    boolean tellsTheSameAs(FlushRecord other) {
        return at(other.at, other.number).equals(other);
    }

    private FlushRecord at(Instant time, long flush) {
        return new FlushRecord(time, group, routeId, groupKey, receiver, flush, firing, resolved, changes, decisions);
    }

    /** Without what names single alerts, which may be thousands: for lists of what became of notifications. */
    public FlushRecord withoutAlerts() {
        List<Decision> others = decisions.stream()
                .filter(decision -> !(decision instanceof Decision.VerdictChanged))
                .toList();
        return new FlushRecord(at, group, routeId, groupKey, receiver, number, firing, resolved, List.of(), others);
    }
}
