package tocsin.templates.html;

import java.util.HexFormat;
import tocsin.templates.value.BoundedText;
import tocsin.templates.value.Utf8;

/** Texts as URLs and parts of URLs. */
final class UrlTexts {
    private static final String RESERVED = "!#$&*+,/:;=?@[]";
    private static final String RESERVED_BUT_COMMA = RESERVED.replace(",", "");
    private static final String UNRESERVED = "-._~";
    private static final HexFormat HEX = HexFormat.of();

    private UrlTexts() {}

    /** Whether a URL has no scheme, or one that runs no code: {@code http}, {@code https} or {@code mailto}. */
    static boolean isHarmless(String url) {
        int colon = url.indexOf(':');
        if (colon < 0 || url.lastIndexOf('/', colon) >= 0) {
            return true;
        }
        String scheme = Ascii.lower(url.substring(0, colon));
        return scheme.equals("http") || scheme.equals("https") || scheme.equals("mailto");
    }

    /** What may stand in a URL stays, what is encoded already too. */
    static void normalize(BoundedText out, String url) {
        normalize(out, url, RESERVED);
    }

    private static void normalize(BoundedText out, String url, String reserved) {
        byte[] bytes = Utf8.bytes(url);
        for (int i = 0; i < bytes.length; i++) {
            boolean stays = isUnreserved(bytes[i]) || isOneOf(reserved, bytes[i]) || isEncoded(bytes, i);
            append(out, bytes[i], stays);
        }
    }

    /** For one component, e.g. a parameter. */
    static void escape(BoundedText out, String text) {
        for (byte b : Utf8.bytes(text)) {
            append(out, b, isUnreserved(b));
        }
    }

    /** Candidates with commas between them: each a URL and what describes it. */
    static void srcset(BoundedText out, String text) {
        int start = 0;
        for (int comma = text.indexOf(','); comma >= 0; comma = text.indexOf(',', start)) {
            candidate(out, text, start, comma);
            out.append(',');
            start = comma + 1;
        }
        candidate(out, text, start, text.length());
    }

    /** A single URL among candidates. */
    static void srcsetUrl(BoundedText out, String url) {
        normalize(out, url, RESERVED_BUT_COMMA);
    }

    private static void candidate(BoundedText out, String text, int from, int to) {
        int start = Ascii.afterSpace(text, from, to);
        int end = Ascii.indexOfAny(text, start, to, " \t\n\f\r");
        String url = text.substring(start, end);
        if (!isHarmless(url) || !isDescription(text, end, to)) {
            out.append("#").append(Escaper.FAILSAFE);
            return;
        }
        out.append(text, from, start);
        normalize(out, url);
        out.append(text, end, to);
    }

    private static boolean isDescription(String text, int from, int to) {
        return text.substring(from, to)
                .chars()
                .allMatch(c -> Ascii.isSpace((char) c) || Ascii.isLetterOrDigit((char) c));
    }

    private static void append(BoundedText out, byte b, boolean stays) {
        if (stays) {
            out.append((char) b);
        } else {
            out.append('%').append(HEX.toHexDigits(b));
        }
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 0 && Ascii.isLetterOrDigit((char) b)) || isOneOf(UNRESERVED, b);
    }

    private static boolean isOneOf(String characters, byte b) {
        return b >= 0 && characters.indexOf(b) >= 0;
    }

    private static boolean isEncoded(byte[] bytes, int at) {
        return bytes[at] == '%' && at + 2 < bytes.length && isHex(bytes[at + 1]) && isHex(bytes[at + 2]);
    }

    private static boolean isHex(byte b) {
        return b >= 0 && Ascii.isHex((char) b);
    }
}
