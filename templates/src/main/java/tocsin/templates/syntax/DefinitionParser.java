package tocsin.templates.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.templates.value.Function;

/**
 * Parses the statements of one definition: of the text itself, of a {@code define}, or of a {@code block}. Each has its own
 * variables and knows of no {@code range} around it.
 */
final class DefinitionParser {
    /** What ends a list of statements. */
    private enum Terminator {
        END,
        ELSE;

        @Override
        public String toString() {
            return this == END ? "{{end}}" : "{{else}}";
        }
    }

    private enum Control {
        IF("if", TokenKind.IF),
        WITH("with", TokenKind.WITH),
        RANGE("range", TokenKind.RANGE);

        private final String word;
        private final TokenKind kind;

        Control(String word, TokenKind kind) {
            this.word = word;
            this.kind = kind;
        }

        /** Whether {@code else if} or {@code else with} stands for another one in the else branch. */
        boolean continuesWith(Token token) {
            return this != RANGE && token.kind() == kind;
        }

        Statement statement(Pipeline pipeline, List<Statement> body, List<Statement> otherwise) {
            int offset = pipeline.offset();
            return switch (this) {
                case IF -> new Statement.If(offset, pipeline, body, otherwise);
                case WITH -> new Statement.With(offset, pipeline, body, otherwise);
                case RANGE -> new Statement.Range(offset, pipeline, body, otherwise);
            };
        }
    }

    private final Tokens tokens;
    private final Map<String, Function> functions;
    private final Definitions definitions;
    private final Scope scope = new Scope();
    private final PipelineParser pipelines;
    private int ranges;

    private DefinitionParser(Tokens tokens, Map<String, Function> functions, Definitions definitions) {
        this.tokens = tokens;
        this.functions = functions;
        this.definitions = definitions;
        this.pipelines = new PipelineParser(tokens, functions, scope);
    }

    /** The tree of the text itself; those that it defines go to {@code definitions}. */
    static Tree top(Tokens tokens, Map<String, Function> functions, Definitions definitions) throws TemplateException {
        DefinitionParser parser = new DefinitionParser(tokens, functions, definitions);
        return parser.tree(tokens.source().name(), parser.topStatements());
    }

    private List<Statement> topStatements() throws TemplateException {
        List<Statement> statements = new ArrayList<>();
        while (tokens.peek().kind() != TokenKind.END_OF_TEXT) {
            if (definitionFollows()) {
                inner().define();
                continue;
            }
            Terminator terminator = statement(statements);
            if (terminator != null) {
                throw tokens.failure("unexpected " + terminator);
            }
        }
        return statements;
    }

    /** Takes {@code define} and what stands before it, or nothing. */
    private boolean definitionFollows() {
        boolean follows = tokens.peek().kind() == TokenKind.LEFT_DELIMITER
                && tokens.peekBehindNext().kind() == TokenKind.DEFINE;
        if (follows) {
            tokens.next();
            tokens.nextNonSpace();
        }
        return follows;
    }

    private DefinitionParser inner() {
        return new DefinitionParser(tokens, functions, definitions);
    }

    private void define() throws TemplateException {
        String context = "define clause";
        String name = pipelines.name(tokens.nextNonSpace(), context);
        tokens.expect(TokenKind.RIGHT_DELIMITER, context);
        definitions.add(definition(name, context));
    }

    private Tree definition(String name, String context) throws TemplateException {
        List<Statement> body = new ArrayList<>();
        Terminator terminator = statements(body);
        if (terminator != Terminator.END) {
            throw tokens.failure("unexpected " + terminator + " in " + context);
        }
        return tree(name, body);
    }

    private Tree tree(String name, List<Statement> body) {
        return new Tree(name, tokens.source(), body, scope.frameSize());
    }

    private Terminator statements(List<Statement> into) throws TemplateException {
        while (tokens.peekNonSpace().kind() != TokenKind.END_OF_TEXT) {
            Terminator terminator = statement(into);
            if (terminator != null) {
                return terminator;
            }
        }
        throw tokens.failure("unexpected EOF");
    }

