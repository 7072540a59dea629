package tocsin.router.matcher;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tocsin.model.LabelNames;
import tocsin.model.Matcher;

/** Cuts matcher text into the tokens of the UTF-8 grammar. Positions count characters (code points), not UTF-16 units. */
final class Utf8Lexer {
    enum Kind {
        OPEN_BRACE,
        CLOSE_BRACE,
        COMMA,
        OPERATOR,
        TEXT,
        END
    }

    /**
     * @param text what stands there; of {@link Kind#TEXT} its meaning, without quotes and escapes
     * @param start from 0
     * @param end exclusive
     */
    record Token(Kind kind, String text, int start, int end) {}

    private final int[] input;
    private int next;

    private Utf8Lexer(int[] input) {
        this.input = input;
    }

    /** All tokens; the last one is {@link Kind#END}. */
    static List<Token> tokens(String text) {
        if (!LabelNames.isValidText(text)) {
            throw new MatcherSyntaxException("matcher is not valid Unicode");
        }
        return new Utf8Lexer(text.codePoints().toArray()).tokens();
    }

    private List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = token();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token token() {
        while (next < input.length && Matcher.isWhiteSpace(input[next])) {
            next++;
        }
        if (next == input.length) {
            return new Token(Kind.END, "", next, next);
        }
        return switch (input[next]) {
            case '{' -> single(Kind.OPEN_BRACE);
            case '}' -> single(Kind.CLOSE_BRACE);
            case ',' -> single(Kind.COMMA);
            case '=', '!' -> operator();
            case '"' -> quoted();
            default -> unquoted();
        };
    }

    private Token single(Kind kind) {
        next++;
        return new Token(kind, source(next - 1), next - 1, next);
    }

    private Token operator() {
        int start = next;
        int second = next + 1 < input.length ? input[next + 1] : 0;
        boolean negative = input[next] == '!';
        if (second == '~' || (negative && second == '=')) {
            next += 2;
        } else if (negative) {
            throw MatcherSyntaxException.at(start, start + 1, "expected `!=` or `!~`, found `!`");
        } else {
            next++;
        }
        return new Token(Kind.OPERATOR, source(start), start, next);
    }

    private Token unquoted() {
        int start = next;
        while (next < input.length && !Matcher.isReserved(input[next])) {
            next++;
        }
        if (next == start) {
            String found = Character.toString(input[start]);
            throw MatcherSyntaxException.at(
                    start, start + 1, "unexpected `%s`; enclose text that holds it in double quotes".formatted(found));
        }
        return new Token(Kind.TEXT, source(start), start, next);
    }

    private Token quoted() {
        int start = next++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (next < input.length && input[next] != '"') {
            if (input[next] == '\n') {
                throw MatcherSyntaxException.at(next, next + 1, "line feed inside quotes; write `\\n`");
            }
            int codePoint = input[next++];
            if (codePoint == '\\') {
                escape(bytes);
            } else {
                write(bytes, codePoint);
            }
        }
        if (next >= input.length) {
            throw MatcherSyntaxException.at(
                    start, input.length, "`%s` lacks its closing quote".formatted(source(start)));
        }
        next++;
        return new Token(Kind.TEXT, decoded(bytes, start), start, next);
    }

    /** Reads what follows a backslash. Octal and {@code \x} escapes are bytes: several of them may make one character. */
    private void escape(ByteArrayOutputStream bytes) {
        int start = next - 1;
        int c = next < input.length ? input[next++] : 0;
        switch (c) {
            case 'a' -> bytes.write(0x07);
            case 'b' -> bytes.write('\b');
            case 'f' -> bytes.write('\f');
            case 'n' -> bytes.write('\n');
            case 'r' -> bytes.write('\r');
            case 't' -> bytes.write('\t');
            case 'v' -> bytes.write(0x0B);
            case '\\', '"' -> bytes.write(c);
            case 'x' -> bytes.write(number(start, 2, 16));
            case 'u' -> write(bytes, character(start, 4));
            case 'U' -> write(bytes, character(start, 8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> bytes.write(octal(start));
            default -> throw badEscape(start);
        }
    }

    private int octal(int start) {
        next--;
        int value = number(start, 3, 8);
        if (value > 0xFF) {
            throw badEscape(start);
        }
        return value;
    }

    private int character(int start, int digits) {
        int codePoint = number(start, digits, 16);
        if (!Character.isValidCodePoint(codePoint) || (codePoint >= 0xD800 && codePoint <= 0xDFFF)) {
            throw badEscape(start);
        }
        return codePoint;
    }

    private int number(int start, int digits, int radix) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = next < input.length && input[next] < 0x80 ? Character.digit(input[next], radix) : -1;
            if (digit < 0) {
                throw badEscape(start);
            }
            value = value * radix + digit;
            next++;
        }
        return value > Character.MAX_CODE_POINT ? -1 : (int) value;
    }

    private MatcherSyntaxException badEscape(int start) {
        return MatcherSyntaxException.at(
                start, next, "bad escape `%s` inside quotes; write `\\\\` for a backslash".formatted(source(start)));
    }

    private String decoded(ByteArrayOutputStream bytes, int start) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MatcherSyntaxException(
                    "%d:%d: the escapes of `%s` do not make valid UTF-8".formatted(start, next, source(start)), e);
        }
    }

    private static void write(ByteArrayOutputStream bytes, int codePoint) {
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    private String source(int start) {
        return new String(input, start, next - start);
    }
}
