package tocsin.router.inhibit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sources in the order of {@link Source#compareWith}, such that the first that fires at any time is found without a walk
 * over those that do not: each node knows the latest end of all below it.
 *
 * <p>Ends pass by themselves and clocks are set back, so nothing here says "firing" or "resolved". A treap: a search tree
 * that is a heap in the nodes' priorities, which are random enough to keep it flat. Every operation costs the logarithm
 * of the size; many sets have one source, and then it is one node.
 */
final class SourceTree {
    private final SourceSet owner;
    private @Nullable Node root;
    private int seed;

    SourceTree(SourceSet owner) {
        this.owner = owner;
    }

    private static final class Node {
        private final Source source;
        private final int priority;
        private @Nullable Node left;
        private @Nullable Node right;
        private Instant latestEnd;

        Node(Source source, int priority) {
            this.source = source;
            this.priority = priority;
            this.latestEnd = source.end();
        }

        Node refreshed() {
            latestEnd = later(later(source.end(), left), right);
            return this;
        }

        private static Instant later(Instant end, @Nullable Node below) {
            return below == null || end.isAfter(below.latestEnd) ? end : below.latestEnd;
        }
    }

    boolean isEmpty() {
        return root == null;
    }

    /** From this instant on none of them fires; {@link Instant#MIN} without sources, {@link Instant#MAX} while no end is known. */
    Instant latestEnd() {
        return root == null ? Instant.MIN : root.latestEnd;
    }

    /** The first source that has not ended at {@code now}. */
    @Nullable
    Source firstFiring(Instant now) {
        Node node = root;
        while (fires(node, now)) {
            if (fires(node.left, now)) {
                node = node.left;
            } else if (node.source.end().isAfter(now)) {
                return node.source;
            } else {
                node = node.right;
            }
        }
        return null;
    }

    private static boolean fires(@Nullable Node node, Instant now) {
        return node != null && node.latestEnd.isAfter(now);
    }

    /** @param source not in here yet */
    void add(Source source) {
        root = inserted(root, new Node(source, nextPriority()));
    }

    /** @param source in here */
    void remove(Source source) {
        root = without(root, source);
        if (root == null) {
            owner.becameEmpty();
        }
    }

    /** @param source in here, with another end than before */
    void endChanged(Source source) {
        refresh(root, source);
    }

    private static Node inserted(@Nullable Node tree, Node added) {
        if (tree == null) {
            return added;
        }
        if (added.source.compareWith(tree.source) < 0) {
            Node left = inserted(tree.left, added);
            tree.left = left;
            return left.priority > tree.priority ? rotatedRight(tree, left) : tree.refreshed();
        }
        Node right = inserted(tree.right, added);
        tree.right = right;
        return right.priority > tree.priority ? rotatedLeft(tree, right) : tree.refreshed();
    }

    private static Node rotatedRight(Node tree, Node left) {
        tree.left = left.right;
        left.right = tree.refreshed();
        return left.refreshed();
    }

    private static Node rotatedLeft(Node tree, Node right) {
        tree.right = right.left;
        right.left = tree.refreshed();
        return right.refreshed();
    }

    private static @Nullable Node without(@Nullable Node tree, Source removed) {
        if (tree == null) {
            return null;
        }
        int side = removed.compareWith(tree.source);
        if (side == 0) {
            return joined(tree.left, tree.right);
        }
        if (side < 0) {
            tree.left = without(tree.left, removed);
        } else {
            tree.right = without(tree.right, removed);
        }
        return tree.refreshed();
    }

    /** @param left all of it is before {@code right} */
    private static @Nullable Node joined(@Nullable Node left, @Nullable Node right) {
        if (left == null) {
            return right;
        }
        if (right == null) {
            return left;
        }
        if (left.priority > right.priority) {
            left.right = joined(left.right, right);
            return left.refreshed();
        }
        right.left = joined(left, right.left);
        return right.refreshed();
    }

    private static void refresh(@Nullable Node tree, Source changed) {
        if (tree == null) {
            return;
        }
        int side = changed.compareWith(tree.source);
        if (side != 0) {
            refresh(side < 0 ? tree.left : tree.right, changed);
        }
        tree.refreshed();
    }

    /** A xorshift over a Weyl sequence; no two of its first four billion numbers are equal. */
    private int nextPriority() {
        seed += 0x9E3779B9;
        int mixed = (seed ^ (seed >>> 16)) * 0x85EBCA6B;
        mixed = (mixed ^ (mixed >>> 13)) * 0xC2B2AE35;
        return mixed ^ (mixed >>> 16);
    }
}