    /** Adds one, or says that the list ended. */
    private @Nullable Terminator statement(List<Statement> into) throws TemplateException {
        Token token = tokens.nextNonSpace();
        if (token.kind() == TokenKind.TEXT) {
            into.add(new Statement.Text(token.offset(), token.text()));
            return null;
        }
        if (token.kind() != TokenKind.LEFT_DELIMITER) {
            throw tokens.unexpected(token, "input");
        }
        tokens.actionStarted(token);
        Terminator terminator = action(into);
        tokens.actionEnded();
        return terminator;
    }

    private @Nullable Terminator action(List<Statement> into) throws TemplateException {
        Token token = tokens.peekNonSpace();
        switch (token.kind()) {
            case END -> {
                return end();
            }
            case ELSE -> {
                return otherwise();
            }
            case IF -> into.add(control(Control.IF));
            case WITH -> into.add(control(Control.WITH));
            case RANGE -> into.add(control(Control.RANGE));
            case TEMPLATE -> into.add(invocation());
            case BLOCK -> into.add(block());
            case BREAK -> into.add(leave(new Statement.Break(token.offset())));
            case CONTINUE -> into.add(leave(new Statement.Continue(token.offset())));
            default -> into.add(print(token));
        }
        return null;
    }

    private Statement print(Token first) throws TemplateException {
        return new Statement.Action(first.offset(), pipelines.parse("command", TokenKind.RIGHT_DELIMITER));
    }

    private Terminator end() throws TemplateException {
        tokens.next();
        tokens.expect(TokenKind.RIGHT_DELIMITER, "end");
        return Terminator.END;
    }

    /** Leaves the {@code if} of an {@code else if}, to be judged by who began the control structure. */
    private Terminator otherwise() throws TemplateException {
        tokens.next();
        TokenKind next = tokens.peekNonSpace().kind();
        if (next != TokenKind.IF && next != TokenKind.WITH) {
            tokens.expect(TokenKind.RIGHT_DELIMITER, "else");
        }
        return Terminator.ELSE;
    }

    private Statement leave(Statement leaving) throws TemplateException {
        tokens.next();
        tokens.expect(TokenKind.RIGHT_DELIMITER, leaving.toString());
        if (ranges == 0) {
            throw tokens.failure(leaving + " outside {{range}}");
        }
        return leaving;
    }

    /** Its variables are visible in all its branches and nowhere else. */
    private Statement control(Control control) throws TemplateException {
        tokens.next();
        tokens.descend();
        Scope.Mark mark = scope.enter();
        Pipeline pipeline = pipelines.parse(control.word, TokenKind.RIGHT_DELIMITER);
        List<Statement> body = new ArrayList<>();
        Terminator terminator = control == Control.RANGE ? rangeBody(body) : statements(body);
        List<Statement> otherwise = terminator == Terminator.ELSE ? otherwise(control) : List.of();
        scope.leave(mark);
        tokens.ascend();
        return control.statement(pipeline, body, otherwise);
    }

    private Terminator rangeBody(List<Statement> into) throws TemplateException {
        ranges++;
        Terminator terminator = statements(into);
        ranges--;
        return terminator;
    }

    /** One {@code end} closes the whole of an {@code if … else if … else if …}. */
    private List<Statement> otherwise(Control control) throws TemplateException {
        if (control.continuesWith(tokens.peek())) {
            return List.of(control(control));
        }
        List<Statement> body = new ArrayList<>();
        Terminator terminator = statements(body);
        if (terminator != Terminator.END) {
            throw tokens.failure("expected end; found " + terminator);
        }
        return body;
    }

    private Statement invocation() throws TemplateException {
        tokens.next();
        String context = "template clause";
        Token token = tokens.nextNonSpace();
        String name = pipelines.name(token, context);
        if (tokens.peekNonSpace().kind() == TokenKind.RIGHT_DELIMITER) {
            tokens.next();
            return new Statement.Invocation(token.offset(), name, null);
        }
        return new Statement.Invocation(token.offset(), name, pipelines.parse(context, TokenKind.RIGHT_DELIMITER));
    }

    private Statement block() throws TemplateException {
        tokens.next();
        String context = "block clause";
        Token token = tokens.nextNonSpace();
        String name = pipelines.name(token, context);
        Pipeline pipeline = pipelines.parse(context, TokenKind.RIGHT_DELIMITER);
        tokens.actionEnded();
        tokens.descend();
        definitions.add(inner().definition(name, context));
        tokens.ascend();
        return new Statement.Invocation(token.offset(), name, pipeline);
    }
}
