package tocsin.router.explain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.pipeline.IntakeRecord;

/**
 * The decision records that are kept, oldest first. Immutable; any thread. Searching costs a look at each record.
 */
public record History(List<FlushRecord> flushes, List<IntakeRecord> intakes) {
    public static final History NONE = new History(List.of(), List.of());

    public History {
        flushes = List.copyOf(flushes);
        intakes = List.copyOf(intakes);
    }

    /** The last flush of a group; null when none is kept. */
    @Nullable
    FlushRecord last(GroupId group) {
        for (int i = flushes.size() - 1; i >= 0; i--) {
            if (flushes.get(i).group().equals(group)) {
                return flushes.get(i);
            }
        }
        return null;
    }

    /** All flushes of a group, oldest first. */
    List<FlushRecord> of(GroupId group) {
        return flushes.stream().filter(flush -> flush.group().equals(group)).toList();
    }

    /** Groups in whose records the alert stands, in the order of the first. */
    List<GroupId> groupsOf(Labels alert) {
        return flushes.stream()
                .filter(flush -> names(flush, alert))
                .map(FlushRecord::group)
                .distinct()
                .toList();
    }

    private static boolean names(FlushRecord flush, Labels alert) {
        return flush.changes().stream().anyMatch(change -> change.alert().equals(alert))
                || flush.decisions().stream()
                        .anyMatch(decision -> decision instanceof Decision.VerdictChanged changed
                                && changed.alert().equals(alert));
    }

    /** The last time not after {@code at} that an alert with these labels was turned away. */
    Optional<IntakeRecord> turnedAway(Labels alert, Instant at) {
        return intakes.stream()
                .filter(intake -> !intake.at().isAfter(at))
                .filter(intake ->
                        intake.overLimit().contains(alert) || intake.ofRules().contains(alert))
                .reduce((first, second) -> second);
    }

    /** How far back the records of flushes reach. */
    Optional<Instant> oldest() {
        return flushes.isEmpty() ? Optional.empty() : Optional.of(flushes.get(0).at());
    }
}
