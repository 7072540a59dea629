package tocsin.router.route;

import java.util.ArrayList;
import java.util.List;
import tocsin.model.Labels;

/**
 * The routing tree. Its nodes are immutable values. {@link #match} remembers what it found out about label values: one
 * thread at a time.
 */
public final class RouteTree {
    private final RouteNode root;
    private final Branch search;

    public RouteTree(Route root) {
        this.root = RouteNode.root(root);
        this.search = Branch.of(this.root);
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
        search.collect(alert, reached);
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

    private static void addPostOrder(RouteNode node, List<RouteNode> nodes) {
        node.children().forEach(child -> addPostOrder(child, nodes));
        nodes.add(node);
    }
}
