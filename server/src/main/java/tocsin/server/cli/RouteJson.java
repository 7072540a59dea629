package tocsin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import tocsin.model.Durations;
import tocsin.model.Matcher;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.NodeOutcome;
import tocsin.router.route.Route;
import tocsin.router.route.RouteNode;

/** Routes for programs, with the names that the configuration gives to things. */
final class RouteJson {
    private RouteJson() {}

    /** The tree with everything that is in force at each route, inherited or not. */
    static JsonObject tree(RouteNode node) {
        Route route = node.route();
        JsonObject labels = new JsonObject();
        RouteText.labels(route).forEach(labels::put);
        return new JsonObject()
                .put("id", node.id())
                .put("receiver", route.receiver())
                .put("matchers", array(route.matchers(), Matcher::toString))
                .put("continue", route.continueMatching())
                .put("group_by", array(route.groupBy().written(), name -> name))
                .put("group_wait", Durations.print(route.groupWait()))
                .put("group_interval", Durations.print(route.groupInterval()))
                .put("repeat_interval", Durations.print(route.repeatInterval()))
                .put("mute_time_intervals", array(route.muteTimeIntervals(), name -> name))
                .put("active_time_intervals", array(route.activeTimeIntervals(), name -> name))
                .put("labels", labels)
                .put("routes", array(node.children(), RouteJson::tree));
    }

    /** Of each node that was looked at or left out: {@code outcome}, and why. */
    static JsonObject explanation(NodeExplanation explanation) {
        RouteNode node = explanation.node();
        JsonObject json = new JsonObject()
                .put("id", node.id())
                .put("receiver", node.route().receiver())
                .put("matchers", array(node.route().matchers(), Matcher::toString))
                .put("continue", node.route().continueMatching())
                .mergeIn(outcome(explanation.outcome()))
                .put("reason", RouteText.reason(explanation));
        return json.put("routes", array(explanation.children(), RouteJson::explanation));
    }

    private static JsonObject outcome(NodeOutcome outcome) {
        return outcome.fold(
                () -> new JsonObject().put("outcome", "reached"),
                () -> new JsonObject().put("outcome", "passed on"),
                failure -> new JsonObject()
                        .put("outcome", "not matched")
                        .put("matcher", failure.matcher().toString())
                        .put("actual", failure.actual()),
                skipped -> new JsonObject()
                        .put("outcome", "not tried")
                        .put("taken_by", skipped.taker().id()));
    }

    static <T> JsonArray array(List<T> values, Function<T, Object> json) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(json.apply(value)));
        return array;
    }
}
