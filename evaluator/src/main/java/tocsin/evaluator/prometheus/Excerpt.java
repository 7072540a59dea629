package tocsin.evaluator.prometheus;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The first bytes of a body, for messages: enough to recognise the page of a proxy. */
final class Excerpt {
    private static final int MAX_BYTES = 500;
    /** User and password in a URL that the body repeats. */
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s\"'<>]{1,200}@");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

    private final byte[] kept = new byte[MAX_BYTES];
    private int length;

    void add(byte[] chunk, int from, int to) {
        int more = Math.min(to - from, MAX_BYTES - length);
        if (more > 0) {
            System.arraycopy(chunk, from, kept, length, more);
            length += more;
        }
    }

    /** One line without control characters and without credentials of URLs; empty when the body is. */
    String text() {
        String text = new String(kept, 0, length, StandardCharsets.UTF_8);
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        return USER_INFO.matcher(line).replaceAll("://<redacted>@");
    }

    /** To be put behind a message. */
    String quoted() {
        String text = text();
        return text.isEmpty() ? "" : "; it begins with: " + text;
    }
}
