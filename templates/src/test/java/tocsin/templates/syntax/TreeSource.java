package tocsin.templates.syntax;

import java.util.List;
import tocsin.templates.value.GoQuoting;

/** Trees as the text of a template. */
final class TreeSource {
    /** Keeps neighbouring texts apart, and a brace that ends a text away from a delimiter. */
    private static final String SEPARATOR = "{{/**/}}";

    private static final String AFTER_BRACE = " {{- /**/}}";

    private TreeSource() {}

    /** Definitions come first, so that they do not stand between texts. */
    static String of(List<Tree> trees) {
        StringBuilder source = new StringBuilder();
        for (Tree tree : trees.subList(1, trees.size())) {
            source.append("{{define ").append(GoQuoting.quote(tree.name())).append("}}");
            append(source, tree.body());
            source.append("{{end}}");
        }
        append(source, trees.get(0).body());
        return source.toString();
    }

    private static void append(StringBuilder source, List<Statement> statements) {
        for (Statement statement : statements) {
            if (statement instanceof Statement.Text text) {
                source.append(SEPARATOR).append(text.text()).append(text.text().endsWith("{") ? AFTER_BRACE : "");
            } else {
                source.append(statement);
                appendBranches(source, statement);
            }
        }
    }

    private static void appendBranches(StringBuilder source, Statement statement) {
        if (statement instanceof Statement.If branch) {
            append(source, branch.then(), branch.otherwise());
        } else if (statement instanceof Statement.With with) {
            append(source, with.then(), with.otherwise());
        } else if (statement instanceof Statement.Range range) {
            append(source, range.body(), range.otherwise());
        }
    }

    private static void append(StringBuilder source, List<Statement> body, List<Statement> otherwise) {
        append(source, body);
        if (!otherwise.isEmpty()) {
            source.append("{{else}}");
            append(source, otherwise);
        }
        source.append("{{end}}");
    }
}
