package tocsin.templates.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.templates.value.GoQuoting;

/** What one text defined so far. */
final class Definitions {
    private final Tokens tokens;
    private final Map<String, Tree> treeByName = new LinkedHashMap<>();
    /** Of trees that are not blank; to ask a tree costs a look at all of its text. */
    private final Set<String> filledNames = new HashSet<>();

    Definitions(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Of two trees with one name at least one must be blank, and the other stays. */
    void add(Tree tree) throws TemplateException {
        boolean filled = !tree.isBlank();
        if (filled && !filledNames.add(tree.name())) {
            throw tokens.failure("template: multiple definition of template " + GoQuoting.quote(tree.name()));
        }
        if (filled || !filledNames.contains(tree.name())) {
            treeByName.put(tree.name(), tree);
        }
    }

    /** All trees, that of a name that is there before others. */
    List<Tree> startingWith(String name) {
        List<Tree> trees = new ArrayList<>();
        Tree first = treeByName.get(name);
        if (first != null) {
            trees.add(first);
        }
        treeByName.values().stream().filter(tree -> !tree.name().equals(name)).forEach(trees::add);
        return trees;
    }
}
