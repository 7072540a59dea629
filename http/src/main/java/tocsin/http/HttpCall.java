package tocsin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One request to make.
 *
 * @param headers of this request; win over what the {@code http_config} says
 * @param body empty when there is none
 * @param timeout bounds the whole exchange: connect, TLS, token, redirects, answer to its end; zero means
 *     {@link #LONGEST}
 * @param maxBodyBytes how much of the answer, decompressed, is accepted
 * @param secretUrl the URL itself is a secret: messages show {@code <redacted>}
 */
public record HttpCall(
        HttpMethod method,
        String url,
        Map<String, String> headers,
        Buffer body,
        Duration timeout,
        long maxBodyBytes,
        boolean secretUrl) {

    /** No exchange takes longer than this. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final long DEFAULT_MAX_BODY_BYTES = 1 << 20;

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(timeout, "timeout");
        headers = Map.copyOf(headers);
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("negative timeout " + timeout);
        }
    }

    /** A GET without headers, without own timeout, that accepts an answer of 1 MiB. */
    public static HttpCall get(String url) {
        return new HttpCall(
                HttpMethod.GET, url, Map.of(), Buffer.buffer(), Duration.ZERO, DEFAULT_MAX_BODY_BYTES, false);
    }

    /** A POST, else as {@link #get}. */
    public static HttpCall post(String url, String contentType, Buffer body) {
        return new HttpCall(
                HttpMethod.POST,
                url,
                Map.of("Content-Type", contentType),
                body,
                Duration.ZERO,
                DEFAULT_MAX_BODY_BYTES,
                false);
    }

    public HttpCall withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, url, more, body, timeout, maxBodyBytes, secretUrl);
    }

    public HttpCall withTimeout(Duration other) {
        return new HttpCall(method, url, headers, body, other, maxBodyBytes, secretUrl);
    }

    public HttpCall withMaxBodyBytes(long other) {
        return new HttpCall(method, url, headers, body, timeout, other, secretUrl);
    }

    public HttpCall withSecretUrl() {
        return new HttpCall(method, url, headers, body, timeout, maxBodyBytes, true);
    }

    Duration effectiveTimeout() {
        return timeout.isZero() || timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }

    /** The request as messages show it. */
    @Override
    public String toString() {
        return method + " " + SafeUrl.of(url, secretUrl);
    }
}
