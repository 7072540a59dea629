package tocsin.rules.promql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** String literals: double or single quotes with Go's escapes, or back-quotes without any. */
final class StringSyntax {
    private static final String SIMPLE = "abfnrtv\\";
    private static final String SIMPLE_MEANING = "\007\b\f\n\r\t\013\\";

    private StringSyntax() {}

    /**
     * Index after the literal that begins at {@code start}.
     *
     * @throws SyntaxException when it does not end or an escape is wrong
     */
    static int end(String text, int start) {
        char quote = text.charAt(start);
        if (quote == '`') {
            int end = text.indexOf('`', start + 1);
            if (end < 0) {
                throw new SyntaxException(start, "unterminated raw string");
            }
            return end + 1;
        }
        int at = start + 1;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at = text.charAt(at) == '\\' ? endOfEscape(text, at, quote) : at + 1;
        }
        if (at >= text.length() || text.charAt(at) == '\n') {
            throw new SyntaxException(start, "unterminated quoted string");
        }
        return at + 1;
    }

    private static int endOfEscape(String text, int backslash, char quote) {
        if (backslash + 1 >= text.length()) {
            throw new SyntaxException(backslash, "escape sequence not terminated");
        }
        char c = text.charAt(backslash + 1);
        if (SIMPLE.indexOf(c) >= 0 || c == quote) {
            return backslash + 2;
        }
        int digits = digitsAfter(c);
        if (digits == 0) {
            throw new SyntaxException(
                    backslash, "unknown escape sequence \\%s".formatted(codePoint(text, backslash + 1)));
        }
        int first = isOctal(c) ? backslash + 1 : backslash + 2;
        int value = number(text, backslash, first, digits, isOctal(c) ? 8 : 16);
        if (isOctal(c) ? value > 255 : c != 'x' && !isScalarValue(value)) {
            throw new SyntaxException(backslash, "escape sequence is an invalid Unicode code point");
        }
        return first + digits;
    }

    private static int number(String text, int backslash, int first, int digits, int radix) {
        if (first + digits > text.length()) {
            throw new SyntaxException(backslash, "escape sequence not terminated");
        }
        long value = 0;
        for (int i = first; i < first + digits; i++) {
            int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
            if (digit < 0) {
                throw new SyntaxException(
                        backslash, "illegal character '%s' in escape sequence".formatted(codePoint(text, i)));
            }
            value = value * radix + digit;
        }
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    private static String codePoint(String text, int index) {
        return Character.toString(text.codePointAt(index));
    }

    private static boolean isScalarValue(int value) {
        return value >= 0 && value <= Character.MAX_CODE_POINT && !(value >= 0xD800 && value <= 0xDFFF);
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }

    private static int digitsAfter(char c) {
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
    }

    /**
     * The text of a literal that {@link #end} has accepted. Escapes of bytes that are not UTF-8 become the replacement
     * character.
     */
    static String unquote(String literal) {
        String body = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`' || body.indexOf('\\') < 0) {
            return body;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length());
        int at = 0;
        while (at < body.length()) {
            int backslash = body.indexOf('\\', at);
            int end = backslash < 0 ? body.length() : backslash;
            bytes.writeBytes(body.substring(at, end).getBytes(StandardCharsets.UTF_8));
            at = backslash < 0 ? end : unescape(body, backslash, bytes);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int unescape(String body, int backslash, ByteArrayOutputStream bytes) {
        char c = body.charAt(backslash + 1);
        int digits = digitsAfter(c);
        if (digits == 0) {
            int simple = SIMPLE.indexOf(c);
            bytes.write(simple < 0 ? c : SIMPLE_MEANING.charAt(simple));
            return backslash + 2;
        }
        int first = isOctal(c) ? backslash + 1 : backslash + 2;
        int value = number(body, backslash, first, digits, isOctal(c) ? 8 : 16);
        if (isOctal(c) || c == 'x') {
            bytes.write(value);
        } else {
            bytes.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
        }
        return first + digits;
    }
}
