package tocsin.router.mute;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What routes refer to in {@code mute_time_intervals} and {@code active_time_intervals}.
 *
 * @param intervals a time is inside when it is inside one of them; with none, no time is
 */
public record NamedTimeInterval(String name, List<TimeInterval> intervals) {
    /** Whether the time lies in one of its intervals. */
    public boolean contains(Instant at) {
        return intervals.stream().anyMatch(interval -> interval.contains(at));
    }

    public NamedTimeInterval {
        Objects.requireNonNull(name, "name");
        intervals = List.copyOf(intervals);
    }
}
