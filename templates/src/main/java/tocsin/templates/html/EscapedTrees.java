package tocsin.templates.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.templates.syntax.GoStrings;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;

/**
 * The trees of one page. A template is escaped once for each place from which it is called, and each gets a name of its own.
 *
 * <p>Where the page goes on behind a call is found by escaping what is called. A template that calls itself cannot be known
 * by then: it is assumed to end where it begins, and if it turns out to end elsewhere, that is assumed and must turn out
 * right; what was built on the wrong assumption is thrown away.
 */
final class EscapedTrees {
    /** Control structures and calls inside each other, which are also that on Java's stack. */
    private static final int DEEPEST = 500;
    /** Characters and statements, each as often as it is looked at: far more than any page has. */
    private static final long MOST_EFFORT = 10_000_000;

    private static final int ATTEMPTS = 2;

    private record Key(String name, Context start) {}

    private record Finished(Tree tree, Context end) {}

    private static final class Assumption {
        private final Context end;
        private boolean used;

        Assumption(Context end) {
            this.end = end;
        }
    }

    private final Map<String, Tree> trees;
    private final Map<Key, Finished> finished = new HashMap<>();
    private final List<Key> order = new ArrayList<>();
    private final Map<Key, Assumption> open = new HashMap<>();
    private final Map<Key, String> names = new HashMap<>();
    private final Set<String> usedNames = new HashSet<>();
    private int depth;
    private long effort;

    EscapedTrees(Map<String, Tree> trees) {
        this.trees = trees;
    }

    boolean contains(String name) {
        return trees.containsKey(name);
    }

    /**
     * Escapes a template that begins at a place, unless that was done before.
     *
     * @param name of a tree of the set
     * @return where the page goes on behind it
     */
    Context end(String name, Context start) throws TemplateException {
        Key key = new Key(name, start);
        Finished known = finished.get(key);
        if (known != null) {
            return known.end();
        }
        Assumption assumption = open.get(key);
        if (assumption != null) {
            assumption.used = true;
            return assumption.end;
        }
        return escape(key, tree(name));
    }

    private Tree tree(String name) {
        Tree tree = trees.get(name);
        if (tree == null) {
            throw new IllegalArgumentException("no such template: " + name);
        }
        return tree;
    }

    private Context escape(Key key, Tree tree) throws TemplateException {
        Context assumed = key.start();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int before = order.size();
            Assumption assumption = new Assumption(assumed);
            open.put(key, assumption);
            TreeEscaping.Escaped escaped = new TreeEscaping(this, tree).from(key.start());
            if (!assumption.used || escaped.end().equals(assumed)) {
                keep(key, tree, escaped);
                return escaped.end();
            }
            forget(before);
            assumed = escaped.end();
        }
        throw new TreeEscaping(this, tree)
                .failure(0, "cannot compute output context for template " + GoStrings.quote(tree.name()));
    }

    private void keep(Key key, Tree tree, TreeEscaping.Escaped escaped) {
        open.remove(key);
        String name = nameOf(key.name(), key.start());
        finished.put(key, new Finished(new Tree(name, tree.source(), escaped.body(), tree.frameSize()), escaped.end()));
        order.add(key);
    }

    private void forget(int before) {
        while (order.size() > before) {
            finished.remove(order.remove(order.size() - 1));
        }
    }

    /** Under which a template is called that begins at a place. */
    String nameOf(String name, Context start) {
        return start.equals(Context.TEXT)
                ? name
                : names.computeIfAbsent(new Key(name, start), key -> newName(name, start));
    }

    private String newName(String name, Context start) {
        StringBuilder derived = new StringBuilder("%s$html:%s".formatted(name, start));
        while (trees.containsKey(derived.toString()) || !usedNames.add(derived.toString())) {
            derived.append('\'');
        }
        return derived.toString();
    }

    /**
     * Accounts for work.
     *
     * @return whether there is room for it
     */
    boolean spend(int work) {
        effort += work;
        return effort <= MOST_EFFORT;
    }

    /** One level deeper; to be followed by {@link #leave}. */
    boolean enter() {
        return ++depth <= DEEPEST;
    }

    void leave() {
        depth--;
    }

    Map<String, Tree> byName() {
        Map<String, Tree> all = new LinkedHashMap<>();
        finished.values().forEach(result -> all.put(result.tree().name(), result.tree()));
        return Map.copyOf(all);
    }
}
