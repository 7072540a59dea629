package tocsin.rules.promql;

import java.util.List;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/** Which operands may stand where. */
final class TypeCheck {
    private final Complaints complaints;

    TypeCheck(Complaints complaints) {
        this.complaints = complaints;
    }

    void call(PromqlFunction function, List<Node> arguments, int start) {
        int count = arguments.size();
        if (count < function.least() || count > function.most()) {
            complaints.type(
                    start,
                    "expected %s argument(s) in call to \"%s\", got %d"
                            .formatted(wanted(function, count), function.name(), count));
            return;
        }
        for (int i = 0; i < count; i++) {
            expect(function.argument(i), arguments.get(i), "call to function \"%s\"".formatted(function.name()));
        }
    }

    private static String wanted(PromqlFunction function, int count) {
        if (function.least() == function.most()) {
            return Integer.toString(function.least());
        }
        return count < function.least() ? "at least " + function.least() : "at most " + function.most();
    }

    void aggregation(Aggregator aggregator, List<Node> arguments) {
        expect(ValueType.VECTOR, arguments.get(arguments.size() - 1), "aggregation expression");
        ValueType parameter = aggregator.parameter();
        if (parameter != null) {
            expect(parameter, arguments.get(0), "aggregation parameter");
        }
    }

    private void expect(ValueType wanted, Node node, String context) {
        if (node.type() != wanted) {
            complaints.type(
                    node.start(),
                    "expected type %s in %s, got %s"
                            .formatted(wanted.documented(), context, node.type().documented()));
        }
    }

    void unary(Node operand, int start) {
        if (!isNumeric(operand)) {
            complaints.type(
                    start,
                    "unary expression only allowed on expressions of type scalar or instant vector, got \"%s\""
                            .formatted(operand.type().documented()));
        }
    }

    void subquery(Node operand) {
        if (operand.type() != ValueType.VECTOR) {
            complaints.type(
                    operand.start(),
                    "subquery is only allowed on instant vector, got %s instead"
                            .formatted(operand.type().documented()));
        }
    }

    void binary(BinaryExpr expr, Node left, Node right, int operatorStart) {
        boolean scalars = left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR;
        boolean comparison = expr.operator().kind() == BinaryOperator.Kind.COMPARISON;
        if (expr.bool() && !comparison) {
            complaints.type(operatorStart, "bool modifier can only be used on comparison operators");
        }
        if (comparison && !expr.bool() && scalars) {
            complaints.type(operatorStart, "comparisons between scalars must use BOOL modifier");
        }
        operand(left);
        operand(right);
        matching(expr, left, right, operatorStart);
    }

    private void operand(Node operand) {
        if (!isNumeric(operand)) {
            complaints.type(operand.start(), "binary expression must contain only scalar and instant vector types");
        }
    }

    private void matching(BinaryExpr expr, Node left, Node right, int operatorStart) {
        VectorMatching matching = expr.matching();
        String symbol = expr.operator().symbol();
        boolean set = expr.operator().kind() == BinaryOperator.Kind.SET;
        if (matching.on()) {
            matching.labels().stream()
                    .filter(matching.include()::contains)
                    .findFirst()
                    .ifPresent(label -> complaints.type(
                            operatorStart,
                            "label \"%s\" must not occur in ON and GROUP clause at once".formatted(label)));
        }
        if (left.type() == ValueType.SCALAR || right.type() == ValueType.SCALAR) {
            if (!matching.labels().isEmpty()) {
                complaints.type(left.start(), "vector matching only allowed between instant vectors");
            }
            if (set) {
                complaints.type(
                        left.start(), "set operator \"%s\" not allowed in binary scalar expression".formatted(symbol));
            }
        } else if (set && matching.grouped()) {
            complaints.type(left.start(), "no grouping allowed for \"%s\" operation".formatted(symbol));
        }
    }

    private static boolean isNumeric(Node node) {
        return node.type() == ValueType.SCALAR || node.type() == ValueType.VECTOR;
    }

    void selector(VectorSelector selector, int start) {
        String name = selector.name();
        List<Matcher> names = selector.matchers().stream()
                .filter(matcher -> matcher.name().equals(Labels.METRIC_NAME))
                .filter(matcher -> name != null || matcher.op() == Matcher.Op.EQUAL)
                .toList();
        if (name != null && !names.isEmpty()) {
            nameTwice(start, name, names.get(0).value());
        } else if (names.size() > 1) {
            nameTwice(start, names.get(0).value(), names.get(1).value());
        }
        if (name == null && selector.matchers().stream().allMatch(matcher -> matcher.matches(""))) {
            complaints.type(start, "vector selector must contain at least one non-empty matcher");
        }
    }

    private void nameTwice(int start, String first, String second) {
        complaints.type(start, "metric name must not be set twice: \"%s\" or \"%s\"".formatted(first, second));
    }
}
