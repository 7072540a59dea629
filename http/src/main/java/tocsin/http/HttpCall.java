package tocsin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param secrets elsewhere in the call, e.g. in a header: no message shows them, also when the answer quotes them
 */
public record HttpCall(
        HttpMethod method,
        String url,
        Map<String, String> headers,
        Buffer body,
        Duration timeout,
        long maxBodyBytes,
        boolean secretUrl,
        List<Secret> secrets) {

    /** No exchange takes longer than this. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final long DEFAULT_MAX_BODY_BYTES = 1 << 20;

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(timeout, "timeout");
        headers = Map.copyOf(headers);
        secrets = List.copyOf(secrets);
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("negative timeout " + timeout);
        }
    }

    /** A request without headers, without own timeout, that accepts an answer of 1 MiB. */
    public static HttpCall of(HttpMethod method, String url, Buffer body) {
        return new HttpCall(method, url, Map.of(), body, Duration.ZERO, DEFAULT_MAX_BODY_BYTES, false, List.of());
    }

    /** A GET, else as {@link #of}. */
    public static HttpCall get(String url) {
        return of(HttpMethod.GET, url, Buffer.buffer());
    }

    /** A POST, else as {@link #of}. */
    public static HttpCall post(String url, String contentType, Buffer body) {
        return of(HttpMethod.POST, url, body).withHeader("Content-Type", contentType);
    }

    public HttpCall withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, url, more, body, timeout, maxBodyBytes, secretUrl, secrets);
    }

    public HttpCall withTimeout(Duration other) {
        return new HttpCall(method, url, headers, body, other, maxBodyBytes, secretUrl, secrets);
    }

    public HttpCall withMaxBodyBytes(long other) {
        return new HttpCall(method, url, headers, body, timeout, other, secretUrl, secrets);
    }

    public HttpCall withSecretUrl() {
        return new HttpCall(method, url, headers, body, timeout, maxBodyBytes, true, secrets);
    }

    /** With a secret in it, which its answer may quote. */
    public HttpCall withSecret(String secret) {
        List<Secret> more = new ArrayList<>(secrets);
        more.add(new Secret(secret));
        return new HttpCall(method, url, headers, body, timeout, maxBodyBytes, secretUrl, more);
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
