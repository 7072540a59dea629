package tocsin.router.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.matcher.MatcherIndex;

/** A node as the search for an alert's routes sees it: with an index over its children where they are many. */
final class Branch {
    /** Fewer are tried one by one, which ends at the first that matches. */
    private static final int WIDE = 16;

    private static final Comparator<Branch> FILE_ORDER = Comparator.comparingInt(branch -> branch.position);

    private final RouteNode node;
    private final int position;
    private final List<Branch> children = new ArrayList<>();
    private @Nullable MatcherIndex<Branch> index;

    private Branch(RouteNode node, int position) {
        this.node = node;
        this.position = position;
    }

    static Branch of(RouteNode node) {
        return of(node, 0);
    }

    private static Branch of(RouteNode node, int position) {
        Branch branch = new Branch(node, position);
        for (RouteNode child : node.children()) {
            branch.children.add(of(child, branch.children.size()));
        }
        if (branch.children.size() >= WIDE) {
            branch.index = indexed(branch.children);
        }
        return branch;
    }

    private static MatcherIndex<Branch> indexed(List<Branch> children) {
        MatcherIndex<Branch> index = new MatcherIndex<>();
        children.forEach(child -> index.add(child.node.route().matchers(), child));
        return index;
    }

    /** Adds the nodes that an alert reaches from here on, in tree order; at least one. */
    void collect(Labels alert, List<RouteNode> reached) {
        int before = reached.size();
        if (index == null) {
            collectOneByOne(alert, reached);
        } else {
            collectIndexed(index, alert, reached);
        }
        if (reached.size() == before) {
            reached.add(node);
        }
    }

    private void collectOneByOne(Labels alert, List<RouteNode> reached) {
        for (int i = 0; i < children.size(); i++) {
            Branch child = children.get(i);
            if (child.node.route().matches(alert)) {
                child.collect(alert, reached);
                if (!child.node.route().continueMatching()) {
                    return;
                }
            }
        }
    }

    private static void collectIndexed(MatcherIndex<Branch> index, Labels alert, List<RouteNode> reached) {
        List<Branch> matching = new ArrayList<>(2);
        index.forEachMatch(alert, matching::add);
        matching.sort(FILE_ORDER);
        for (Branch child : matching) {
            child.collect(alert, reached);
            if (!child.node.route().continueMatching()) {
                return;
            }
        }
    }
}
