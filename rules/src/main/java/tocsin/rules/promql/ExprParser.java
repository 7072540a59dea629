package tocsin.rules.promql;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.NearestName;

/**
 * Precedence climbing over the binary operators. Range, subquery, {@code offset} and {@code @} bind tighter than any of
 * them; a sign binds as multiplication does.
 */
final class ExprParser {
    private static final double LARGEST_MILLIS = 0x1p63;
    private static final String RANGE_VALUES = "number, duration, step(), or range()";

    /** Keywords that are also metric names, and functions when a parenthesis follows. */
    private static final Set<TokenKind> NAME_KEYWORDS = EnumSet.of(
            TokenKind.BY,
            TokenKind.OFFSET,
            TokenKind.WITHOUT,
            TokenKind.START,
            TokenKind.END,
            TokenKind.STEP,
            TokenKind.RANGE,
            TokenKind.MIN_OF,
            TokenKind.MAX_OF,
            TokenKind.ANCHORED,
            TokenKind.SMOOTHED);

    private final TokenStream tokens;
    private final Complaints complaints;
    private final TypeCheck types;
    private final SelectorParser selectors;
    private final DurationParser durations;

    ExprParser(TokenStream tokens, Complaints complaints) {
        this.tokens = tokens;
        this.complaints = complaints;
        this.types = new TypeCheck(complaints);
        this.selectors = new SelectorParser(tokens, complaints, types);
        this.durations = new DurationParser(tokens, complaints);
    }

    Expr whole() {
        if (tokens.at(TokenKind.END_OF_INPUT)) {
            throw new SyntaxException(0, "no expression found in input");
        }
        Expr expr = expression(0).expr();
        tokens.expect(TokenKind.END_OF_INPUT);
        return expr;
    }

    VectorSelector wholeSelector() {
        VectorSelector selector = tokens.at(TokenKind.LEFT_BRACE) ? selectors.unnamed() : selectors.named(metricName());
        tokens.expect(TokenKind.END_OF_INPUT);
        return selector;
    }

    private Token metricName() {
        if (!isMetricName(tokens.peek())) {
            throw tokens.unexpected("", "");
        }
        return tokens.take();
    }

    private Node expression(int least) {
        tokens.descend();
        Node left = prefix();
        for (BinaryOperator op = operator(); op != null && op.precedence() >= least; op = operator()) {
            left = binary(left, op);
        }
        tokens.ascend();
        return left;
    }

    private @Nullable BinaryOperator operator() {
        Token token = tokens.peek();
        return token.is(TokenKind.OPERATOR) ? BinaryOperator.of(token.text().toLowerCase(Locale.ROOT)) : null;
    }

    private Node binary(Node left, BinaryOperator operator) {
        int operatorStart = tokens.take().start();
        boolean bool = tokens.accept(TokenKind.BOOL);
        VectorMatching matching = matching();
        refuseFill();
        Node right = expression(operator.rightPrecedence());
        types.binary(new BinaryExpr(operator, bool, matching, left.expr(), right.expr()), left, right, operatorStart);
        boolean vectors = left.type() == ValueType.VECTOR && right.type() == ValueType.VECTOR;
        VectorMatching effective = vectors ? matching : VectorMatching.ALL_LABELS;
        BinaryExpr expr = new BinaryExpr(operator, bool, effective, left.expr(), right.expr());
        return Node.over(expr, left.start(), Math.max(left.height(), right.height()));
    }

    private VectorMatching matching() {
        boolean on = tokens.at(TokenKind.ON);
        if (!on && !tokens.at(TokenKind.IGNORING)) {
            return VectorMatching.ALL_LABELS;
        }
        tokens.take();
        List<String> labels = selectors.labels();
        VectorMatching.Cardinality cardinality = cardinality();
        boolean includes = cardinality != VectorMatching.Cardinality.ONE_TO_ONE && tokens.at(TokenKind.LEFT_PAREN);
        return new VectorMatching(on, labels, cardinality, includes ? selectors.labels() : List.of());
    }

