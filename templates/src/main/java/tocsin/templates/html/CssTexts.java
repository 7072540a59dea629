package tocsin.templates.html;

import org.jspecify.annotations.Nullable;
import tocsin.templates.value.BoundedText;

/** Texts as values and strings of CSS. */
final class CssTexts {
    private static final String UNSAFE = "\0\"'()/;@[\\]`{}<>";
    private static final int LONGEST_ESCAPE = 6;

    private CssTexts() {}

    static boolean isNameCharacter(char c) {
        return Ascii.isLetterOrDigit(c) || c == '-' || c == '_' || (c >= 0x80 && c <= 0xFFFD);
    }

    /** Without escapes, so that none can hide what a value is. */
    static String decode(String css) {
        if (css.indexOf('\\') < 0) {
            return css;
        }
        StringBuilder decoded = new StringBuilder(css.length());
        for (int i = 0; i < css.length(); ) {
            if (css.charAt(i) == '\\') {
                i = escape(css, i + 1, decoded);
            } else {
                decoded.append(css.charAt(i));
                i++;
            }
        }
        return decoded.toString();
    }

    /** @return where the text goes on */
    private static int escape(String css, int from, StringBuilder decoded) {
        if (from == css.length()) {
            return from;
        }
        if (!Ascii.isHex(css.charAt(from))) {
            decoded.append(css.charAt(from));
            return from + 1;
        }
        int end = hexEnd(css, from);
        int point = Integer.parseInt(css.substring(from, end), 16);
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        decoded.appendCodePoint(surrogate ? 0xFFFD : point);
        return afterOneSpace(css, end);
    }

    /** At most six digits, and none that would lead beyond the last character there is. */
    private static int hexEnd(String css, int from) {
        int end = from;
        int point = 0;
        while (end < css.length() && end - from < LONGEST_ESCAPE && Ascii.isHex(css.charAt(end))) {
            point = point * 16 + Character.digit(css.charAt(end), 16);
            if (point > Character.MAX_CODE_POINT) {
                return end;
            }
            end++;
        }
        return end;
    }

    /** A space ends an escape and belongs to it. */
    private static int afterOneSpace(String css, int at) {
        if (css.startsWith("\r\n", at)) {
            return at + 2;
        }
        return at < css.length() && Ascii.isSpace(css.charAt(at)) ? at + 1 : at;
    }

    /** For a string. */
    static void escape(BoundedText out, String text) {
        for (int i = 0; i < text.length(); i++) {
            String escape = escape(text.charAt(i));
            if (escape == null) {
                out.append(text.charAt(i));
                continue;
            }
            out.append(escape);
            if (!escape.equals("\\\\") && needsEnd(text, i + 1)) {
                out.append(' ');
            }
        }
    }

    private static boolean needsEnd(String text, int next) {
        return next == text.length() || Ascii.isHex(text.charAt(next)) || Ascii.isSpace(text.charAt(next));
    }

    private static @Nullable String escape(char c) {
        return switch (c) {
            case 0 -> "\\0";
            case '\t' -> "\\9";
            case '\n' -> "\\a";
            case '\f' -> "\\c";
            case '\r' -> "\\d";
            case '"' -> "\\22";
            case '&' -> "\\26";
            case '\'' -> "\\27";
            case '(' -> "\\28";
            case ')' -> "\\29";
            case '+' -> "\\2b";
            case '/' -> "\\2f";
            case ':' -> "\\3a";
            case ';' -> "\\3b";
            case '<' -> "\\3c";
            case '>' -> "\\3e";
            case '\\' -> "\\\\";
            case '{' -> "\\7b";
            case '}' -> "\\7d";
            default -> null;
        };
    }

    /** The value as it may stand outside of strings: words, numbers, colours. Null when it is more than that. */
    static @Nullable String value(String text) {
        String decoded = decode(text);
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            boolean dashes = c == '-' && i > 0 && decoded.charAt(i - 1) == '-';
            if (dashes || UNSAFE.indexOf(c) >= 0) {
                return null;
            }
            // Leaves dashes out, so that none can hide a word that runs code.
            if (c < 0x80 && c != '-' && isNameCharacter(c)) {
                name.append(Ascii.lower(c));
            }
        }
        boolean runsCode = name.indexOf("expression") >= 0 || name.indexOf("mozbinding") >= 0;
        return runsCode ? null : decoded;
    }
}
