package tocsin.router;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.pipeline.Integration;
import tocsin.router.pipeline.RouteLabelRenderer;
import tocsin.router.route.RouteTree;

/**
 * What a reload replaces as a whole. Immutable.
 *
 * @param resolveTimeout after which a posted alert without end time ends
 * @param receivers integrations of each receiver that a route names; a receiver without any is fine
 * @param inhibitRules in file order
 * @param timeIntervals all that routes name
 */
public record RouterConfiguration(
        RouteTree tree,
        Duration resolveTimeout,
        Map<String, List<Integration>> receivers,
        List<InhibitRule> inhibitRules,
        List<NamedTimeInterval> timeIntervals,
        RouteLabelRenderer routeLabels) {
    public static final Duration DEFAULT_RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    public RouterConfiguration {
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(resolveTimeout, "resolveTimeout");
        receivers = Map.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        timeIntervals = List.copyOf(timeIntervals);
        Objects.requireNonNull(routeLabels, "routeLabels");
    }
}
