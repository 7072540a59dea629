package tocsin.model;

/**
 * Double-quoted strings as Go's {@code strconv.Quote} writes them; group keys and matcher texts are made of them.
 */
public final class GoQuote {
    private GoQuote() {}

    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2);
        append(quoted, text);
        return quoted.toString();
    }

    public static void append(StringBuilder target, String text) {
        target.append('"');
        if (isPlain(text)) {
            target.append(text);
        } else {
            text.codePoints().forEach(codePoint -> appendEscaped(target, codePoint));
        }
        target.append('"');
    }

    /** Most texts are printable ASCII without quotes; group keys are made at every flush. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit < ' ' || unit > '~' || unit == '"' || unit == '\\') {
                return false;
            }
        }
        return true;
    }

    private static void appendEscaped(StringBuilder target, int codePoint) {
        switch (codePoint) {
            case '"' -> target.append("\\\"");
            case '\\' -> target.append("\\\\");
            case 0x07 -> target.append("\\a");
            case '\b' -> target.append("\\b");
            case '\f' -> target.append("\\f");
            case '\n' -> target.append("\\n");
            case '\r' -> target.append("\\r");
            case '\t' -> target.append("\\t");
            case 0x0B -> target.append("\\v");
            default -> appendOther(target, codePoint);
        }
    }

    private static void appendOther(StringBuilder target, int codePoint) {
        if (isPrintable(codePoint)) {
            target.appendCodePoint(codePoint);
        } else if (codePoint < ' ' || codePoint == 0x7F) {
            target.append("\\x%02x".formatted(codePoint));
        } else if (codePoint < 0x10000) {
            target.append("\\u%04x".formatted(codePoint));
        } else {
            target.append("\\U%08x".formatted(codePoint));
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the ASCII space, as Go's {@code unicode.IsPrint}. */
    private static boolean isPrintable(int codePoint) {
        if (codePoint == ' ') {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
