package tocsin.router.route;

import java.util.ArrayList;
import java.util.List;
import tocsin.model.Labels;

/** The routing tree. Immutable; any thread. */
public final class RouteTree {
    private final RouteNode root;

    public RouteTree(Route root) {
        this.root = RouteNode.root(root);
    }

    public RouteNode root() {
        return root;
    }

    /**
     * The nodes that an alert reaches, in tree order; never empty. A parent is among them only when none of its children
     * matched, and {@code continue} counts on the node that has it, whoever below caught the alert.
     */
    public List<RouteNode> match(Labels alert) {
        List<RouteNode> reached = new ArrayList<>(2);
        collect(root, alert, reached);
        return reached;
    }

    /** Why the alert reaches the nodes that it reaches, and not the others. Costs more than {@link #match}: for people. */
    public NodeExplanation explain(Labels alert) {
        return new RouteExplainer(alert).matched(root);
    }

    /** All nodes, children before their parent. */
    public List<RouteNode> nodes() {
        List<RouteNode> nodes = new ArrayList<>();
        addPostOrder(root, nodes);
        return nodes;
    }

    /** The receivers that some route names, in tree order. */
    public List<String> receivers() {
        return nodes().stream().map(node -> node.route().receiver()).distinct().toList();
    }

    private static void collect(RouteNode node, Labels alert, List<RouteNode> reached) {
        int before = reached.size();
        for (RouteNode child : node.children()) {
            if (child.route().matches(alert)) {
                collect(child, alert, reached);
                if (!child.route().continueMatching()) {
                    break;
                }
            }
        }
        if (reached.size() == before) {
            reached.add(node);
        }
    }

    private static void addPostOrder(RouteNode node, List<RouteNode> nodes) {
        node.children().forEach(child -> addPostOrder(child, nodes));
        nodes.add(node);
    }
}
