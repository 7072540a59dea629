package tocsin.templates.syntax;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.templates.syntax.Operand.Chain;
import tocsin.templates.syntax.Operand.Nested;
import tocsin.templates.syntax.Operand.NumberConstant;
import tocsin.templates.syntax.Operand.StringConstant;

/** Trees in the notation of the golden file. */
final class TreeText {
    private TreeText() {}

    static String of(List<Tree> trees) {
        return trees.stream()
                .sorted(Comparator.comparing(Tree::name))
                .map(tree -> "define<" + tree.name() + ">" + statements(tree.body()))
                .collect(Collectors.joining(" "));
    }

    private static String statements(List<Statement> statements) {
        return statements.stream().map(TreeText::statement).collect(Collectors.joining(" ", "[", "]"));
    }

    private static String statement(Statement statement) {
        String place = "@" + statement.offset();
        if (statement instanceof Statement.Text text) {
            return "text" + place + "<" + text.text() + ">";
        }
        if (statement instanceof Statement.Action action) {
            return "action" + place + ":" + pipeline(action.pipeline());
        }
        if (statement instanceof Statement.Invocation invocation) {
            return "template" + place + "<" + invocation.name() + ">" + pipeline(invocation.pipeline());
        }
        if (statement instanceof Statement.If branch) {
            return "if" + place + ":" + branches(branch.pipeline(), branch.then(), branch.otherwise());
        }
        if (statement instanceof Statement.With with) {
            return "with" + place + ":" + branches(with.pipeline(), with.then(), with.otherwise());
        }
        if (statement instanceof Statement.Range range) {
            return "range" + place + ":" + branches(range.pipeline(), range.body(), range.otherwise());
        }
        return (statement instanceof Statement.Break ? "break" : "continue") + place;
    }

    private static String branches(Pipeline pipeline, List<Statement> body, List<Statement> otherwise) {
        return pipeline(pipeline) + statements(body) + statements(otherwise);
    }

    private static String pipeline(@Nullable Pipeline pipeline) {
        if (pipeline == null) {
            return "none";
        }
        String targets = pipeline.variables().stream()
                .map(variable -> variable.name() + " ")
                .collect(Collectors.joining());
        String assignment = targets.isEmpty() ? "" : pipeline.assigns() ? "= " : ":= ";
        return pipeline.commands().stream()
                .map(TreeText::command)
                .collect(Collectors.joining(" | ", "pipe@" + pipeline.offset() + "(" + targets + assignment, ")"));
    }

    private static String command(Pipeline.Command command) {
        return command.operands().stream()
                .map(TreeText::operand)
                .collect(Collectors.joining(" ", "cmd@" + command.offset() + "(", ")"));
    }

    private static String operand(Operand operand) {
        String place = "@" + operand.offset() + ":";
        if (operand instanceof Nested nested) {
            return "(" + pipeline(nested.pipeline()) + ")";
        }
        if (operand instanceof NumberConstant number) {
            return "num" + place + number + number(number);
        }
        if (operand instanceof StringConstant string) {
            return "string" + place + string + "<" + string.value() + ">";
        }
        if (operand instanceof Chain chain) {
            return "chain" + place + operand(chain.of()) + "<" + chain + ">." + String.join(".", chain.names());
        }
        if (operand instanceof Operand.Dot) {
            return "dot@" + operand.offset();
        }
        return operand instanceof Operand.Nil ? "nil@" + operand.offset() : kind(operand) + place + operand;
    }

    private static String kind(Operand operand) {
        if (operand instanceof Operand.Bool) {
            return "bool";
        }
        if (operand instanceof Operand.Field) {
            return "field";
        }
        return operand instanceof Operand.Variable ? "variable" : "function";
    }

    private static String number(NumberConstant number) {
        List<String> forms = new ArrayList<>();
        if (number.integer() != null) {
            forms.add("int=" + number.integer());
        }
        if (number.unsigned() != null) {
            forms.add("uint=" + Long.toUnsignedString(number.unsigned()));
        }
        if (number.real() != null) {
            forms.add("float=" + Long.toHexString(Double.doubleToLongBits(number.real())));
        }
        forms.add("ideal=" + (number.ideal() == null ? "none" : number.ideal() instanceof Long ? "int" : "float"));
        return "(" + String.join(",", forms) + ")";
    }
}
