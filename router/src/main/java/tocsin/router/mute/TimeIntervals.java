package tocsin.router.mute;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The named intervals of one configuration. Immutable; any thread. */
public final class TimeIntervals {
    public static final TimeIntervals NONE = new TimeIntervals(List.of());

    private final Map<String, NamedTimeInterval> byName = new LinkedHashMap<>();

    public TimeIntervals(Collection<NamedTimeInterval> intervals) {
        intervals.forEach(interval -> byName.put(interval.name(), interval));
    }

    /** Those of the names whose interval contains the time, in the order given. */
    public List<String> containing(List<String> names, Instant at) {
        return names.stream()
                .filter(name -> Objects.requireNonNull(byName.get(name), name).contains(at))
                .toList();
    }
}
