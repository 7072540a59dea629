package tocsin.templates.syntax;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.GoQuoting;

/**
 * Cuts a text into tokens, one at a time and in one pass. Comments and trimmed white space are no tokens. An error is the
 * last token; what follows it has no meaning.
 */
final class Lexer {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String COMMENT_START = "/*";
    private static final String COMMENT_END = "*/";
    /** A dash and the white space that must stand on its inner side. */
    private static final int TRIM_MARKER = 2;

    private static final int END = -1;
    private static final String DECIMAL = "0123456789_";

    private final String text;
    private final boolean breakIsKeyword;
    private final boolean continueIsKeyword;
    private int position;
    private int start;
    private boolean insideAction;
    private int openParentheses;

    /** @param breakIsKeyword and {@code continueIsKeyword}: they are ordinary words where functions have these names */
    Lexer(String text, boolean breakIsKeyword, boolean continueIsKeyword) {
        this.text = text;
        this.breakIsKeyword = breakIsKeyword;
        this.continueIsKeyword = continueIsKeyword;
    }

    Token next() {
        start = position;
        return insideAction ? nextOfAction() : nextOfText();
    }

    private Token nextOfText() {
        for (int open = text.indexOf(LEFT, position); open >= 0; open = text.indexOf(LEFT, position)) {
            boolean trims = trimMarkerFollows(open + LEFT.length());
            int end = trims ? trimmedEnd(position, open) : open;
            start = position;
            position = open;
            if (end > start) {
                return new Token(TokenKind.TEXT, start, text.substring(start, end));
            }
            int inner = open + LEFT.length() + (trims ? TRIM_MARKER : 0);
            if (!text.startsWith(COMMENT_START, inner)) {
                return openAction(open, inner);
            }
            Token error = skipComment(inner);
            if (error != null) {
                return error;
            }
        }
        start = position;
        position = text.length();
        return token(start == position ? TokenKind.END_OF_TEXT : TokenKind.TEXT);
    }

    private Token openAction(int open, int inner) {
        position = inner;
        insideAction = true;
        openParentheses = 0;
        return new Token(TokenKind.LEFT_DELIMITER, open, LEFT);
    }

    private @Nullable Token skipComment(int from) {
        start = from;
        int end = text.indexOf(COMMENT_END, from + COMMENT_START.length());
        if (end < 0) {
            return error("unclosed comment");
        }
        position = end + COMMENT_END.length();
        if (!atRightDelimiter()) {
            return error("comment ends before closing delimiter");
        }
        passRightDelimiter();
        return null;
    }

    private Token nextOfAction() {
        if (atRightDelimiter()) {
            return openParentheses == 0 ? closeAction() : error("unclosed left paren");
        }
        int c = peek();
        if (c == END) {
            return error("unclosed action");
        }
        if (isSpace(c)) {
            return space();
        }
        if (startsNumber(c)) {
            return number();
        }
        if (isAlphanumeric(c)) {
            return word();
        }
        read();
        return startingWith(c);
    }

