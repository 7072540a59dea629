package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import tocsin.model.Durations;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.route.NodeExplanation;
import tocsin.router.route.NodeOutcome;
import tocsin.router.route.Route;
import tocsin.router.route.RouteNode;

/** Writes what the routing tree does with labels: the receivers in tree order, and each node with its outcome and why. */
final class RouteMatchJson {
    private RouteMatchJson() {}

    static void write(JsonGenerator json, Labels labels, NodeExplanation root) throws IOException {
        json.writeStartObject();
        ExplanationJson.labels(json, "labels", labels);
        ExplanationJson.texts(
                json,
                "receivers",
                root.reached().stream().map(node -> node.route().receiver()).toList());
        json.writeFieldName("tree");
        node(json, root);
        json.writeEndObject();
    }

    private static void node(JsonGenerator json, NodeExplanation explanation) throws IOException {
        RouteNode node = explanation.node();
        json.writeStartObject();
        json.writeStringField("routeId", node.id());
        json.writeStringField("receiver", node.route().receiver());
        ExplanationJson.texts(json, "matchers", matchers(node));
        json.writeBooleanField("continue", node.route().continueMatching());
        json.writeStringField("outcome", outcome(explanation.outcome()));
        json.writeStringField("reason", reason(explanation));
        if (explanation.outcome().isReached()) {
            options(json, node.route());
        }
        json.writeArrayFieldStart("routes");
        for (NodeExplanation child : explanation.children()) {
            node(json, child);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static List<String> matchers(RouteNode node) {
        return node.route().matchers().stream().map(Matcher::toString).toList();
    }

    /** What is in force, inherited or not. */
    private static void options(JsonGenerator json, Route route) throws IOException {
        json.writeObjectFieldStart("options");
        ExplanationJson.texts(json, "groupBy", route.groupBy().written());
        json.writeStringField("groupWait", Durations.print(route.groupWait()));
        json.writeStringField("groupInterval", Durations.print(route.groupInterval()));
        json.writeStringField("repeatInterval", Durations.print(route.repeatInterval()));
        ExplanationJson.texts(json, "muteTimeIntervals", route.muteTimeIntervals());
        ExplanationJson.texts(json, "activeTimeIntervals", route.activeTimeIntervals());
        json.writeEndObject();
    }

    private static String outcome(NodeOutcome outcome) {
        return outcome.fold(() -> "reached", () -> "passed on", failure -> "not matched", skipped -> "not tried");
    }

    private static String reason(NodeExplanation explanation) {
        Route route = explanation.node().route();
        return explanation
                .outcome()
                .fold(
                        () -> "notifies " + route.receiver(),
                        () -> "matched, and a route below it took the alert",
                        NodeOutcome.NotMatched::why,
                        skipped -> "%s took the alert and has no `continue: true`"
                                .formatted(skipped.taker().id()));
    }
}
