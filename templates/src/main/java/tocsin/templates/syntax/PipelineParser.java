package tocsin.templates.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;
import tocsin.templates.value.GoQuoting;

/** Parses what stands inside actions: pipelines, commands and their operands. */
final class PipelineParser {
    private static final String RANGE = "range";

    /** @param names of the variables that get the pipeline's value */
    private record Targets(List<String> names, boolean assigns) {}

    private final Tokens tokens;
    private final Map<String, Function> functions;
    private final Scope scope;

    PipelineParser(Tokens tokens, Map<String, Function> functions, Scope scope) {
        this.tokens = tokens;
        this.functions = functions;
        this.scope = scope;
    }

    /**
     * Takes the end too.
     *
     * @param context what the pipeline is for, as errors name it
     */
    Pipeline parse(String context, TokenKind end) throws TemplateException {
        int offset = tokens.peekNonSpace().offset();
        Targets targets = targets(context);
        List<Pipeline.Command> commands = new ArrayList<>();
        while (tokens.peekNonSpace().kind() != end) {
            commands.add(command(context));
        }
        tokens.next();
        check(commands, context);
        return new Pipeline(offset, variables(targets), targets.assigns(), commands);
    }

    private Targets targets(String context) throws TemplateException {
        List<String> names = new ArrayList<>();
        while (tokens.peekNonSpace().kind() == TokenKind.VARIABLE) {
            Token behind = tokens.peekBehindNext();
            if (behind.kind() == TokenKind.ASSIGN || behind.kind() == TokenKind.DECLARE) {
                names.add(target());
                return new Targets(names, behind.kind() == TokenKind.ASSIGN);
            }
            if (!behind.isComma()) {
                break;
            }
            names.add(target());
            checkMoreTargets(names, context);
        }
        return new Targets(names, false);
    }

    /** Takes the variable and what follows it. */
    private String target() {
        String name = tokens.next().text();
        tokens.nextNonSpace();
        scope.know(name);
        return name;
    }

    private void checkMoreTargets(List<String> names, String context) throws TemplateException {
        if (!context.equals(RANGE) || names.size() > 1) {
            throw tokens.failure("too many declarations in " + context);
        }
        switch (tokens.peekNonSpace().kind()) {
            case VARIABLE, RIGHT_DELIMITER, RIGHT_PARENTHESIS -> {}
            default -> throw tokens.failure("range can only initialize variables");
        }
    }

    private List<Pipeline.Variable> variables(Targets targets) {
        List<Pipeline.Variable> variables = new ArrayList<>();
        for (String name : targets.names()) {
            Integer known = targets.assigns() ? scope.slot(name) : null;
            variables.add(new Pipeline.Variable(name, known == null ? scope.declare(name) : known));
        }
        return variables;
    }

