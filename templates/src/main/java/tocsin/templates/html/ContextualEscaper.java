package tocsin.templates.html;

import java.util.List;
import java.util.Map;
import tocsin.templates.syntax.GoStrings;
import tocsin.templates.syntax.Statement;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;

/**
 * Turns trees of text into trees that write safe HTML. Follows the static texts through the page (text, tags, attributes,
 * URLs, style sheets), appends to each action what makes any value harmless at its place, and takes comments out.
 *
 * <p>As upstream's {@code html/template}, but for scripts: no value may stand in a script or an event handler. Pure; any
 * thread.
 *
 * @see <a href="https://pkg.go.dev/html/template">what upstream promises</a>
 */
public final class ContextualEscaper {
    private ContextualEscaper() {}

    /**
     * Escapes a tree and all that it can reach.
     *
     * @return every reachable tree under the names by which the escaped ones call each other; {@code start} keeps its name
     * @throws TemplateException when an action stands where no value is safe, or where the context cannot be told
     */
    public static Map<String, Tree> escape(String start, Map<String, Tree> trees) throws TemplateException {
        Tree tree = trees.get(start);
        if (tree == null) {
            throw new TemplateException(start, 1, -1, null, "no such template " + GoStrings.quote(start));
        }
        EscapedTrees escaped = new EscapedTrees(trees);
        Context end = escaped.end(start, Context.TEXT);
        if (end.state() != Context.State.TEXT) {
            throw new TreeEscaping(escaped, tree).failure(lastOffset(tree), "ends in a non-text context: " + end);
        }
        return escaped.byName();
    }

    private static int lastOffset(Tree tree) {
        List<Statement> body = tree.body();
        return body.isEmpty() ? 0 : body.get(body.size() - 1).offset();
    }
}
