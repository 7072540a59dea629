package tocsin.templates.value;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Go's notation of strings and characters as {@code strconv.Quote} and its siblings write them. */
public final class GoQuoting {
    private static final int REPLACEMENT = 0xFFFD;
    private static final int SHOWN = 1000;
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000B";
    private static final String ESCAPES = "abfnrtv";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private GoQuoting() {}

    /** In double quotes; printable characters of any script stand as they are. */
    public static String quote(String text) {
        return quote(text, Integer.MAX_VALUE);
    }

    /** @throws TextTooLong when more characters than the limit would be needed */
    public static String quote(String text, int limit) {
        return quoted(text, '"', GoQuoting::isPrintable, limit);
    }

    /** Likewise, but only the beginning of a long text: for messages, which cannot show all of it anyway. */
    public static String quoteStart(String text) {
        return text.length() <= SHOWN ? quote(text) : quote(text.substring(0, SHOWN)) + "…";
    }

    /** Likewise in ASCII only. */
    public static String quoteToAscii(String text, int limit) {
        return quoted(text, '"', GoQuoting::isPrintableAscii, limit);
    }

    /** In single quotes; what is no character becomes U+FFFD. */
    public static String quoteCharacter(long point) {
        return quoted(character(point), '\'', GoQuoting::isPrintable, Integer.MAX_VALUE);
    }

    public static String quoteCharacterToAscii(long point) {
        return quoted(character(point), '\'', GoQuoting::isPrintableAscii, Integer.MAX_VALUE);
    }

    /** Whether the text can stand between back quotes on one line. */
    public static boolean fitsBackQuotes(String text) {
        return text.codePoints()
                .noneMatch(point -> (point < ' ' && point != '\t')
                        || point == '`'
                        || point == 0x7F
                        || point == 0xFEFF
                        || isSurrogate(point));
    }

    public static String character(long point) {
        boolean valid = point >= 0 && point <= Character.MAX_CODE_POINT && !isSurrogate((int) point);
        return Character.toString(valid ? (int) point : REPLACEMENT);
    }

    /** A character by its number and, when it can be seen, by itself: {@code U+002D '-'}. */
    public static String describe(int codePoint) {
        int point = isSurrogate(codePoint) ? REPLACEMENT : codePoint;
        String number = String.format(Locale.ROOT, "U+%04X", point);
        return isPrintable(point) ? number + " '" + Character.toString(point) + "'" : number;
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space. By the Unicode version of the running Java. */
    public static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static boolean isPrintableAscii(int point) {
        return point < 0x7F && point >= ' ';
    }

    private static String quoted(String text, char quote, IntPredicate plain, int limit) {
        BoundedText quoted = new BoundedText(limit).append(quote);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (Utf8.isByte(text, i)) {
                appendHex(quoted.append("\\x"), point - 0xDC00, 2);
            } else {
                appendCharacter(quoted, isSurrogate(point) ? REPLACEMENT : point, quote, plain);
            }
            i += Character.charCount(point);
        }
        return quoted.append(quote).toString();
    }

    private static void appendCharacter(BoundedText quoted, int point, char quote, IntPredicate plain) {
        if (point == quote || point == '\\') {
            quoted.append('\\').append((char) point);
        } else if (plain.test(point)) {
            quoted.appendCodePoint(point);
        } else if (ESCAPED.indexOf(point) >= 0) {
            quoted.append('\\').append(ESCAPES.charAt(ESCAPED.indexOf(point)));
        } else if (point < ' ' || point == 0x7F) {
            appendHex(quoted.append("\\x"), point, 2);
        } else if (point < 0x10000) {
            appendHex(quoted.append("\\u"), point, 4);
        } else {
            appendHex(quoted.append("\\U"), point, 8);
        }
    }

    private static void appendHex(BoundedText quoted, int value, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            quoted.append(HEX[(value >> shift) & 0xF]);
        }
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
