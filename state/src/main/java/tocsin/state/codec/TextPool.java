package tocsin.state.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short texts that come again and again, such as label names: a hundred thousand restored alerts would otherwise hold a
 * million strings of a dozen contents. A slot for each hash; a newcomer takes the slot over, so it stays as small as it
 * is. Not thread-safe.
 */
public final class TextPool {
    private static final int SLOTS = 4096;
    private static final int LONGEST = 64;

    private final @Nullable String @Nullable [] texts;
    private final byte @Nullable [] @Nullable [] encoded;

    private TextPool(int slots) {
        texts = slots == 0 ? null : new String[slots];
        encoded = slots == 0 ? null : new byte[slots][];
    }

    public static TextPool create() {
        return new TextPool(SLOTS);
    }

    /** Shares nothing. */
    public static TextPool none() {
        return new TextPool(0);
    }

    String text(byte[] bytes, int from, int length) {
        if (texts == null || encoded == null || length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int slot = slot(bytes, from, length);
        String known = texts[slot];
        byte[] of = encoded[slot];
        if (known != null && of != null && Arrays.equals(of, 0, of.length, bytes, from, from + length)) {
            return known;
        }
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        texts[slot] = text;
        encoded[slot] = Arrays.copyOfRange(bytes, from, from + length);
        return text;
    }

    private static int slot(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return (hash ^ (hash >>> 15)) & (SLOTS - 1);
    }
}
