package tocsin.templates.syntax;

import java.util.Locale;
import tocsin.templates.value.Utf8;

/** Go's notation of string constants. */
public final class GoStrings {
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";
    private static final String ESCAPES = "abfnrtv\\\"";

    private GoStrings() {}

    /** In double quotes, with Go's escapes; printable characters of any script stand as they are. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            appendEscaped(quoted, text, i, point);
            i += Character.charCount(point);
        }
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder quoted, String text, int index, int point) {
        int escape = ESCAPED.indexOf(point);
        if (escape >= 0) {
            quoted.append('\\').append(ESCAPES.charAt(escape));
        } else if (isPrintable(point)) {
            quoted.appendCodePoint(point);
        } else if (Utf8.isByte(text, index)) {
            quoted.append(hex("\\x%02x", point & 0xFF));
        } else if (isSurrogate(point)) {
            quoted.append('\uFFFD');
        } else {
            quoted.append(hex(point < 0x80 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point));
        }
    }

    /** A character by its number and, when it can be seen, by itself: {@code U+002D '-'}. */
    static String describe(int codePoint) {
        int point = isSurrogate(codePoint) ? 0xFFFD : codePoint;
        String number = hex("U+%04X", point);
        return isPrintable(point) ? number + " '" + Character.toString(point) + "'" : number;
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** Of all white space only the blank is. */
    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static String hex(String format, int number) {
        return String.format(Locale.ROOT, format, number);
    }
}
