package tocsin.rules.promql;

import java.util.List;

/** Tokens in order, with the two guards of a recursive parser: what comes next is a token, and it is not too deep. */
final class TokenStream {
    /** Upstream has no such bound; people stay below twenty. */
    private static final int DEEPEST = 200;

    private final List<Token> tokens;
    private int next;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** @throws SyntaxException when there is no token here but an error of the lexer */
    Token peek() {
        Token token = tokens.get(next);
        if (token.is(TokenKind.ERROR)) {
            throw new SyntaxException(token.start(), token.text());
        }
        return token;
    }

    boolean at(TokenKind kind) {
        return peek().is(kind);
    }

    /** Whether the token after the next one is of that kind. */
    boolean followedBy(TokenKind kind) {
        return next + 1 < tokens.size() && tokens.get(next + 1).is(kind);
    }

    Token take() {
        Token token = peek();
        if (!token.is(TokenKind.END_OF_INPUT)) {
            next++;
        }
        return token;
    }

    boolean accept(TokenKind kind) {
        if (!at(kind)) {
            return false;
        }
        take();
        return true;
    }

    Token expect(TokenKind kind, String context, String expected) {
        if (!at(kind)) {
            throw unexpected(context, expected);
        }
        return take();
    }

    Token expect(TokenKind kind) {
        return expect(kind, "", "");
    }

    /** @param context and {@code expected} empty when there is nothing to say */
    SyntaxException unexpected(String context, String expected) {
        Token token = peek();
        StringBuilder message = new StringBuilder("unexpected ").append(token.description());
        if (!context.isEmpty()) {
            message.append(" in ").append(context);
        }
        if (!expected.isEmpty()) {
            message.append(", expected ").append(expected);
        }
        return new SyntaxException(token.start(), message.toString());
    }

    void descend() {
        if (++depth > DEEPEST) {
            throw new SyntaxException(peek().start(), "expression is nested deeper than %d levels".formatted(DEEPEST));
        }
    }

    void ascend() {
        depth--;
    }
}
