package tocsin.evaluator.prometheus;

import org.jspecify.annotations.Nullable;

/**
 * One string for equal texts within one answer: a large vector repeats most of its label values, and looking one up costs
 * less than making it again. Each text has one place, where the later one wins: values that are all different then
 * neither grow the pool nor slow it down, and values that repeat are mostly found, because data sources sort series.
 */
final class TextPool {
    /** Most answers are small, and there may be thousands of them in a second. */
    private static final int FIRST_SIZE = 64;

    private static final int MAX_SIZE = 16 * 1024;

    private @Nullable String[] texts = new String[FIRST_SIZE];
    /** Of the texts: a value that differs is told by numbers in a row, without a look at a string far away. */
    private int[] hashes = new int[FIRST_SIZE];

    private int misses;

    String get(char[] text, int from, int length) {
        int hash = hash(text, from, length);
        int place = hash & (texts.length - 1);
        String known = texts[place];
        if (known != null && hashes[place] == hash && same(known, text, from, length)) {
            return known;
        }
        String made = new String(text, from, length);
        texts[place] = made;
        hashes[place] = hash;
        misses++;
        if (misses > texts.length && texts.length < MAX_SIZE) {
            // What was known is learnt again at the price of one more string each.
            texts = new String[texts.length * 4];
            hashes = new int[texts.length];
            misses = 0;
        }
        return made;
    }

    private static int hash(char[] text, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + text[i];
        }
        return hash ^ (hash >>> 15);
    }

    private static boolean same(String known, char[] text, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