    private VectorMatching.Cardinality cardinality() {
        if (tokens.accept(TokenKind.GROUP_LEFT)) {
            return VectorMatching.Cardinality.MANY_TO_ONE;
        }
        return tokens.accept(TokenKind.GROUP_RIGHT)
                ? VectorMatching.Cardinality.ONE_TO_MANY
                : VectorMatching.Cardinality.ONE_TO_ONE;
    }

    private void refuseFill() {
        Token token = tokens.peek();
        boolean fill = token.isWord("fill") || token.isWord("fill_left") || token.isWord("fill_right");
        if (fill && tokens.followedBy(TokenKind.LEFT_PAREN)) {
            throw new SyntaxException(
                    token.start(), experimental("the modifier", token.text(), "promql-binop-fill-modifiers"));
        }
    }

    private Node prefix() {
        Token token = tokens.peek();
        boolean negative = token.is(TokenKind.OPERATOR) && token.text().equals("-");
        boolean positive = token.is(TokenKind.OPERATOR) && token.text().equals("+");
        if (!negative && !positive) {
            return postfix(primary());
        }
        tokens.take();
        Node operand = expression(BinaryOperator.UNARY_PRECEDENCE + 1);
        if (operand.expr() instanceof NumberLiteral number) {
            double value = negative ? -number.value() : number.value();
            return new Node(new NumberLiteral(value, number.duration()), token.start(), 1);
        }
        types.unary(operand, token.start());
        return operand.under(new UnaryExpr(negative, operand.expr()), token.start());
    }

    private Node primary() {
        Token token = tokens.peek();
        if (isCall(token)) {
            return call();
        }
        if (token.is(TokenKind.AGGREGATOR) && opensAggregation()) {
            return aggregation();
        }
        if (isMetricName(token)) {
            return Node.leaf(selectors.named(tokens.take()), token);
        }
        return switch (token.kind()) {
            case NUMBER, DURATION -> Node.leaf(number(tokens.take()), token);
            case STRING ->
                Node.leaf(new StringLiteral(StringSyntax.unquote(tokens.take().text())), token);
            case LEFT_BRACE -> Node.leaf(selectors.unnamed(), token);
            case LEFT_PAREN -> paren();
            default -> throw tokens.unexpected("", "");
        };
    }

    private static NumberLiteral number(Token token) {
        return new NumberLiteral(DurationParser.number(token), token.is(TokenKind.DURATION));
    }

    private boolean isCall(Token token) {
        boolean callable = token.is(TokenKind.IDENTIFIER)
                || (NAME_KEYWORDS.contains(token.kind()) && PromqlFunction.named(token.text()) != null);
        return callable && tokens.followedBy(TokenKind.LEFT_PAREN);
    }

    private boolean opensAggregation() {
        return tokens.followedBy(TokenKind.LEFT_PAREN)
                || tokens.followedBy(TokenKind.BY)
                || tokens.followedBy(TokenKind.WITHOUT);
    }

    private static boolean isMetricName(Token token) {
        boolean setOperator =
                token.is(TokenKind.OPERATOR) && (token.isWord("and") || token.isWord("or") || token.isWord("unless"));
        return setOperator
                || token.is(TokenKind.IDENTIFIER)
                || token.is(TokenKind.METRIC_IDENTIFIER)
                || token.is(TokenKind.AGGREGATOR)
                || NAME_KEYWORDS.contains(token.kind());
    }

    private Node paren() {
        Token open = tokens.take();
        Node inner = expression(0);
        tokens.expect(TokenKind.RIGHT_PAREN);
        return inner.under(new ParenExpr(inner.expr()), open.start());
    }

    private Node call() {
        Token name = tokens.take();
        PromqlFunction function = PromqlFunction.named(name.text());
        List<Node> arguments = arguments();
        if (function == null) {
            complaints.syntax(name.start(), unknownFunction(name.text()));
        } else if (function.experimental()) {
            complaints.syntax(name.start(), experimental("function", name.text(), "promql-experimental-functions"));
        } else {
            types.call(function, arguments, name.start());
        }
        ValueType type = function == null ? ValueType.VECTOR : function.result();
        return Node.over(new CallExpr(name.text(), type, exprs(arguments)), name.start(), highest(arguments));
    }

