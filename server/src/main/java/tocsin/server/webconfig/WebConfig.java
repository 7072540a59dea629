package tocsin.server.webconfig;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the file says. Shows no secret.
 *
 * @param tls null means plain HTTP
 * @param http2 with TLS only
 * @param headers added to every answer, in the order of the file
 * @param users by name; empty means that nobody is asked for a password
 * @param rateLimit null means none
 */
record WebConfig(
        @Nullable TlsSettings tls,
        boolean http2,
        Map<String, String> headers,
        Map<String, PasswordHash> users,
        @Nullable RateLimit rateLimit) {
    static final WebConfig EMPTY = new WebConfig(null, true, Map.of(), Map.of(), null);

    /**
     * One request for each interval, and so many at once after a pause.
     *
     * @param interval longer than zero
     * @param burst at least one
     */
    record RateLimit(Duration interval, int burst) {
        RateLimit {
            if (interval.isNegative() || interval.isZero() || burst < 1) {
                throw new IllegalArgumentException(
                        "a rate limit of %s and %d lets nothing pass".formatted(interval, burst));
            }
        }
    }

    WebConfig {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
    }
}
