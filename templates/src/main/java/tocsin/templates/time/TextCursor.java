package tocsin.templates.time;

import java.util.function.IntFunction;

/** What is left of a text that is read by a layout. */
final class TextCursor {
    private static final int MOST_LETTERS = 5;
    private static final int MOST_OFFSET_HOURS = 23;

    private final String text;
    private int at;

    TextCursor(String text) {
        this.text = text;
    }

    int position() {
        return at;
    }

    String remaining() {
        return text.substring(at);
    }

    boolean isEmpty() {
        return at >= text.length();
    }

    String take(int count) throws Mismatch {
        if (text.length() - at < count) {
            throw new Mismatch(null);
        }
        at += count;
        return text.substring(at - count, at);
    }

    boolean takeIf(String expected) {
        boolean there = text.startsWith(expected, at);
        at += there ? expected.length() : 0;
        return there;
    }

    TextCursor skipSpaces(int most) {
        for (int i = 0; i < most && text.startsWith(" ", at); i++) {
            at++;
        }
        return this;
    }

    /** Literal text; a run of spaces fits any other, also none at the end. */
    void skip(String literal) throws Mismatch {
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) == ' ') {
                skipRun(literal, i);
            } else if (!takeIf(literal.substring(i, i + 1))) {
                throw new Mismatch(null);
            }
        }
    }

    private void skipRun(String literal, int index) throws Mismatch {
        boolean first = index == 0 || literal.charAt(index - 1) != ' ';
        if (first && !isEmpty() && text.charAt(at) != ' ') {
            throw new Mismatch(null);
        }
        skipSpaces(text.length());
    }

    /** One or two digits. */
    int number(boolean two) throws Mismatch {
        boolean second = Layout.isDigit(text, at + 1);
        if (!Layout.isDigit(text, at) || (two && !second)) {
            throw new Mismatch(null);
        }
        return Integer.parseInt(take(second ? 2 : 1));
    }

    /** One to three digits. */
    int threeDigits(boolean three) throws Mismatch {
        int count = 0;
        while (count < 3 && Layout.isDigit(text, at + count)) {
            count++;
        }
        if (count == 0 || (three && count < 3)) {
            throw new Mismatch(null);
        }
        return Integer.parseInt(take(count));
    }

    int longYear() throws Mismatch {
        if (!Layout.isDigit(text, at)) {
            throw new Mismatch(null);
        }
        return digits(take(4));
    }

    int shortYear() throws Mismatch {
        String year = take(2);
        boolean signed = year.charAt(0) == '+' || year.charAt(0) == '-';
        int magnitude = digits(signed ? year.substring(1) : year);
        return year.charAt(0) == '-' ? -magnitude : magnitude;
    }

    private static int digits(String text) throws Mismatch {
        for (int i = 0; i < text.length(); i++) {
            if (!Layout.isDigit(text, i)) {
                throw new Mismatch(null);
            }
        }
        return Integer.parseInt(text);
    }

    /**
     * The index of a name in any case.
     *
     * @param letters how many of the name's count; 0 for all
     */
    int name(int count, int letters, IntFunction<String> names) throws Mismatch {
        for (int i = 0; i < count; i++) {
            String name = names.apply(i);
            int length = letters == 0 ? name.length() : letters;
            if (text.regionMatches(true, at, name, 0, length)) {
                at += length;
                return i;
            }
        }
        throw new Mismatch(null);
    }

    /** How long a point or comma with digits behind it is; 0 when there is none. */
    int fractionLength() {
        if (isEmpty() || !isPoint(text.charAt(at)) || !Layout.isDigit(text, at + 1)) {
            return 0;
        }
        int end = at + 1;
        while (Layout.isDigit(text, end)) {
            end++;
        }
        return end - at;
    }

    /**
     * The digits behind a point or comma.
     *
     * @param length of both
     */
    String fraction(int length) throws Mismatch {
        String fraction = take(length);
        if (!isPoint(fraction.charAt(0))) {
            throw new Mismatch(null);
        }
        for (int i = 1; i < length; i++) {
            if (!Layout.isDigit(fraction, i)) {
                throw new Mismatch(null);
            }
        }
        return fraction.substring(1);
    }

    private static boolean isPoint(char c) {
        return c == '.' || c == ',';
    }

    /** {@code CEST}, {@code GMT+3}, {@code -03}. */
    String zoneName() throws Mismatch {
        int length = zoneNameLength();
        if (length == 0) {
            throw new Mismatch(null);
        }
        return take(length);
    }

    private int zoneNameLength() {
        if (text.length() - at < 3) {
            return 0;
        }
        if (text.startsWith("ChST", at) || text.startsWith("MeST", at)) {
            return 4;
        }
        if (text.startsWith("GMT", at)) {
            return 3 + offsetLength(at + 3);
        }
        return text.charAt(at) == '+' || text.charAt(at) == '-' ? offsetLength(at) : lettersLength();
    }

    private int lettersLength() {
        int count = 0;
        while (count <= MOST_LETTERS && isUpperCase(at + count)) {
            count++;
        }
        return switch (count) {
            case 3 -> 3;
            case 4 -> text.startsWith("T", at + 3) || text.startsWith("WITA", at) ? 4 : 0;
            case 5 -> text.startsWith("T", at + 4) ? 5 : 0;
            default -> 0;
        };
    }

    private boolean isUpperCase(int index) {
        return index < text.length() && text.charAt(index) >= 'A' && text.charAt(index) <= 'Z';
    }

    /** Of a sign and hours up to 23; 0 when there is none. */
    private int offsetLength(int start) {
        if (start >= text.length() || (text.charAt(start) != '+' && text.charAt(start) != '-')) {
            return 0;
        }
        int end = start + 1;
        int hours = 0;
        while (Layout.isDigit(text, end)) {
            hours = Math.min(100, hours * 10 + (text.charAt(end) - '0'));
            end++;
        }
        return end == start + 1 || hours > MOST_OFFSET_HOURS ? 0 : end - start;
    }

    /** In seconds: {@code GMT-3} says so, of other names nobody knows. */
    static int offsetOfZoneName(String name) {
        boolean tells = name.startsWith("GMT") && name.length() > 3;
        return tells ? Integer.parseInt(name.substring(3)) * 3600 : 0;
    }
}
