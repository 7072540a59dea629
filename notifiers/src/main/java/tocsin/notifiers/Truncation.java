package tocsin.notifiers;

import java.nio.charset.StandardCharsets;

/** Cuts texts to what a service takes, where upstream cuts them. */
public final class Truncation {
    private static final String MARK = "…";
    private static final int MARK_BYTES = 3;
    /** So short that a mark would say more than the text. */
    private static final int NO_ROOM = 3;

    private static final String GAP = "\n\n";

    private Truncation() {}

    /** At most so many code points, the last of them {@code …} when some are missing. */
    public static String toCodePoints(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        boolean marked = most > NO_ROOM;
        String kept = text.substring(0, text.offsetByCodePoints(0, marked ? most - 1 : most));
        return marked ? kept + MARK : kept;
    }

    /** At most so many bytes of UTF-8, with {@code …} at the end when some are missing; never half a character. */
    public static String toBytes(String text, int most) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= most) {
            return text;
        }
        boolean marked = most > NO_ROOM;
        int end = marked ? most - MARK_BYTES : most;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        String kept = new String(bytes, 0, end, StandardCharsets.UTF_8);
        return marked ? kept + MARK : kept;
    }

    /**
     * A text and, below it, a notice to its reader; together at most so many code points. When both do not fit, the text keeps
     * two thirds of the room: an alert says more than what is wrong with its template.
     *
     * @param notice empty when there is nothing to say
     */
    public static String withNotice(String text, String notice, int most) {
        if (notice.isEmpty()) {
            return toCodePoints(text, most);
        }
        int room = most - GAP.length();
        int textSize = text.codePointCount(0, text.length());
        String below = toCodePoints(notice, Math.max(room - textSize, room / 3));
        String above = toCodePoints(text.stripTrailing(), room - below.codePointCount(0, below.length()));
        return above.isEmpty() ? below : above + GAP + below;
    }
}
