package tocsin.notifiers.http;

import java.io.IOException;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretFiles;

/** The token with which a service knows us, where it stands in the {@code authorization} of an {@code http_config}. */
public final class BearerToken {
    private BearerToken() {}

    /**
     * The token; empty when there is no authorization. Blocks.
     *
     * @param service for messages
     * @throws Undelivered when an authorization has no token: the service would only say that we are nobody
     */
    public static String read(HttpClientConfig http, String service) throws IOException {
        Authorization authorization = http.authorization();
        if (authorization == null) {
            return "";
        }
        String token = Undelivered.unlessEmpty(
                authorization.credentials() == null ? "" : SecretFiles.read(authorization.credentials()),
                "the token for %s".formatted(service));
        return token;
    }
}