    private void check(List<Pipeline.Command> commands, String context) throws TemplateException {
        if (commands.isEmpty()) {
            throw tokens.failure("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            if (isConstant(commands.get(i).operands().get(0))) {
                throw tokens.failure("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private static boolean isConstant(Operand operand) {
        return operand instanceof Operand.Dot || isLiteral(operand);
    }

    private static boolean isLiteral(Operand operand) {
        return operand instanceof Operand.Bool
                || operand instanceof Operand.Nil
                || operand instanceof Operand.NumberConstant
                || operand instanceof Operand.StringConstant;
    }

    /** Takes a pipe behind it, which therefore may be the last thing in a pipeline, as upstream. */
    private Pipeline.Command command(String context) throws TemplateException {
        int offset = tokens.peek().offset();
        List<Operand> operands = new ArrayList<>();
        Operand operand = operand();
        if (operand == null) {
            throw tokens.unexpected(tokens.next(), context);
        }
        while (operand != null) {
            operands.add(operand);
            operand = tokens.peek().kind() == TokenKind.SPACE ? nextOperand() : null;
        }
        endCommand();
        return new Pipeline.Command(offset, operands);
    }

    private @Nullable Operand nextOperand() throws TemplateException {
        tokens.peekNonSpace();
        return operand();
    }

    private void endCommand() throws TemplateException {
        switch (tokens.peek().kind()) {
            case RIGHT_DELIMITER, RIGHT_PARENTHESIS -> {}
            case PIPE -> tokens.next();
            default -> throw tokens.unexpected(tokens.next(), "operand");
        }
    }

    /** A term and the fields behind it; null when the next token starts none. */
    private @Nullable Operand operand() throws TemplateException {
        Operand term = term();
        if (term == null || tokens.peek().kind() != TokenKind.FIELD) {
            return term;
        }
        int offset = tokens.peek().offset();
        List<String> names = new ArrayList<>();
        while (tokens.peek().kind() == TokenKind.FIELD) {
            names.add(fieldName(tokens.next()));
        }
        return withFields(term, offset, names);
    }

    /** Its place is that of the first field that was added, as upstream. */
    private Operand withFields(Operand term, int offset, List<String> names) throws TemplateException {
        if (isConstant(term)) {
            throw tokens.failure("unexpected . after term " + GoQuoting.quote(term.toString()));
        }
        if (term instanceof Operand.Field field) {
            names.add(0, field.names().get(0));
            return new Operand.Field(offset, names);
        }
        if (term instanceof Operand.Variable variable) {
            return new Operand.Variable(offset, variable.name(), variable.slot(), names);
        }
        return new Operand.Chain(offset, term, names);
    }

    private static String fieldName(Token field) {
        return field.text().substring(1);
    }

    private @Nullable Operand term() throws TemplateException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case BOOL -> new Operand.Bool(taken(), token.text().equals("true"));
            case NUMBER, COMPLEX, CHARACTER_CONSTANT -> number();
            case STRING, RAW_STRING -> string();
            case DOT -> new Operand.Dot(taken());
            case NIL -> new Operand.Nil(taken());
            case FIELD -> new Operand.Field(taken(), List.of(fieldName(token)));
            case VARIABLE -> variable();
            case IDENTIFIER -> called();
            case LEFT_PARENTHESIS -> nested();
            default -> null;
        };
    }

    /** The offset of the token that this takes. */
    private int taken() {
        return tokens.next().offset();
    }

    private Operand number() throws TemplateException {
        try {
            return NumberSyntax.constant(tokens.next());
        } catch (BadConstant bad) {
            throw tokens.failure(bad);
        }
    }

    private Operand string() throws TemplateException {
        Token token = tokens.next();
        return new Operand.StringConstant(token.offset(), token.text(), value(token));
    }

    /** The value of a string that names a template. */
    String name(Token token, String context) throws TemplateException {
        if (token.kind() != TokenKind.STRING && token.kind() != TokenKind.RAW_STRING) {
            throw tokens.unexpected(token, context);
        }
        return value(token);
    }

    private String value(Token string) throws TemplateException {
        try {
            return StringSyntax.value(string.text());
        } catch (BadConstant bad) {
            throw tokens.failure(bad);
        }
    }

    private Operand variable() throws TemplateException {
        Token token = tokens.next();
        Integer slot = scope.slot(token.text());
        if (slot == null) {
            throw tokens.failure("undefined variable " + GoQuoting.quote(token.text()));
        }
        return new Operand.Variable(token.offset(), token.text(), slot, List.of());
    }

    private Operand called() throws TemplateException {
        Token token = tokens.next();
        Function function = functions.get(token.text());
        if (function == null) {
            throw tokens.failure("function " + GoQuoting.quote(token.text()) + " not defined");
        }
        return new Operand.Called(token.offset(), function);
    }

    private Operand nested() throws TemplateException {
        tokens.next();
        tokens.descend();
        Pipeline pipeline = parse("parenthesized pipeline", TokenKind.RIGHT_PARENTHESIS);
        tokens.ascend();
        return new Operand.Nested(pipeline.offset(), pipeline);
    }
}
