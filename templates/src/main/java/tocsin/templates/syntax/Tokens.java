package tocsin.templates.syntax;

import java.util.ArrayList;
import java.util.List;

/** The tokens of one text with as much look-ahead as asked for, and the errors that are found in them. */
final class Tokens {
    private static final int DEEPEST = 200;
    /** Of one text: hundreds of times those of the largest templates known; a tree of them takes 30 MB or so. */
    private static final int MOST = 300_000;

    private static final int NOWHERE = -1;

    private final SourceText source;
    private final Lexer lexer;
    /** Read and not yet taken; at most three. */
    private final List<Token> ahead = new ArrayList<>();

    private int read;
    private int lastRead;
    private int actionStart = NOWHERE;
    private int depth;

    Tokens(SourceText source, Lexer lexer) {
        this.source = source;
        this.lexer = lexer;
    }

    SourceText source() {
        return source;
    }

    Token next() {
        Token token = peek();
        ahead.remove(0);
        return token;
    }

    Token peek() {
        return peek(0);
    }

    Token nextNonSpace() {
        peekNonSpace();
        return next();
    }

    /** Takes the space. */
    Token peekNonSpace() {
        while (peek().kind() == TokenKind.SPACE) {
            next();
        }
        return peek();
    }

    /** What follows the next token and space behind it; takes nothing. */
    Token peekBehindNext() {
        Token behind = peek(1);
        return behind.kind() == TokenKind.SPACE ? peek(2) : behind;
    }

    private Token peek(int index) {
        while (ahead.size() <= index) {
            Token token = ++read > MOST ? tooMany() : lexer.next();
            lastRead = token.offset();
            ahead.add(token);
        }
        return ahead.get(index);
    }

    private Token tooMany() {
        return new Token(TokenKind.ERROR, lastRead, "the text has too many actions");
    }

    Token expect(TokenKind kind, String context) throws TemplateException {
        Token token = nextNonSpace();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
        return token;
    }

    /** From here on errors tell where this action began, until it has {@link #actionEnded}. */
    void actionStarted(Token leftDelimiter) {
        actionStart = leftDelimiter.offset();
    }

    void actionEnded() {
        actionStart = NOWHERE;
    }

    /** Goes one level deeper into control structures or parentheses, which all who read the tree do by recursion. */
    void descend() throws TemplateException {
        depth++;
        if (depth > DEEPEST) {
            throw failure("max nesting depth of " + DEEPEST + " exceeded");
        }
    }

    void ascend() {
        depth--;
    }

    TemplateException unexpected(Token token, String context) {
        return token.kind() == TokenKind.ERROR
                ? failure(token.text() + startOfAction(token))
                : failure("unexpected " + token.described() + " in " + context);
    }

    /** Of use only when it is on another line than the error. */
    private String startOfAction(Token error) {
        int line = actionStart == NOWHERE ? 0 : source.line(actionStart);
        if (line == 0 || line == source.line(error.offset())) {
            return "";
        }
        String in = error.text().endsWith(" action") ? "" : " in action";
        return in + " started at " + source.name() + ":" + line;
    }

    TemplateException failure(BadConstant bad) {
        return failure(String.valueOf(bad.getMessage()));
    }

    /** On the line of what was read last, which may be one token ahead of the fault, as upstream. */
    TemplateException failure(String reason) {
        return new TemplateException(source.name(), source.line(lastRead), -1, null, reason);
    }
}
