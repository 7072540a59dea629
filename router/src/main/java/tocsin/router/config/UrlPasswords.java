package tocsin.router.config;

/** Hides the passwords of URLs inside of texts. */
final class UrlPasswords {
    /** As Go writes it; unlike {@code <secret>} it may stand in a URL. */
    private static final String HIDDEN = "xxxxx";

    private static final String BEFORE_AUTHORITY = "://";
    private static final String ENDS_OF_AUTHORITY = "/?#\"'`<>\\";

    private UrlPasswords() {}

    /** The text with each {@code scheme://user:password@} changed to {@code scheme://user:xxxxx@}. */
    static String hide(String text) {
        StringBuilder hidden = new StringBuilder();
        int copied = 0;
        for (int at = text.indexOf(BEFORE_AUTHORITY); at >= 0; at = text.indexOf(BEFORE_AUTHORITY, at + 1)) {
            int start = at + BEFORE_AUTHORITY.length();
            int end = endOfAuthority(text, start);
            int userEnd = text.lastIndexOf('@', end - 1);
            int colon = text.indexOf(':', start);
            if (colon >= 0 && colon < userEnd) {
                hidden.append(text, copied, colon + 1).append(colon + 1 == userEnd ? "" : HIDDEN);
                copied = userEnd;
            }
        }
        return hidden.append(text, copied, text.length()).toString();
    }

    /** Likewise of the URL of a proxy, which may lack its {@code scheme://}. */
    static String hideInProxy(String url) {
        return url.contains(BEFORE_AUTHORITY)
                ? hide(url)
                : hide(BEFORE_AUTHORITY + url).substring(BEFORE_AUTHORITY.length());
    }

    private static int endOfAuthority(String text, int start) {
        int end = start;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && ENDS_OF_AUTHORITY.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
