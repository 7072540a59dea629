package tocsin.templates.syntax;

import java.util.List;
import java.util.Objects;

/**
 * One parsed template.
 *
 * @param name under which it is defined
 * @param source where it stands; its name is that of the file when a {@code define} in a file made the tree
 * @param body statements in order
 * @param frameSize number of variable slots that an execution needs; slot 0 is {@code $}
 */
public record Tree(String name, SourceText source, List<Statement> body, int frameSize) {
    public Tree {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        body = List.copyOf(body);
    }

    /** Whether it is made of white space and comments only: such a body never replaces another. */
    public boolean isBlank() {
        return body.stream().allMatch(Tree::isBlank);
    }

    private static boolean isBlank(Statement statement) {
        return statement instanceof Statement.Text text && text.text().chars().allMatch(Tree::isSpace);
    }

    /** Go's white space, which is more than what trim markers remove. */
    private static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }
}
