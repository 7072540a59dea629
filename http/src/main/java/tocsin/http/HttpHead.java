package tocsin.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer.
 *
 * @param headers names in any case; not to be changed
 * @param hidden of the request, which the answer may quote: no message may show them
 */
public record HttpHead(int status, MultiMap headers, HiddenWords hidden) {
    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public boolean successful() {
        return status / 100 == 2;
    }
}
