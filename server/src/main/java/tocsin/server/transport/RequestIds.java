package tocsin.server.transport;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id, by which its answer and its lines in the log are found. One that the client sends is kept, when
 * it can stand in a log.
 */
final class RequestIds {
    static final String HEADER = "X-Request-Id";
    private static final int LONGEST = 128;
    private static final int PREFIX_BYTES = 6;

    /** Tells apart what different processes count. */
    private final String prefix;

    private long count;

    RequestIds() {
        byte[] random = new byte[PREFIX_BYTES];
        new SecureRandom().nextBytes(random);
        prefix = HexFormat.of().formatHex(random) + "-";
    }

    /** @param sent by the client; null when it sends none */
    String of(@Nullable String sent) {
        return sent != null && isSafe(sent) ? sent : prefix + ++count;
    }

    private static boolean isSafe(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean safe = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '-'
                    || c == '_'
                    || c == '.';
            if (!safe) {
                return false;
            }
        }
        return true;
    }
}
