package tocsin.server.api;

/**
 * Gives equal strings one copy, when they came recently: label values repeat over and over in what senders post, and a
 * hundred thousand alerts hold millions of them. Bounded, and a miss costs nothing but the copy. Not thread-safe.
 */
final class RecentStrings {
    private static final int SLOTS = 1 << 14;
    private static final int LONGEST = 64;

    private final String[] slots = new String[SLOTS];

    /** The text or its known copy; halves of surrogate pairs become U+FFFD, as Go reads them. */
    String share(String text) {
        if (text.length() > LONGEST) {
            return wellFormed(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        String known = slots[slot];
        if (text.equals(known)) {
            return known;
        }
        String shared = wellFormed(text);
        slots[slot] = shared;
        return shared;
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
