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
            return JsonText.wellFormed(text);
        }
        int hash = text.hashCode();
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        String known = slots[slot];
        if (text.equals(known)) {
            return known;
        }
        String shared = JsonText.wellFormed(text);
        slots[slot] = shared;
        return shared;
    }
}
