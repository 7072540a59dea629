package tocsin.router.mute;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.router.route.Route;

/** The named intervals of one configuration. Immutable; any thread. */
public final class TimeIntervals {
    public static final TimeIntervals NONE = new TimeIntervals(List.of());

    private final Map<String, NamedTimeInterval> byName = new LinkedHashMap<>();

    public TimeIntervals(Collection<NamedTimeInterval> intervals) {
        intervals.forEach(interval -> byName.put(interval.name(), interval));
    }

    /** When the route may notify, as far as its active and mute times go. */
    public RouteTimes of(Route route) {
        return new RouteTimes(named(route.activeTimeIntervals()), named(route.muteTimeIntervals()));
    }

    private List<NamedTimeInterval> named(List<String> names) {
        return names.stream()
                .map(name -> Objects.requireNonNull(byName.get(name), name))
                .toList();
    }
}