    private static String unknownFunction(String name) {
        return "unknown function with name \"%s\"%s"
                .formatted(name, NearestName.hint(name, PromqlFunctions.BY_NAME.keySet()));
    }

    private static String experimental(String what, String name, String feature) {
        return "%s \"%s\" is not enabled: it is experimental in Prometheus (feature %s)".formatted(what, name, feature);
    }

    private List<Node> arguments() {
        tokens.expect(TokenKind.LEFT_PAREN);
        List<Node> arguments = new ArrayList<>();
        boolean more = !tokens.at(TokenKind.RIGHT_PAREN);
        while (more) {
            arguments.add(expression(0));
            Token comma = tokens.peek();
            more = tokens.accept(TokenKind.COMMA);
            if (more && tokens.at(TokenKind.RIGHT_PAREN)) {
                complaints.syntax(comma.start(), "trailing commas not allowed in function call args");
                more = false;
            }
        }
        tokens.expect(TokenKind.RIGHT_PAREN);
        return arguments;
    }

    private static List<Expr> exprs(List<Node> nodes) {
        return nodes.stream().map(Node::expr).toList();
    }

    private static int highest(List<Node> nodes) {
        return nodes.stream().mapToInt(Node::height).max().orElse(0);
    }

    private Node aggregation() {
        Token token = tokens.take();
        Aggregator aggregator = Aggregator.of(token.text().toLowerCase(Locale.ROOT));
        if (aggregator == null) {
            throw new IllegalStateException("no aggregator: " + token);
        }
        Grouping before = grouping();
        if (!tokens.at(TokenKind.LEFT_PAREN)) {
            throw tokens.unexpected("aggregation", "");
        }
        List<Node> arguments = arguments();
        Grouping after = before == null ? grouping() : null;
        Grouping grouping = before != null ? before : after != null ? after : Grouping.NONE;
        if (aggregator.experimental()) {
            complaints.syntax(
                    token.start(), experimental("aggregation", token.text(), "promql-experimental-functions"));
        }
        return aggregate(aggregator, grouping, arguments, token);
    }

    private @Nullable Grouping grouping() {
        boolean without = tokens.at(TokenKind.WITHOUT);
        if (!without && !tokens.at(TokenKind.BY)) {
            return null;
        }
        tokens.take();
        return new Grouping(without, selectors.labels());
    }

    private Node aggregate(Aggregator aggregator, Grouping grouping, List<Node> arguments, Token token) {
        int wanted = aggregator.parameter() == null ? 1 : 2;
        if (arguments.isEmpty()) {
            throw new SyntaxException(token.start(), "no arguments for aggregate expression provided");
        }
        if (arguments.size() != wanted) {
            throw new SyntaxException(
                    token.start(),
                    "wrong number of arguments for aggregate expression provided, expected %d, got %d"
                            .formatted(wanted, arguments.size()));
        }
        types.aggregation(aggregator, arguments);
        Expr parameter = wanted == 1 ? null : arguments.get(0).expr();
        Expr operand = arguments.get(wanted - 1).expr();
        return Node.over(
                new AggregateExpr(aggregator, grouping, parameter, operand), token.start(), highest(arguments));
    }

    private Node postfix(Node operand) {
        Node node = operand;
        while (true) {
            switch (tokens.peek().kind()) {
                case LEFT_BRACKET -> node = range(node);
                case OFFSET -> node = offset(node);
                case AT -> node = at(node);
                case ANCHORED, SMOOTHED ->
                    throw new SyntaxException(
                            tokens.peek().start(),
                            experimental("the modifier", tokens.peek().text(), "promql-extended-range-selectors"));
                default -> {
                    return node;
                }
            }
        }
    }

    private Node range(Node operand) {
        Token bracket = tokens.take();
        DurationExpr range = durations.positive("subquery or range selector", RANGE_VALUES);
        if (tokens.accept(TokenKind.COLON)) {
            return subquery(operand, range);
        }
        tokens.expect(TokenKind.RIGHT_BRACKET, "subquery or range", "\":\" or \"]\"");
        if (!(operand.expr() instanceof VectorSelector selector)) {
            throw new SyntaxException(bracket.start(), "ranges only allowed for vector selectors");
        }
        if (selector.modifiers().offset() != null) {
            complaints.syntax(bracket.start(), "no offset modifiers allowed before range");
        } else if (selector.modifiers().at() != null) {
            complaints.syntax(bracket.start(), "no @ modifiers allowed before range");
        }
        return operand.under(new MatrixSelector(selector, range), operand.start());
    }

