package tocsin.router.mute;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The active and the mute times of one route.
 *
 * @param active when it may notify; with none of them, always
 * @param mute when it may not, whatever the active times say
 */
public record RouteTimes(List<NamedTimeInterval> active, List<NamedTimeInterval> mute) {
    public RouteTimes {
        active = List.copyOf(active);
        mute = List.copyOf(mute);
    }

    /** Whether the route's notifications are held back at that time. */
    public boolean muted(Instant at) {
        return isInactive(at) || mute.stream().anyMatch(interval -> interval.contains(at));
    }

    /**
     * The names that hold the route back, empty when none does: outside of all active times those of all of them, else
     * those of the mute times in force. Upstream shows the same as a group's {@code mutedBy}.
     */
    public List<String> mutedBy(Instant at) {
        return isInactive(at) ? names(active) : muting(at);
    }

    /** Whether there are active times, and none of them is in force. */
    public boolean isInactive(Instant at) {
        return !active.isEmpty() && active.stream().noneMatch(interval -> interval.contains(at));
    }

    /** The mute times in force. A name comes once for each of its items that contain the time, as upstream has it. */
    public List<String> muting(Instant at) {
        return mute.stream()
                .flatMap(named -> named.intervals().stream()
                        .filter(interval -> interval.contains(at))
                        .map(interval -> named.name()))
                .toList();
    }

    private static List<String> names(List<NamedTimeInterval> intervals) {
        return intervals.stream().map(NamedTimeInterval::name).toList();
    }

    /**
     * The first instant after {@code after} at which {@link #muted} differs from what it is then; empty when it stays as
     * it is for a hundred years. A notification does not come at that instant, but at the next flush of its group.
     */
    public Optional<Instant> nextChange(Instant after) {
        return NextChange.of(this::muted, List.of(intervals(active), intervals(mute)), after);
    }

    private static List<TimeInterval> intervals(List<NamedTimeInterval> named) {
        return named.stream().flatMap(each -> each.intervals().stream()).toList();
    }
}
