package tocsin.router.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.route.Route;

/** Sections 2.1 and 3 of the routing specification once more: which routes an alert reaches, and what its groups are called. */
final class Routing {
    private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private final Node root;

    /**
     * A route at its place.
     *
     * @param key as receivers see it in group keys
     * @param id the key with positions among siblings
     * @param identity receiver and key, and a number for twins: what state belongs to
     */
    record Place(Route route, String key, String id, String identity) {
        /** Each route of a world has a route label of its own, by which its notifications are known. */
        String uid() {
            return route.labels().getOrDefault(World.UID, "");
        }

        Labels groupLabels(Labels alert) {
            return route.groupBy().all() ? alert : alert.keep(route.groupBy().names()::contains);
        }

        String groupKey(Labels groupLabels) {
            List<String> pairs = new ArrayList<>();
            groupLabels.forEach((name, value) -> pairs.add(name + "=\"" + value + '"'));
            return key + ":{" + String.join(", ", pairs) + '}';
        }
    }

    private record Node(Place place, List<Node> children) {}

    Routing(Route root) {
        this.root = node(root, "{}", "{}", new HashMap<>());
    }

    private static Node node(Route route, String key, String id, Map<String, Integer> twins) {
        String common = route.receiver() + ' ' + key;
        String identity = common + ' ' + twins.merge(common, 1, Integer::sum);
        List<Node> children = new ArrayList<>();
        for (Route child : route.routes()) {
            String matchers = child.matchers().stream()
                    .map(m -> m.name() + m.op().symbol() + '"' + m.value() + '"')
                    .collect(Collectors.joining(","));
            String step = "/{" + matchers + '}';
            children.add(node(child, key + step, id + step + '/' + children.size(), twins));
        }
        return new Node(new Place(route, key, id, identity), children);
    }

    /** Never empty: the root takes what nobody else does. */
    List<Place> reached(Labels alert) {
        return walk(root, alert);
    }

    private static List<Place> walk(Node node, Labels alert) {
        List<Place> found = new ArrayList<>();
        for (Node child : node.children()) {
            Route route = child.place().route();
            List<Place> below = matches(route.matchers(), alert) ? walk(child, alert) : List.of();
            found.addAll(below);
            if (!below.isEmpty() && !route.continueMatching()) {
                break;
            }
        }
        return found.isEmpty() ? List.of(node.place()) : found;
    }

    static boolean matches(List<Matcher> all, Labels alert) {
        for (Matcher matcher : all) {
            String value = alert.getOrEmpty(matcher.name());
            boolean positive = switch (matcher.op()) {
                case EQUAL, NOT_EQUAL -> value.equals(matcher.value());
                case REGEX, NOT_REGEX -> pattern(matcher).matcher(value).matches();
            };
            boolean wanted = matcher.op() == Matcher.Op.EQUAL || matcher.op() == Matcher.Op.REGEX;
            if (positive != wanted) {
                return false;
            }
        }
        return true;
    }

    private static Pattern pattern(Matcher matcher) {
        return PATTERNS.computeIfAbsent(matcher.value(), Pattern::compile);
    }
}
