package tocsin.notifiers;

import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;

/** Bodies whose size as a whole is limited, whatever escaping makes of their texts. */
public final class FittingBody {
    private FittingBody() {}

    /**
     * The body with the longest text that fits.
     *
     * @param body with at most so many code points of the text that may be cut; grows with them
     * @param longest of that text
     * @param bytes of the body; with no such text at all it fits
     */
    public static Buffer of(IntFunction<Buffer> body, int longest, int bytes) {
        Buffer whole = body.apply(longest);
        if (whole.length() <= bytes) {
            return whole;
        }
        int fits = 0;
        int tooLong = longest;
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            if (body.apply(middle).length() <= bytes) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return body.apply(fits);
    }
}
