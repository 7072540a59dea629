package tocsin.http;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer.
 *
 * @param headers names in any case; not to be changed
 */
public record HttpHead(int status, MultiMap headers) {
    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    public boolean successful() {
        return status / 100 == 2;
    }
}
