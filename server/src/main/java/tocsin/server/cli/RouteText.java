package tocsin.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tocsin.model.Durations;
import tocsin.model.Matcher;
import tocsin.model.Utf8Order;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.Route;
import tocsin.router.route.RouteNode;

/** Routes in one line of text each. */
final class RouteText {
    private RouteText() {}

    /** As amtool's {@code routes show}: matchers, {@code continue} and receiver. */
    static String shown(RouteNode node) {
        Route route = node.route();
        String continued = route.continueMatching() ? "  continue: true" : "";
        return matchers(node) + continued + "  receiver: " + route.receiver();
    }

    /** Likewise, with everything that is in force at the route, inherited or not. */
    static String withOptions(RouteNode node) {
        Route route = node.route();
        List<String> options = new ArrayList<>();
        options.add(shown(node));
        options.add("group_by: " + route.groupBy().written());
        options.add("group_wait: " + Durations.print(route.groupWait()));
        options.add("group_interval: " + Durations.print(route.groupInterval()));
        options.add("repeat_interval: " + Durations.print(route.repeatInterval()));
        addUnlessEmpty("mute_time_intervals", route.muteTimeIntervals(), options);
        addUnlessEmpty("active_time_intervals", route.activeTimeIntervals(), options);
        List<String> labels = labels(route).entrySet().stream()
                .map(label -> label.getKey() + ": " + label.getValue().lines().collect(Collectors.joining("\\n")))
                .toList();
        addUnlessEmpty("labels", labels, options);
        return String.join("  ", options);
    }

    private static void addUnlessEmpty(String key, List<String> values, List<String> options) {
        if (!values.isEmpty()) {
            options.add(key + ": " + values);
        }
    }

    static String matchers(RouteNode node) {
        List<Matcher> matchers = node.route().matchers();
        return matchers.isEmpty()
                ? "default-route"
                : matchers.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }

    static Map<String, String> labels(Route route) {
        Map<String, String> sorted = new TreeMap<>(Utf8Order::compare);
        sorted.putAll(route.labels());
        return sorted;
    }

    /** What the node did with the alert, and why. */
    static String explained(NodeExplanation explanation) {
        return matchers(explanation.node()) + ": " + reason(explanation);
    }

    static String reason(NodeExplanation explanation) {
        RouteNode node = explanation.node();
        String thenSiblings = node.route().continueMatching() ? ", and goes on because of `continue: true`" : "";
        return explanation
                .outcome()
                .fold(
                        () -> "notifies " + node.route().receiver() + thenSiblings,
                        () -> "matched, and a route below it took the alert" + thenSiblings,
                        failure -> "no match: " + failure.why(),
                        skipped -> "not tried: %s took the alert and has no `continue: true`"
                                .formatted(matchers(skipped.taker())));
    }
}
