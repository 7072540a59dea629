package tocsin.router.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a node of the tree did with an alert, and why.
 *
 * @param children what was looked at below it; empty when the node itself did not match or was not tried
 */
public record NodeExplanation(RouteNode node, NodeOutcome outcome, List<NodeExplanation> children) {
    public NodeExplanation {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(outcome, "outcome");
        children = List.copyOf(children);
    }

    /** The nodes that the alert reached, in tree order: what {@link RouteTree#match} gives. */
    public List<RouteNode> reached() {
        List<RouteNode> reached = new ArrayList<>();
        addReached(reached);
        return reached;
    }

    private void addReached(List<RouteNode> reached) {
        if (outcome.isReached()) {
            reached.add(node);
        }
        children.forEach(child -> child.addReached(reached));
    }
}