    private Node subquery(Node operand, DurationExpr range) {
        DurationExpr step = tokens.at(TokenKind.RIGHT_BRACKET)
                ? null
                : durations.positive("subquery selector", "number, duration, step(), range(), or \"]\"");
        tokens.expect(TokenKind.RIGHT_BRACKET, "subquery selector", "\"]\"");
        types.subquery(operand);
        return operand.under(new SubqueryExpr(operand.expr(), range, step, TimeModifiers.NONE), operand.start());
    }

    private Node offset(Node operand) {
        tokens.take();
        DurationExpr offset = durations.offset();
        TimeModifiers modifiers = modifiersOf(operand, "offset");
        if (modifiers.offset() != null) {
            complaints.syntax(operand.start(), "offset may not be set multiple times");
        }
        return withModifiers(operand, modifiers.offset(offset));
    }

    private Node at(Node operand) {
        tokens.take();
        TimeModifiers.At at = timestamp();
        TimeModifiers modifiers = modifiersOf(operand, "@");
        if (modifiers.at() != null) {
            complaints.syntax(operand.start(), "@ <timestamp> may not be set multiple times");
        }
        return withModifiers(operand, modifiers.at(at));
    }

    private TimeModifiers.At timestamp() {
        Token token = tokens.peek();
        if ((token.is(TokenKind.START) || token.is(TokenKind.END)) && tokens.followedBy(TokenKind.LEFT_PAREN)) {
            tokens.take();
            tokens.take();
            tokens.expect(TokenKind.RIGHT_PAREN, "@", "\")\"");
            return token.is(TokenKind.START) ? TimeModifiers.At.Boundary.START : TimeModifiers.At.Boundary.END;
        }
        boolean negative = token.is(TokenKind.OPERATOR) && token.text().equals("-");
        if (negative || (token.is(TokenKind.OPERATOR) && token.text().equals("+"))) {
            tokens.take();
        }
        if (!tokens.at(TokenKind.NUMBER) && !tokens.at(TokenKind.DURATION)) {
            throw tokens.unexpected("@", "timestamp");
        }
        double seconds = DurationParser.number(tokens.take());
        return timestamp(token, negative ? -seconds : seconds);
    }

    private static TimeModifiers.At timestamp(Token token, double seconds) {
        if (!(Math.abs(seconds * 1000) < LARGEST_MILLIS)) {
            throw new SyntaxException(
                    token.start(), "timestamp out of bounds for @ modifier: " + NumberLiteral.decimal(seconds));
        }
        return new TimeModifiers.At.Timestamp(Math.round(seconds * 1000));
    }

    private TimeModifiers modifiersOf(Node operand, String modifier) {
        if (operand.expr() instanceof VectorSelector selector) {
            return selector.modifiers();
        }
        if (operand.expr() instanceof MatrixSelector matrix) {
            return matrix.selector().modifiers();
        }
        if (operand.expr() instanceof SubqueryExpr subquery) {
            return subquery.modifiers();
        }
        throw new SyntaxException(
                operand.start(),
                modifier + " modifier must be preceded by an instant vector selector or range vector selector or a"
                        + " subquery");
    }

    private static Node withModifiers(Node operand, TimeModifiers modifiers) {
        Expr expr = operand.expr();
        if (expr instanceof VectorSelector selector) {
            return new Node(selector.with(modifiers), operand.start(), operand.height());
        }
        if (expr instanceof MatrixSelector matrix) {
            MatrixSelector modified = new MatrixSelector(matrix.selector().with(modifiers), matrix.range());
            return new Node(modified, operand.start(), operand.height());
        }
        if (expr instanceof SubqueryExpr subquery) {
            return new Node(subquery.with(modifiers), operand.start(), operand.height());
        }
        throw new IllegalArgumentException("takes no modifier: " + expr.print());
    }
}
