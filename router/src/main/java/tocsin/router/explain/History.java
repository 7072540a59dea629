package tocsin.router.explain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.group.GroupId;
import tocsin.router.pipeline.FlushRecord;
import tocsin.router.pipeline.IntakeRecord;

/**
 * The decision records that were found for one question, in the order in which they were written. Immutable; any thread.
 *
 * @param reachesBackTo the time of the oldest flush that is on record at all; null when none is
 * @param complete whether no record was left out because there were too many
 */
public record History(
        List<FlushRecord> flushes,
        List<IntakeRecord> intakes,
        @Nullable Instant reachesBackTo,
        boolean complete) {
    public static final History NONE = new History(List.of(), List.of());

    public History {
        flushes = List.copyOf(flushes);
        intakes = List.copyOf(intakes);
    }

    /** All records that there are. */
    public History(List<FlushRecord> flushes, List<IntakeRecord> intakes) {
        this(flushes, intakes, flushes.isEmpty() ? null : flushes.get(0).at(), true);
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

    static boolean names(FlushRecord flush, Labels alert) {
        return flush.alerts().anyMatch(alert::equals);
    }

    /** The last time not after {@code at} that an alert with these labels was turned away. */
    Optional<IntakeRecord> turnedAway(Labels alert, Instant at) {
        return intakes.stream()
                .filter(intake -> !intake.at().isAfter(at))
                .filter(intake -> intake.names(alert))
                .reduce((first, second) -> second);
    }

    /** How far back the records of flushes reach. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(reachesBackTo);
    }
}
