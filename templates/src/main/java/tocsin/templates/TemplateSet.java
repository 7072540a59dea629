package tocsin.templates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.templates.function.Builtins;
import tocsin.templates.html.ContextualEscaper;
import tocsin.templates.syntax.SourceText;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.TemplateParser;
import tocsin.templates.syntax.Tree;
import tocsin.templates.value.Function;

/**
 * Templates that can call each other by name, and the functions that they may use. Immutable: what adds gives a new set.
 */
public final class TemplateSet {
    private final Map<String, Function> functions;
    private final Map<String, Tree> trees;

    private TemplateSet(Map<String, Function> functions, Map<String, Tree> trees) {
        this.functions = functions;
        this.trees = trees;
    }

    /** An empty set whose templates may call the built-in functions and these. */
    public static TemplateSet of(Map<String, Function> functions) {
        Map<String, Function> all = new HashMap<>(Builtins.ALL);
        all.putAll(functions);
        return new TemplateSet(Map.copyOf(all), Map.of());
    }

    /**
     * Adds a file: what it defines, and its own text under its name. Later definitions replace earlier ones, except that a
     * blank one never replaces another.
     *
     * @param name the file's base name
     */
    public TemplateSet with(String name, String text) throws TemplateException {
        Map<String, Tree> all = new HashMap<>(trees);
        parse(name, text).forEach(tree -> define(tree, all));
        return new TemplateSet(functions, Map.copyOf(all));
    }

    /**
     * A text that may call every template of this set, and may bring definitions of its own.
     *
     * @param name for messages; empty for texts of a configuration
     */
    public Template text(String name, String text) throws TemplateException {
        Map<String, Tree> all = withText(name, text);
        return new Template(start(name, all), all);
    }

    /**
     * Likewise, to write HTML: every action is escaped for the place in the page where it stands.
     *
     * @throws TemplateException also when an action stands where no value is safe
     */
    public Template html(String name, String text) throws TemplateException {
        Map<String, Tree> escaped = ContextualEscaper.escape(name, withText(name, text));
        return new Template(start(name, escaped), escaped);
    }

    /**
     * Names of templates that a text may come to call, by itself or by what it calls, and that do not exist. In text, such a
     * call fails when it is reached; in HTML, at once.
     */
    public Set<String> undefined(String name, String text) throws TemplateException {
        Map<String, Tree> all = withText(name, text);
        return UndefinedCalls.from(start(name, all), all);
    }

    /** Names of all templates. */
    public Set<String> names() {
        return trees.keySet();
    }

    public @Nullable Tree tree(String name) {
        return trees.get(name);
    }

    private List<Tree> parse(String name, String text) throws TemplateException {
        return TemplateParser.parse(new SourceText(name, text), functions);
    }

    private static void define(Tree tree, Map<String, Tree> all) {
        if (!tree.isBlank() || !all.containsKey(tree.name())) {
            all.put(tree.name(), tree);
        }
    }

    /** Unlike a file's, the text's own tree is the one under its name even if it is blank. */
    private Map<String, Tree> withText(String name, String text) throws TemplateException {
        Map<String, Tree> all = new HashMap<>(trees);
        List<Tree> added = parse(name, text);
        added.forEach(tree -> define(tree, all));
        all.put(name, added.get(0));
        return Map.copyOf(all);
    }

    private static Tree start(String name, Map<String, Tree> trees) {
        Tree start = trees.get(name);
        if (start == null) {
            throw new IllegalStateException("a parsed text has a tree of its own: " + name);
        }
        return start;
    }
}
