package tocsin.notifiers.email;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.http.SecretSource;

/**
 * Who the mail server knows us as.
 *
 * @param username empty means without authentication
 * @param password for PLAIN and LOGIN; null when there is none
 * @param secret for CRAM-MD5; of a file with the white space around it; null when there is none
 * @param identity for PLAIN; usually empty
 */
public record EmailAuth(
        String username,
        @Nullable SecretSource password,
        @Nullable SecretSource secret,
        String identity) {
    public EmailAuth {
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(identity, "identity");
    }
}
