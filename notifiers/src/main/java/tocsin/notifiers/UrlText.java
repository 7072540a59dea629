package tocsin.notifiers;

import java.nio.charset.StandardCharsets;

/** Texts as parts of URLs. */
public final class UrlText {
    private static final String UNRESERVED = "-._~";
    private static final String IN_SEGMENT = UNRESERVED + "$&+,:;=@";

    private UrlText() {}

    /** One part of a path; no character in it ends it. */
    public static String segment(String text) {
        return escaped(text, IN_SEGMENT).replace(" ", "%20");
    }

    /** A name or a value of a query, with {@code +} for a blank. */
    public static String query(String text) {
        return escaped(text, UNRESERVED).replace(' ', '+');
    }

    /**
     * A URL below another one, whose query stays.
     *
     * @param directory with a slash at the end of its path
     * @param path escaped
     */
    public static String below(String directory, String path) {
        int end = 0;
        while (end < directory.length() && "?#".indexOf(directory.charAt(end)) < 0) {
            end++;
        }
        return directory.substring(0, end) + path + directory.substring(end);
    }

    private static String escaped(String text, String kept) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isAlphanumeric(c) || c == ' ' || kept.indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append("%%%02X".formatted(b & 0xFF));
            }
        }
        return escaped.toString();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
