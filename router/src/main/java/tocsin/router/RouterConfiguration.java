package tocsin.router;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.router.pipeline.Gate;
import tocsin.router.pipeline.Integration;
import tocsin.router.route.RouteTree;

/**
 * What a reload replaces as a whole. Immutable.
 *
 * @param resolveTimeout after which a posted alert without end time ends
 * @param receivers integrations of each receiver that a route names; a receiver without any is fine
 * @param gates in the order in which they are asked
 */
public record RouterConfiguration(
        RouteTree tree, Duration resolveTimeout, Map<String, List<Integration>> receivers, List<Gate> gates) {
    public static final Duration DEFAULT_RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    public RouterConfiguration {
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(resolveTimeout, "resolveTimeout");
        receivers = Map.copyOf(receivers);
        gates = List.copyOf(gates);
    }
}
