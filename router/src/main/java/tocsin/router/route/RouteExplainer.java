package tocsin.router.route;

import java.util.ArrayList;
import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/** Walks the tree as {@link RouteTree#match} does, and says at each node why. */
final class RouteExplainer {
    private final Labels alert;

    RouteExplainer(Labels alert) {
        this.alert = alert;
    }

    /** @param node whose matchers fit */
    NodeExplanation matched(RouteNode node) {
        List<NodeExplanation> children = new ArrayList<>();
        RouteNode taker = null;
        boolean taken = false;
        for (RouteNode child : node.children()) {
            NodeExplanation explanation = taker == null
                    ? tried(child)
                    : new NodeExplanation(child, new NodeOutcome.NotTried(taker), List.of());
            children.add(explanation);
            if (taker == null && !(explanation.outcome() instanceof NodeOutcome.NotMatched)) {
                taken = true;
                taker = child.route().continueMatching() ? null : child;
            }
        }
        NodeOutcome outcome = taken ? new NodeOutcome.PassedOn() : new NodeOutcome.Reached();
        return new NodeExplanation(node, outcome, children);
    }

    private NodeExplanation tried(RouteNode node) {
        for (Matcher matcher : node.route().matchers()) {
            if (!matcher.matches(alert)) {
                NodeOutcome failure = new NodeOutcome.NotMatched(matcher, alert.getOrEmpty(matcher.name()));
                return new NodeExplanation(node, failure, List.of());
            }
        }
        return matched(node);
    }
}
