package tocsin.router.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * A route at its place in the tree.
 *
 * @param key the matchers from the root on; not unique, and visible to receivers in group keys
 * @param id the key with the position among siblings after each node; unique in one tree
 * @param identity receiver and key, and a number for the second and further nodes that have both in common: unique in
 *     one tree, and unlike {@code id} unchanged when a sibling is added above, so that an edited tree does not make
 *     known groups new ones. State is kept under it; nobody outside sees it.
 */
public record RouteNode(Route route, String key, String id, String identity, List<RouteNode> children) {
    public RouteNode {
        children = List.copyOf(children);
    }

    static RouteNode root(Route route) {
        return new Numbering().node(route, "{}", "{}");
    }

    /** The group key that receivers see. Sibling routes with equal matchers share it; use {@link #id} to tell them apart. */
    public String groupKey(Labels groupLabels) {
        return key + ':' + groupLabels;
    }

    @Override
    public String toString() {
        return id;
    }

    /** Counts the nodes that have receiver and key in common while one tree is built. */
    private static final class Numbering {
        private final Map<String, Integer> seen = new HashMap<>();

        RouteNode node(Route route, String key, String id) {
            String common = route.receiver() + ':' + key;
            int before = seen.merge(common, 1, Integer::sum) - 1;
            String identity = before == 0 ? common : common + '#' + before;
            return new RouteNode(route, key, id, identity, children(route.routes(), key, id));
        }

        private List<RouteNode> children(List<Route> routes, String parentKey, String parentId) {
            return IntStream.range(0, routes.size())
                    .mapToObj(position -> child(routes.get(position), position, parentKey, parentId))
                    .toList();
        }

        private RouteNode child(Route route, int position, String parentKey, String parentId) {
            String matchers =
                    route.matchers().stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
            return node(route, parentKey + '/' + matchers, parentId + '/' + matchers + '/' + position);
        }
    }
}
