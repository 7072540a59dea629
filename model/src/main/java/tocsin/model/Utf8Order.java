package tocsin.model;

/**
 * Order of strings by their UTF-8 bytes, which equals code point order.
 *
 * <p>{@link String#compareTo} orders by UTF-16 units and puts supplementary characters before U+E000; label sets sorted
 * that way have other fingerprints and other group keys than everybody else's.
 */
public final class Utf8Order {
    private Utf8Order() {}

    /** Compares as {@link java.util.Comparator} does. Pure; any thread. */
    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return rank(a) - rank(b);
            }
        }
        return left.length() - right.length();
    }

    /** Surrogates stand for code points above every other UTF-16 unit. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
