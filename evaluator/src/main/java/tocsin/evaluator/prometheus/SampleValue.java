package tocsin.evaluator.prometheus;

/**
 * Reads the text of a sample value: decimal digits with an optional fraction and exponent, {@code inf} or
 * {@code infinity}, an optional sign before them, or {@code nan}; words in any case. What Java alone reads besides ({@code 1d}, {@code
 * 0x1p3}, blanks around) is refused. Correctly rounded; the bits of {@code -0} survive.
 */
final class SampleValue {
    /** The plain decimal form of the smallest double has about 330 characters; nothing needs more than 1100. */
    private static final int MAX_LENGTH = 1100;
    /** Integers up to here are exact in a double. */
    private static final long EXACT_INTEGER = 1L << 53;

    /** Powers of ten that are exact in a double: one division or product with them rounds once, hence correctly. */
    private static final double[] EXACT_POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private SampleValue() {}

    /** @throws NumberFormatException when the text is no sample value */
    static double parse(char[] text, int from, int length) {
        if (length == 0 || length > MAX_LENGTH) {
            throw notValue(text, from, length);
        }
        boolean signed = text[from] == '-' || text[from] == '+';
        int start = signed ? from + 1 : from;
        int end = from + length;
        double magnitude = start < end && (isDigit(text[start]) || text[start] == '.')
                ? decimal(text, start, end)
                : word(text, from, start, end);
        return text[from] == '-' ? -magnitude : magnitude;
    }

    private static double word(char[] text, int from, int start, int end) {
        String word = new String(text, start, end - start);
        if (word.equalsIgnoreCase("inf") || word.equalsIgnoreCase("infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (start == from && word.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        throw notValue(text, from, end - from);
    }

    /** One pass over digits and point; an exponent or too many digits take the slow and general way. */
    private static double decimal(char[] text, int start, int end) {
        long digits = 0;
        int point = -1;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (isDigit(c) && digits < EXACT_INTEGER / 10) {
                digits = digits * 10 + (c - '0');
            } else if (c == '.' && point < 0) {
                point = i;
            } else {
                return general(text, start, end);
            }
        }
        int fraction = point < 0 ? 0 : end - point - 1;
        if (fraction >= EXACT_POWERS.length || end - start == (point < 0 ? 0 : 1)) {
            return general(text, start, end);
        }
        return digits / EXACT_POWERS[fraction];
    }

    private static double general(char[] text, int start, int end) {
        int digits = start;
        int next = afterDigits(text, start, end);
        int count = next - digits;
        if (next < end && text[next] == '.') {
            digits = next + 1;
            next = afterDigits(text, digits, end);
            count += next - digits;
        }
        if (count > 0 && next < end && (text[next] == 'e' || text[next] == 'E')) {
            next = afterExponent(text, next + 1, end);
        }
        if (count == 0 || next != end) {
            throw notValue(text, start, end - start);
        }
        return Double.parseDouble(new String(text, start, end - start));
    }

    private static int afterExponent(char[] text, int from, int end) {
        int digits = from < end && (text[from] == '-' || text[from] == '+') ? from + 1 : from;
        int next = afterDigits(text, digits, end);
        if (next == digits) {
            throw notValue(text, from, end - from);
        }
        return next;
    }

    private static int afterDigits(char[] text, int from, int end) {
        int next = from;
        while (next < end && isDigit(text[next])) {
            next++;
        }
        return next;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static NumberFormatException notValue(char[] text, int from, int length) {
        return new NumberFormatException("\"" + new String(text, from, Math.min(length, 50)) + "\" is not a number");
    }
}
