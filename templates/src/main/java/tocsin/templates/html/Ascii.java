package tocsin.templates.html;

/** Letters and white space as HTML sees them: case counts for A to Z only, unlike Java's own comparisons. */
final class Ascii {
    private Ascii() {}

    static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            lower.append(lower(text.charAt(i)));
        }
        return lower.toString();
    }

    static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }

    /** @param lower what to find at the index, in lower case */
    static boolean matches(String text, int at, String lower) {
        if (at < 0 || lower.length() > text.length() - at) {
            return false;
        }
        for (int i = 0; i < lower.length(); i++) {
            if (lower(text.charAt(at + i)) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLetterOrDigit(char c) {
        return isLetter(c) || isDigit(c);
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isBlank(String text) {
        return afterSpace(text, 0, text.length()) == text.length();
    }

    /** The index of the first character that is no white space, or {@code end}. */
    static int afterSpace(String text, int at, int end) {
        int i = at;
        while (i < end && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The index of the first of some characters, or {@code end}. */
    static int indexOfAny(String text, int at, int end, String characters) {
        int i = at;
        while (i < end && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }
}
