package tocsin.router.route;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/**
 * A route at its place in the tree.
 *
 * @param key the matchers from the root on; not unique, and visible to receivers in group keys
 * @param id the key with the position among siblings after each node; unique in one tree
 */
public record RouteNode(Route route, String key, String id, List<RouteNode> children) {
    public RouteNode {
        children = List.copyOf(children);
    }

    static RouteNode root(Route route) {
        return new RouteNode(route, "{}", "{}", children(route, "{}", "{}"));
    }

    private static List<RouteNode> children(Route parent, String parentKey, String parentId) {
        List<Route> routes = parent.routes();
        return IntStream.range(0, routes.size())
                .mapToObj(position -> child(routes.get(position), position, parentKey, parentId))
                .toList();
    }

    private static RouteNode child(Route route, int position, String parentKey, String parentId) {
        String matchers = route.matchers().stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
        String key = parentKey + '/' + matchers;
        String id = parentId + '/' + matchers + '/' + position;
        return new RouteNode(route, key, id, children(route, key, id));
    }

    /** The group key that receivers see. Sibling routes with equal matchers share it; use {@link #id} to tell them apart. */
    public String groupKey(Labels groupLabels) {
        return key + ':' + groupLabels;
    }

    @Override
    public String toString() {
        return id;
    }
}
