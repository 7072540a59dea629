package tocsin.server.cli;

import java.util.List;
import java.util.function.Function;

/**
 * Draws a tree with lines, to the byte as amtool does.
 *
 * <pre>
 * .
 * └── root
 *     ├── first
 *     │   └── below
 *     └── last
 * </pre>
 */
final class TreeDrawing<T> {
    private static final String TOP = ".\n";
    private static final String BRANCH = "├── ";
    private static final String LAST_BRANCH = "└── ";
    /** With spaces that do not break, so that a page in a browser keeps the drawing. */
    private static final String BESIDE_BRANCH = "│\u00a0\u00a0 ";

    private static final String BELOW_LAST_BRANCH = "    ";

    private final Function<T, String> text;
    private final Function<T, List<T>> children;

    /** @param text one line */
    TreeDrawing(Function<T, String> text, Function<T, List<T>> children) {
        this.text = text;
        this.children = children;
    }

    /** Ends with a line feed. */
    String draw(T root) {
        StringBuilder drawing = new StringBuilder(TOP);
        addAll(List.of(root), "", drawing);
        return drawing.toString();
    }

    private void addAll(List<T> siblings, String indentation, StringBuilder drawing) {
        for (int i = 0; i < siblings.size(); i++) {
            boolean last = i == siblings.size() - 1;
            T node = siblings.get(i);
            drawing.append(indentation)
                    .append(last ? LAST_BRANCH : BRANCH)
                    .append(text.apply(node))
                    .append('\n');
            addAll(children.apply(node), indentation + (last ? BELOW_LAST_BRANCH : BESIDE_BRANCH), drawing);
        }
    }
}
