package tocsin.templates.syntax;

import java.util.List;
import java.util.function.Consumer;

/** Walks over trees in the order of their source. */
final class Statements {
    private Statements() {}

    static void walk(List<Statement> statements, Consumer<Pipeline> visitor) {
        statements.forEach(statement -> walk(statement, visitor));
    }

    private static void walk(Statement statement, Consumer<Pipeline> visitor) {
        if (statement instanceof Statement.Action action) {
            visitor.accept(action.pipeline());
        } else if (statement instanceof Statement.If branch) {
            walk(branch.pipeline(), branch.then(), branch.otherwise(), visitor);
        } else if (statement instanceof Statement.With with) {
            walk(with.pipeline(), with.then(), with.otherwise(), visitor);
        } else if (statement instanceof Statement.Range range) {
            walk(range.pipeline(), range.body(), range.otherwise(), visitor);
        } else if (statement instanceof Statement.Invocation invocation && invocation.pipeline() != null) {
            visitor.accept(invocation.pipeline());
        }
    }

    private static void walk(
            Pipeline pipeline, List<Statement> body, List<Statement> otherwise, Consumer<Pipeline> visitor) {
        visitor.accept(pipeline);
        walk(body, visitor);
        walk(otherwise, visitor);
    }
}
