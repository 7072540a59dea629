package tocsin.notifiers.http;

import java.io.IOException;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretFiles;
import tocsin.http.SecretSource;

/** The token with which a service knows us, where it stands in the {@code authorization} of an {@code http_config}. */
public final class BearerToken {
    private BearerToken() {}

    /**
     * Blocks.
     *
     * @param service for messages
     * @throws Undelivered when an authorization has no token: the service would only say that we are nobody
     */
    public static void require(HttpClientConfig http, String service) throws IOException {
        Authorization authorization = http.authorization();
        if (authorization != null) {
            SecretSource token = authorization.credentials();
            Undelivered.unlessEmpty(token == null ? "" : SecretFiles.read(token), "the token for " + service);
        }
    }
}
