package tocsin.notifiers.webhook;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys with which a webhook's requests are signed. Each makes a signature of its own, so that a receiver may know the old one
 * or the new one while they are changed. Immutable; any thread.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class SigningKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_BYTES = 16;

    private final List<SecretKeySpec> keys;

    private SigningKeys(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Reads one or more secrets with white space between them. The prefix is required: receivers' libraries decode what follows
     * it as base64, also when it is missing, where others take the text as it is.
     *
     * @throws IllegalArgumentException with what to write instead; does not quote a secret
     */
    static SigningKeys parse(String text) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String secret : text.strip().split("\\s+", -1)) {
            keys.add(new SecretKeySpec(decoded(secret), ALGORITHM));
        }
        return new SigningKeys(keys);
    }

    private static byte[] decoded(String secret) {
        byte[] key = secret.startsWith(PREFIX) ? base64(secret.substring(PREFIX.length())) : null;
        if (key == null || key.length < SHORTEST_BYTES) {
            throw new IllegalArgumentException(
                    "a signing secret is `%s` and at least %d bytes in base64; make one with `echo %1$s$(openssl rand -base64 32)`"
                            .formatted(PREFIX, SHORTEST_BYTES));
        }
        return key;
    }

    private static byte @Nullable [] base64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    /** The value of {@code webhook-signature}. */
    String signatures(String id, String timestamp, Buffer body) {
        Objects.requireNonNull(body, "body");
        byte[] head = (id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, head, body.getBytes())))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] head, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
