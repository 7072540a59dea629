package tocsin.notifiers.sns;

import java.util.Objects;
import tocsin.http.Secret;

/**
 * How requests to AWS are signed; what is empty comes from the environment as AWS' own tools have it.
 *
 * @param accessKey empty exactly when the secret key is
 * @param externalId only with a role
 */
public record Sigv4Config(
        String region,
        String accessKey,
        Secret secretKey,
        String profile,
        String roleArn,
        String externalId,
        boolean useFipsStsEndpoint) {
    /** All from the environment. */
    static final Sigv4Config ENVIRONMENT = new Sigv4Config("", "", new Secret(""), "", "", "", false);

    public Sigv4Config {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(accessKey, "accessKey");
        Objects.requireNonNull(secretKey, "secretKey");
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(roleArn, "roleArn");
        Objects.requireNonNull(externalId, "externalId");
    }
}
