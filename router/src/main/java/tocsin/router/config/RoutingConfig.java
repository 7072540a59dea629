package tocsin.router.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tocsin.router.inhibit.InhibitRule;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;

/**
 * A routing configuration without errors. Immutable.
 *
 * @param directory of the file; relative paths in it are resolved by whoever opens them
 * @param resolveTimeout after which an alert without end time counts as resolved
 * @param route the root, with inherited values filled in below it
 * @param receivers all of them, in file order; see {@link #routedReceivers}
 * @param timeIntervals of both lists, in file order
 * @param templates globs as written
 * @param hash see {@link ConfigHash}; of the text in UTF-8 without byte order mark
 * @param redacted the file written out again without comments and secrets, for people and for amtool; it can be loaded
 */
public record RoutingConfig(
        Path directory,
        Duration resolveTimeout,
        Route route,
        List<Receiver> receivers,
        List<InhibitRule> inhibitRules,
        List<NamedTimeInterval> timeIntervals,
        List<String> templates,
        long hash,
        String redacted) {
    public RoutingConfig {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(resolveTimeout, "resolveTimeout");
        Objects.requireNonNull(route, "route");
        receivers = List.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        timeIntervals = List.copyOf(timeIntervals);
        templates = List.copyOf(templates);
        Objects.requireNonNull(redacted, "redacted");
    }

    /**
     * The receivers that some route refers to, in file order. Only their integrations are built: a broken certificate
     * path of an unused receiver does no harm.
     */
    public List<Receiver> routedReceivers() {
        Set<String> routed = Set.copyOf(new RouteTree(route).receivers());
        return receivers.stream()
                .filter(receiver -> routed.contains(receiver.name()))
                .toList();
    }
}
