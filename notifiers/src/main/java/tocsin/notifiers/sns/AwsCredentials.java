package tocsin.notifiers.sns;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.http.Secret;

/**
 * What requests to AWS are signed with.
 *
 * @param sessionToken empty for keys that stay valid
 * @param expires null when they stay valid
 */
record AwsCredentials(
        String accessKey,
        Secret secretKey,
        Secret sessionToken,
        @Nullable Instant expires) {
    /** Before the end new ones are asked for, so that none expire on their way. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    AwsCredentials {
        Objects.requireNonNull(accessKey, "accessKey");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(sessionToken, "sessionToken");
    }

    boolean isFresh(Instant now) {
        return expires == null || now.isBefore(expires.minus(MARGIN));
    }
}