    private Token startingWith(int c) {
        return switch (c) {
            case '=' -> token(TokenKind.ASSIGN);
            case ':' -> read() == '=' ? token(TokenKind.DECLARE) : error("expected :=");
            case '|' -> token(TokenKind.PIPE);
            case '"' -> quoted('"', TokenKind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', TokenKind.CHARACTER_CONSTANT, "unterminated character constant");
            case '`' -> rawString();
            case '$' -> named(TokenKind.VARIABLE, TokenKind.VARIABLE);
            case '.' -> named(TokenKind.FIELD, TokenKind.DOT);
            case '(' -> leftParenthesis();
            case ')' -> rightParenthesis();
            default -> other(c);
        };
    }

    private Token leftParenthesis() {
        openParentheses++;
        return token(TokenKind.LEFT_PARENTHESIS);
    }

    private Token rightParenthesis() {
        openParentheses--;
        return openParentheses < 0 ? error("unexpected right paren") : token(TokenKind.RIGHT_PARENTHESIS);
    }

    private Token other(int c) {
        return c > ' ' && c < 0x7F
                ? token(TokenKind.CHARACTER)
                : error("unrecognized character in action: " + GoQuoting.describe(c));
    }

    private Token closeAction() {
        insideAction = false;
        int delimiter = passRightDelimiter();
        return new Token(TokenKind.RIGHT_DELIMITER, delimiter, RIGHT);
    }

    /** The last white space before a trim marker belongs to the marker. */
    private Token space() {
        while (isSpace(peek())) {
            position++;
        }
        if (trimMarkerPrecedesRightDelimiter(position - 1)) {
            position--;
            if (position == start) {
                return closeAction();
            }
        }
        return token(TokenKind.SPACE);
    }

    private Token word() {
        skipAlphanumerics();
        if (!atTerminator()) {
            return badCharacter();
        }
        String word = text.substring(start, position);
        TokenKind keyword = TokenKind.ofKeyword(word);
        if (keyword != null && isReserved(keyword)) {
            return token(keyword);
        }
        boolean bool = word.equals("true") || word.equals("false");
        return token(bool ? TokenKind.BOOL : TokenKind.IDENTIFIER);
    }

    private boolean isReserved(TokenKind keyword) {
        return switch (keyword) {
            case BREAK -> breakIsKeyword;
            case CONTINUE -> continueIsKeyword;
            default -> true;
        };
    }

    /** What follows a dollar sign or a dot; without a name it is {@code alone}. */
    private Token named(TokenKind kind, TokenKind alone) {
        if (atTerminator()) {
            return token(alone);
        }
        skipAlphanumerics();
        return atTerminator() ? token(kind) : badCharacter();
    }

    private Token quoted(char quote, TokenKind kind, String unterminated) {
        for (int c = read(); c != quote; c = read()) {
            if (c == '\\') {
                c = read();
            }
            if (c == END || c == '\n') {
                return error(unterminated);
            }
        }
        return token(kind);
    }

    private Token rawString() {
        int end = text.indexOf('`', position);
        if (end < 0) {
            return error("unterminated raw quoted string");
        }
        position = end + 1;
        return token(TokenKind.RAW_STRING);
    }

    private boolean startsNumber(int c) {
        return isDigit(c) || c == '+' || c == '-' || (c == '.' && numberMayFollowDot());
    }

    /** As upstream, a dot that ends the text is taken for a number, though for none that is well-formed. */
    private boolean numberMayFollowDot() {
        return position + 1 == text.length() || isDigit(text.charAt(position + 1));
    }

    private Token number() {
        if (!skipNumber()) {
            return badNumber();
        }
        if (peek() != '+' && peek() != '-') {
            return token(TokenKind.NUMBER);
        }
        boolean imaginary = skipNumber() && text.charAt(position - 1) == 'i';
        return imaginary ? token(TokenKind.COMPLEX) : badNumber();
    }

    /** Roughly a number: {@link NumberSyntax} says whether it is well-formed. */
    private boolean skipNumber() {
        accept("+-");
        String digits = digitsByPrefix();
        skip(digits);
        if (accept(".")) {
            skip(digits);
        }
        boolean exponent = digits.equals(DECIMAL) ? accept("eE") : digits.length() > DECIMAL.length() && accept("pP");
        if (exponent) {
            accept("+-");
            skip(DECIMAL);
        }
        accept("i");
        if (isAlphanumeric(peek())) {
            read();
            return false;
        }
        return true;
    }

    private String digitsByPrefix() {
        if (!accept("0")) {
            return DECIMAL;
        }
        if (accept("xX")) {
            return "0123456789abcdefABCDEF_";
        }
        if (accept("oO")) {
            return "01234567_";
        }
        return accept("bB") ? "01_" : DECIMAL;
    }

    private Token badNumber() {
        return error("bad number syntax: " + GoQuoting.quote(text.substring(start, position)));
    }

    private Token badCharacter() {
        return error("bad character " + GoQuoting.describe(peek()));
    }

    private Token token(TokenKind kind) {
        return new Token(kind, start, text.substring(start, position));
    }

    private Token error(String reason) {
        return new Token(TokenKind.ERROR, start, reason);
    }

    /** @return where the delimiter itself begins, behind a trim marker */
    private int passRightDelimiter() {
        boolean trims = !text.startsWith(RIGHT, position);
        int delimiter = trims ? position + TRIM_MARKER : position;
        position = delimiter + RIGHT.length();
        while (trims && isSpace(peek())) {
            position++;
        }
        return delimiter;
    }

    private boolean atRightDelimiter() {
        return text.startsWith(RIGHT, position) || trimMarkerPrecedesRightDelimiter(position);
    }

    private boolean trimMarkerPrecedesRightDelimiter(int at) {
        return at < text.length() && isSpace(text.charAt(at)) && text.startsWith("-" + RIGHT, at + 1);
    }

    private boolean trimMarkerFollows(int at) {
        return at + 1 < text.length() && text.charAt(at) == '-' && isSpace(text.charAt(at + 1));
    }

    private int trimmedEnd(int from, int to) {
        int end = to;
        while (end > from && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** Whether a name may end here. */
    private boolean atTerminator() {
        int c = peek();
        return c == END || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || text.startsWith(RIGHT, position);
    }

    private void skipAlphanumerics() {
        while (isAlphanumeric(peek())) {
            read();
        }
    }

    private boolean accept(String characters) {
        boolean accepted = atOneOf(characters);
        if (accepted) {
            position++;
        }
        return accepted;
    }

    private void skip(String characters) {
        while (atOneOf(characters)) {
            position++;
        }
    }

    private boolean atOneOf(String characters) {
        return position < text.length() && characters.indexOf(text.charAt(position)) >= 0;
    }

    private int peek() {
        return position < text.length() ? text.codePointAt(position) : END;
    }

    private int read() {
        int c = peek();
        if (c != END) {
            position += Character.charCount(c);
        }
        return c;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(int c) {
        return c == '_' || Character.isLetter(c) || Character.isDigit(c);
    }
}
