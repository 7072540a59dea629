package tocsin.rules.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts an expression into tokens. The last one is {@link TokenKind#END_OF_INPUT} or, at the first thing that is no
 * token, {@link TokenKind#ERROR}: the parser may find an earlier mistake before it gets there.
 *
 * <p>Words inside braces are label names whatever they spell, and a colon is part of a metric name except between
 * brackets, where it separates range and step.
 */
final class Lexer {
    private static final Map<String, TokenKind> KEYWORDS = Map.ofEntries(
            Map.entry("bool", TokenKind.BOOL),
            Map.entry("by", TokenKind.BY),
            Map.entry("group_left", TokenKind.GROUP_LEFT),
            Map.entry("group_right", TokenKind.GROUP_RIGHT),
            Map.entry("ignoring", TokenKind.IGNORING),
            Map.entry("offset", TokenKind.OFFSET),
            Map.entry("on", TokenKind.ON),
            Map.entry("without", TokenKind.WITHOUT),
            Map.entry("start", TokenKind.START),
            Map.entry("end", TokenKind.END),
            Map.entry("step", TokenKind.STEP),
            Map.entry("range", TokenKind.RANGE),
            Map.entry("min_of", TokenKind.MIN_OF),
            Map.entry("max_of", TokenKind.MAX_OF),
            Map.entry("anchored", TokenKind.ANCHORED),
            Map.entry("smoothed", TokenKind.SMOOTHED),
            Map.entry("and", TokenKind.OPERATOR),
            Map.entry("or", TokenKind.OPERATOR),
            Map.entry("unless", TokenKind.OPERATOR),
            Map.entry("atan2", TokenKind.OPERATOR),
            Map.entry("inf", TokenKind.NUMBER),
            Map.entry("nan", TokenKind.NUMBER));

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int openParens;
    private boolean inBrackets;
    private boolean inBraces;

    Lexer(String text) {
        this.text = text;
    }

    /** At least one token; the last, and only the last, is the end of input or an error. */
    List<Token> tokens() {
        try {
            boolean more = true;
            while (more) {
                more = next();
            }
        } catch (SyntaxException e) {
            tokens.add(new Token(TokenKind.ERROR, e.message(), e.offset()));
        }
        return tokens;
    }

    private boolean next() {
        skipBlanksAndComments();
        if (at == text.length()) {
            end();
            return false;
        }
        char c = text.charAt(at);
        if (c == '"' || c == '\'' || c == '`') {
            emit(TokenKind.STRING, StringSyntax.end(text, at));
        } else if (inBraces) {
            inBraces(c);
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isLetter(c) || (c == ':' && !inBrackets)) {
            word();
        } else {
            sign(c);
        }
        return true;
    }

    private void end() {
        if (inBraces) {
            throw error("unexpected end of input inside braces");
        }
        if (openParens > 0) {
            throw error("unclosed left parenthesis");
        }
        if (inBrackets) {
            throw error("unclosed left bracket");
        }
        emit(TokenKind.END_OF_INPUT, at);
    }

    private void skipBlanksAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int newline = text.indexOf('\n', at);
                at = newline < 0 ? text.length() : newline;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else {
                return;
            }
        }
    }

    private void inBraces(char c) {
        if (isLetter(c)) {
            int end = at;
            while (end < text.length() && isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            emit(TokenKind.IDENTIFIER, end);
            return;
        }
        switch (c) {
            case ',' -> emit(TokenKind.COMMA, at + 1);
            case '=' -> emit(peek(1) == '~' ? TokenKind.REGEX : TokenKind.EQUAL, at + (peek(1) == '~' ? 2 : 1));
            case '!' -> exclamation();
            case '}' -> {
                inBraces = false;
                emit(TokenKind.RIGHT_BRACE, at + 1);
            }
            case '{' -> throw error("unexpected left brace '{'");
            default -> throw error("unexpected character inside braces: " + shown(at));
        }
    }

    private void exclamation() {
        if (peek(1) == '=') {
            emit(inBraces ? TokenKind.NOT_EQUAL : TokenKind.OPERATOR, at + 2);
        } else if (inBraces && peek(1) == '~') {
            emit(TokenKind.NOT_REGEX, at + 2);
        } else {
            throw error("unexpected character after '!': " + shown(at + 1));
        }
    }

    private void sign(char c) {
        switch (c) {
            case '(' -> paren(TokenKind.LEFT_PAREN, 1);
            case ')' -> paren(TokenKind.RIGHT_PAREN, -1);
            case '[', ']' -> bracket(c);
            case '{' -> {
                inBraces = true;
                emit(TokenKind.LEFT_BRACE, at + 1);
            }
            case ',' -> emit(TokenKind.COMMA, at + 1);
            case ':' -> emit(TokenKind.COLON, at + 1);
            case '@' -> emit(TokenKind.AT, at + 1);
            case '+', '-', '*', '/', '%', '^' -> emit(TokenKind.OPERATOR, at + 1);
            case '<', '>' -> emit(TokenKind.OPERATOR, at + (peek(1) == '=' ? 2 : 1));
            case '=' -> equals();
            case '!' -> exclamation();
            default -> throw error("unexpected character: " + shown(at));
        }
    }

    private void equals() {
        if (peek(1) == '~') {
            throw error("unexpected character after '=': '~'");
        }
        boolean comparison = peek(1) == '=';
        emit(comparison ? TokenKind.OPERATOR : TokenKind.EQUAL, at + (comparison ? 2 : 1));
    }

    private void paren(TokenKind kind, int change) {
        openParens += change;
        if (openParens < 0) {
            throw error("unexpected right parenthesis ')'");
        }
        emit(kind, at + 1);
    }

    private void bracket(char c) {
        boolean opens = c == '[';
        if (opens == inBrackets) {
            throw error("unexpected %s bracket '%c'".formatted(opens ? "left" : "right", c));
        }
        inBrackets = opens;
        emit(opens ? TokenKind.LEFT_BRACKET : TokenKind.RIGHT_BRACKET, at + 1);
    }

    private void word() {
        int end = at;
        while (end < text.length() && (isLetterOrDigit(text.charAt(end)) || isNameColon(text.charAt(end)))) {
            end++;
        }
        String word = text.substring(at, end);
        String lower = word.toLowerCase(Locale.ROOT);
        if (Aggregator.of(lower) != null) {
            emit(TokenKind.AGGREGATOR, end);
        } else {
            TokenKind name = word.indexOf(':') < 0 ? TokenKind.IDENTIFIER : TokenKind.METRIC_IDENTIFIER;
            emit(KEYWORDS.getOrDefault(lower, name), end);
        }
    }

    private boolean isNameColon(char c) {
        return c == ':' && !inBrackets;
    }

    private void number() {
        int end = NumberSyntax.endOfNumber(text, at);
        if (end >= 0) {
            emit(TokenKind.NUMBER, end);
            return;
        }
        int endOfDuration = NumberSyntax.endOfDuration(text, at);
        if (endOfDuration < 0) {
            throw error("bad number or duration syntax: \"%s\"".formatted(text.substring(at, endOfWord())));
        }
        emit(TokenKind.DURATION, endOfDuration);
    }

    private int endOfWord() {
        int end = at;
        while (end < text.length() && (isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        return end;
    }

    private void emit(TokenKind kind, int end) {
        tokens.add(new Token(kind, text.substring(at, end), at));
        at = end;
    }

    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    private String shown(int index) {
        return index < text.length() ? "'" + Character.toString(text.codePointAt(index)) + "'" : "end of input";
    }

    private SyntaxException error(String message) {
        return new SyntaxException(at, message);
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }
}
