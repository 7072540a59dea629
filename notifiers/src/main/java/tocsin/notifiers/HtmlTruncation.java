package tocsin.notifiers;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts HTML so that it stays HTML: a service that refuses a message because of its markup loses an alert. */
final class HtmlTruncation {
    private static final String MARK = "…";
    /** A tag, a comment, a character reference, or one character. Bounded, so that an unclosed one costs no long search. */
    private static final Pattern PIECE =
            Pattern.compile("<!--.{0,4000}?-->|</?[a-zA-Z][^>]{0,4000}>|&(?:#?[a-zA-Z0-9]{1,31});|.", Pattern.DOTALL);

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][^\\s/>]*)[^>]*?(/?)>", Pattern.DOTALL);
    private static final Set<String> NEVER_CLOSED = Set.of("br", "hr", "img", "wbr");

    private final StringBuilder kept = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    /** In code points. */
    private int size;

    private HtmlTruncation() {}

    /** At most so many code points, tags included; ends in {@code …} and closes what is open when some are missing. */
    static String toCodePoints(String html, int most) {
        return html.codePointCount(0, html.length()) <= most ? html : new HtmlTruncation().cut(html, most);
    }

    private String cut(String html, int most) {
        Matcher pieces = PIECE.matcher(html);
        while (pieces.find() && take(pieces.group(), most)) {
            // Until one does not fit.
        }
        return most < 1 ? "" : kept + MARK + closing();
    }

    /** Whether there is room for the piece, the mark and all closing tags behind it. */
    private boolean take(String piece, int most) {
        Deque<String> before = new ArrayDeque<>(open);
        follow(piece);
        int longer = size + piece.codePointCount(0, piece.length());
        if (longer + 1 + closing().length() > most) {
            open.clear();
            open.addAll(before);
            return false;
        }
        kept.append(piece);
        size = longer;
        return true;
    }

    private void follow(String piece) {
        Matcher tag = TAG.matcher(piece);
        if (!tag.matches()) {
            return;
        }
        String name = tag.group(2).toLowerCase(Locale.ROOT);
        if (!tag.group(1).isEmpty()) {
            open.remove(name);
        } else if (tag.group(3).isEmpty() && !NEVER_CLOSED.contains(name)) {
            open.push(name);
        }
    }

    private String closing() {
        StringBuilder closing = new StringBuilder();
        open.forEach(name -> closing.append("</").append(name).append('>'));
        return closing.toString();
    }
}
