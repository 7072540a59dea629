package tocsin.router.config;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.config.Position;
import tocsin.config.Problems;
import tocsin.config.YamlList;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.Matcher;
import tocsin.router.mute.NamedTimeInterval;
import tocsin.router.route.Route;
import tocsin.router.route.RouteTree;

/**
 * Warns of what is valid and yet cannot do what somebody wrote it for: a route that no alert reaches, one that never
 * notifies, a mute time that never comes, a receiver without a route. Only of what is certain, whatever the alerts are.
 *
 * <p>For a file without errors: there, sections and routes have the same shape.
 */
final class RouteWarnings {
    private final Problems problems;
    private final Map<String, NamedTimeInterval> intervals;

    RouteWarnings(List<NamedTimeInterval> intervals, Problems problems) {
        this.problems = problems;
        this.intervals = intervals.stream().collect(Collectors.toMap(NamedTimeInterval::name, Function.identity()));
    }

    /** @param section of the root */
    void warnOfRoutes(YamlMapping section, Route root) {
        warnOfChildren(section, root, List.of());
    }

    /** @param document the whole file */
    void warnOfReceivers(YamlMapping document, Route root) {
        Set<String> routed = new HashSet<>(new RouteTree(root).receivers());
        for (YamlNode node : items(document, "receivers")) {
            YamlNode name = node instanceof YamlMapping receiver ? receiver.get("name") : null;
            if (name instanceof YamlScalar scalar && !routed.contains(scalar.text())) {
                problems.warning(
                        scalar, "no route leads to receiver `%s`: nothing is sent to it".formatted(scalar.text()));
            }
        }
    }

    private void warnOfChildren(YamlMapping section, Route route, List<Matcher> above) {
        List<YamlNode> sections = items(section, "routes");
        ShadowedRoutes shadowed = new ShadowedRoutes();
        for (int i = 0; i < route.routes().size(); i++) {
            Route child = route.routes().get(i);
            YamlMapping childSection = (YamlMapping) sections.get(i);
            Integer taker = shadowed.add(child);
            List<Matcher> path =
                    Stream.concat(above.stream(), child.matchers().stream()).toList();
            String contradiction = contradiction(path, child);
            if (taker != null) {
                unreached(
                        childSection,
                        "the route at line %d takes whatever it matches and has no `continue: true`"
                                .formatted(sections.get(taker).position().line()));
            } else if (contradiction != null) {
                unreached(childSection, contradiction);
            } else {
                warnOfTimes(childSection, child);
                warnOfChildren(childSection, child, path);
            }
        }
    }

    private void unreached(YamlMapping section, String why) {
        problems.warning(section, "no alert reaches this route: " + why);
    }

    /**
     * Two matchers that no alert fits both of, at least one of them the route's own.
     *
     * @param path matchers from the root to the route
     */
    private static @Nullable String contradiction(List<Matcher> path, Route route) {
        for (Matcher own : route.matchers()) {
            for (Matcher other : path) {
                if (exclude(own, other) || exclude(other, own)) {
                    return "%s and %s exclude each other%s"
                            .formatted(
                                    own,
                                    other,
                                    route.matchers().contains(other) ? "" : ", which a route above it wants");
                }
            }
        }
        return null;
    }

    private static boolean exclude(Matcher equality, Matcher other) {
        return equality.op() == Matcher.Op.EQUAL
                && equality.name().equals(other.name())
                && !other.matches(equality.value());
    }

    private void warnOfTimes(YamlMapping section, Route route) {
        List<String> active = route.activeTimeIntervals();
        List<String> mute = route.muteTimeIntervals();
        if (!active.isEmpty() && active.stream().allMatch(this::isNever)) {
            problems.warning(
                    position(section, "active_time_intervals"),
                    "this route never notifies: no time is in " + quoted(active));
        } else if (!active.isEmpty() && mute.containsAll(active)) {
            problems.warning(
                    position(section, "active_time_intervals"),
                    "this route never notifies: its `mute_time_intervals` have each of its active times");
        }
        List<String> idle = mute.stream().filter(this::isNever).toList();
        if (!idle.isEmpty()) {
            problems.warning(
                    position(section, "mute_time_intervals"), "this mutes nothing: no time is in " + quoted(idle));
        }
    }

    private boolean isNever(String name) {
        return Objects.requireNonNull(intervals.get(name), name).isNever();
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    private static Position position(YamlMapping section, String key) {
        YamlNode node = section.get(key);
        return node == null ? section.position() : node.position();
    }

    private static List<YamlNode> items(YamlMapping section, String key) {
        return section.get(key) instanceof YamlList list ? list.items() : List.of();
    }
}
