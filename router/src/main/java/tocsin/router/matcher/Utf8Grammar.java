package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.List;
import tocsin.model.Matcher;
import tocsin.model.Matcher.Op;
import tocsin.router.matcher.Utf8Lexer.Kind;
import tocsin.router.matcher.Utf8Lexer.Token;

/** The UTF-8 grammar: both braces or neither, quotes around whatever holds a reserved character. */
final class Utf8Grammar {
    private final List<Token> tokens;
    private int next;

    private Utf8Grammar(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Matcher> matchers(String text) {
        return new Utf8Grammar(Utf8Lexer.tokens(text)).matchers();
    }

    static List<Matcher> oneMatcher(String text) {
        List<Matcher> matchers = matchers(text);
        if (matchers.size() != 1) {
            throw new MatcherSyntaxException("expected one matcher, found " + matchers.size());
        }
        return matchers;
    }

    private List<Matcher> matchers() {
        boolean braces = skip(Kind.OPEN_BRACE);
        List<Matcher> matchers = new ArrayList<>();
        while (peek().kind() == Kind.TEXT) {
            matchers.add(matcher());
            if (!skip(Kind.COMMA)) {
                break;
            }
        }
        if (braces) {
            take(Kind.CLOSE_BRACE, "a comma or `}`");
        }
        take(Kind.END, braces ? "nothing after `}`" : "a label name, a comma or the end");
        return matchers;
    }

    private Matcher matcher() {
        Token name = take(Kind.TEXT, "a label name");
        Token op = take(Kind.OPERATOR, "one of = != =~ !~");
        Token value = take(Kind.TEXT, "a value (write \"\" for an empty one)");
        try {
            return new Matcher(name.text(), operator(op.text()), value.text());
        } catch (IllegalArgumentException e) {
            throw new MatcherSyntaxException("%d:%d: %s".formatted(value.start(), value.end(), e.getMessage()), e);
        }
    }

    private static Op operator(String symbol) {
        for (Op op : Op.values()) {
            if (op.symbol().equals(symbol)) {
                return op;
            }
        }
        throw new IllegalStateException("not an operator: " + symbol);
    }

    private Token peek() {
        return tokens.get(next);
    }

    private boolean skip(Kind kind) {
        if (peek().kind() != kind) {
            return false;
        }
        next++;
        return true;
    }

    private Token take(Kind kind, String expected) {
        Token token = peek();
        if (token.kind() != kind) {
            String found = token.kind() == Kind.END ? "the end" : '`' + token.text() + '`';
            throw MatcherSyntaxException.at(
                    token.start(), token.end(), "expected %s, found %s".formatted(expected, found));
        }
        next++;
        return token;
    }
}
