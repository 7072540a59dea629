package tocsin.router.route;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * One node of the routing tree as configured, with inherited values filled in.
 *
 * @param matchers sorted; all must match; empty on the root
 * @param continueMatching whether later siblings are tried although this route caught the alert
 * @param groupWait from a group's creation to its first flush; may be zero
 * @param groupInterval from flush to flush; positive
 * @param repeatInterval after which unchanged alerts are notified again; positive
 * @param labels route labels, name to template text
 * @param muteTimeIntervals names; not inherited
 * @param activeTimeIntervals names; not inherited
 */
public record Route(
        String receiver,
        List<Matcher> matchers,
        boolean continueMatching,
        GroupBy groupBy,
        Duration groupWait,
        Duration groupInterval,
        Duration repeatInterval,
        Map<String, String> labels,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        List<Route> routes) {
    public static final Duration DEFAULT_GROUP_WAIT = Duration.ofSeconds(30);
    public static final Duration DEFAULT_GROUP_INTERVAL = Duration.ofMinutes(5);
    public static final Duration DEFAULT_REPEAT_INTERVAL = Duration.ofHours(4);

    public Route {
        Objects.requireNonNull(receiver, "receiver");
        matchers = matchers.stream().sorted().toList();
        Objects.requireNonNull(groupBy, "groupBy");
        Objects.requireNonNull(groupWait, "groupWait");
        requirePositive(groupInterval, "groupInterval");
        requirePositive(repeatInterval, "repeatInterval");
        labels = Map.copyOf(labels);
        muteTimeIntervals = List.copyOf(muteTimeIntervals);
        activeTimeIntervals = List.copyOf(activeTimeIntervals);
        routes = List.copyOf(routes);
    }

    /** A root with upstream's defaults. */
    public static Route root(String receiver, Route... routes) {
        return new Route(
                receiver,
                List.of(),
                false,
                GroupBy.NOTHING,
                DEFAULT_GROUP_WAIT,
                DEFAULT_GROUP_INTERVAL,
                DEFAULT_REPEAT_INTERVAL,
                Map.of(),
                List.of(),
                List.of(),
                List.of(routes));
    }

    boolean matches(Labels alert) {
        for (Matcher matcher : matchers) {
            if (!matcher.matches(alert)) {
                return false;
            }
        }
        return true;
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + duration);
        }
    }
}
