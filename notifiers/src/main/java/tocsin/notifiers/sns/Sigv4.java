package tocsin.notifiers.sns;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tocsin.http.HttpCall;
import tocsin.http.HttpUrl;
import tocsin.notifiers.UrlText;

/**
 * Signs requests in AWS' way, version 4: of URLs without a query, all headers of the request and the host.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html">the steps</a>
 */
final class Sigv4 {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 8;
    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("http", 80, "https", 443);

    private final String region;
    private final String service;

    Sigv4(String region, String service) {
        this.region = region;
        this.service = service;
    }

    /** The request with its signature, which holds for some minutes. */
    HttpCall signed(HttpCall call, AwsCredentials credentials, Instant now) {
        String time = TIME.format(now);
        HttpCall dated = call.withHeader("X-Amz-Date", time);
        String token = credentials.sessionToken().reveal();
        HttpCall complete = token.isEmpty()
                ? dated
                : dated.withHeader("X-Amz-Security-Token", token).withSecret(token);
        HttpUrl url = HttpUrl.parse(call.url());
        Map<String, String> headers = canonical(complete.headers(), url);
        String names = String.join(";", headers.keySet());
        String scope = String.join("/", time.substring(0, DATE_LENGTH), region, service, "aws4_request");
        String request =
                String.join("\n", call.method().name(), path(url), "", lines(headers), names, hash(call.body()));
        String toSign = String.join("\n", ALGORITHM, time, scope, hash(Buffer.buffer(request)));
        String signature = HexFormat.of().formatHex(hmac(key(credentials, scope), toSign));
        // AWS quotes a request whose signature it does not accept.
        return complete.withHeader(
                        "Authorization",
                        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                                .formatted(ALGORITHM, credentials.accessKey(), scope, names, signature))
                .withSecret(credentials.secretKey().reveal());
    }

    private static Map<String, String> canonical(Map<String, String> headers, HttpUrl url) {
        Map<String, String> canonical = new TreeMap<>();
        headers.forEach((name, value) ->
                canonical.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
        canonical.put("host", host(url));
        return canonical;
    }

    /** As it is sent: with a port that the scheme does not tell. */
    private static String host(HttpUrl url) {
        String name = url.host().contains(":") ? '[' + url.host() + ']' : url.host();
        return url.port() == DEFAULT_PORTS.getOrDefault(url.scheme(), 0) ? name : name + ':' + url.port();
    }

    /** Escaped once more than it is sent. */
    private static String path(HttpUrl url) {
        return Stream.of(url.pathAndQuery().split("/", -1)).map(UrlText::query).collect(Collectors.joining("/"));
    }

    private static String lines(Map<String, String> headers) {
        return headers.entrySet().stream()
                .map(header -> header.getKey() + ':' + header.getValue() + '\n')
                .collect(Collectors.joining());
    }

    private static byte[] key(AwsCredentials credentials, String scope) {
        byte[] key = ("AWS4" + credentials.secretKey().reveal()).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String hash(Buffer bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.getBytes()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
