package tocsin.rules.template;

/**
 * The old rule of Go's {@code strings.Title}: a letter after what is neither letter, digit nor underscore is put in title
 * case; every other character stays.
 */
final class OldTitleCase {
    private OldTitleCase() {}

    static String of(String text) {
        StringBuilder title = new StringBuilder(text.length());
        int before = ' ';
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            title.appendCodePoint(separates(before) ? Character.toTitleCase(point) : point);
            before = point;
            i += Character.charCount(point);
        }
        return title.toString();
    }

    /** Beyond ASCII only white space separates. */
    private static boolean separates(int point) {
        if (point < 0x80) {
            return !(Character.isLetterOrDigit(point) || point == '_');
        }
        return !Character.isLetterOrDigit(point) && (Character.isSpaceChar(point) || point == 0x85);
    }
}
