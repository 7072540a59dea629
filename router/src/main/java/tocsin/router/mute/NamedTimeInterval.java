package tocsin.router.mute;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What routes refer to in {@code mute_time_intervals} and {@code active_time_intervals}.
 *
 * @param intervals a time is inside when it is inside one of them; with none, no time is
 */
public record NamedTimeInterval(String name, List<TimeInterval> intervals) {
    public NamedTimeInterval {
        Objects.requireNonNull(name, "name");
        intervals = List.copyOf(intervals);
    }

    /** Whether the time lies in one of its intervals. */
    public boolean contains(Instant at) {
        return intervals.stream().anyMatch(interval -> interval.contains(at));
    }

    /**
     * The first instant after {@code after} at which {@link #contains} differs from what it is then; empty when it stays
     * as it is for a hundred years. Microseconds usually, milliseconds when it never changes.
     */
    public Optional<Instant> nextChange(Instant after) {
        return NextChange.of(this::contains, List.of(intervals), after);
    }

    /** Whether no time whatever is inside: it has no interval, or none of them can be. */
    public boolean isNever() {
        return intervals.stream().allMatch(TimeInterval::isNever);
    }
}
