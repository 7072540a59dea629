package tocsin.notifiers;

import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

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
        return withNotice(text, notice, most, Truncation::toCodePoints, Truncation::codePoints);
    }

    /** Likewise, together at most so many bytes of UTF-8. */
    public static String withNoticeInBytes(String text, String notice, int most) {
        return withNotice(text, notice, most, Truncation::toBytes, Truncation::bytes);
    }

    /**
     * Likewise in HTML: neither a tag nor a character reference is cut, and what is open at the cut is closed behind it.
     *
     * @param notice plain text
     */
    public static String withNoticeInHtml(String html, String notice, int most) {
        return withNotice(html, escapedHtml(notice), most, HtmlTruncation::toCodePoints, Truncation::codePoints);
    }

    /** A plain text as the text of an element. */
    public static String escapedHtml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Cuts a text to a size. */
    @FunctionalInterface
    private interface Cut {
        String apply(String text, int most);
    }

    private static String withNotice(String text, String notice, int most, Cut cut, ToIntFunction<String> size) {
        if (notice.isEmpty()) {
            return cut.apply(text, most);
        }
        int room = most - GAP.length();
        String below = cut.apply(notice, Math.max(room - size.applyAsInt(text), room / 3));
        String above = cut.apply(text.stripTrailing(), room - size.applyAsInt(below));
        return above.isEmpty() ? below : above + GAP + below;
    }
}
