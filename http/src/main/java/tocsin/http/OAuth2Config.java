package tocsin.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code oauth2}: how to get a token.
 *
 * @param clientSecret for client credentials
 * @param assertion for the JWT bearer grant; null means client credentials
 * @param tokenUrl absolute http or https URL
 * @param endpointParams more parameters of the token request
 */
public record OAuth2Config(
        String clientId,
        @Nullable SecretSource clientSecret,
        @Nullable JwtAssertion assertion,
        String tokenUrl,
        List<String> scopes,
        Map<String, String> endpointParams,
        TlsConfig tls,
        ProxyConfig proxy) {

    /** The other grant than client credentials. */
    public static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    public OAuth2Config {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(tokenUrl, "tokenUrl");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(proxy, "proxy");
        scopes = List.copyOf(scopes);
        endpointParams = Map.copyOf(endpointParams);
    }

    /**
     * What the grant {@code urn:ietf:params:oauth:grant-type:jwt-bearer} signs.
     *
     * @param key private RSA key, PKCS#8 PEM
     * @param keyId the header {@code kid}; empty when there is none
     * @param algorithm {@code RS256}, {@code RS384} or {@code RS512}
     * @param issuer empty means the client id
     * @param audience empty means the token URL
     * @param claims more private claims; values are JSON texts
     */
    public record JwtAssertion(
            SecretSource key,
            String keyId,
            String algorithm,
            String issuer,
            String audience,
            Map<String, String> claims) {
        public JwtAssertion {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(keyId, "keyId");
            Objects.requireNonNull(algorithm, "algorithm");
            Objects.requireNonNull(issuer, "issuer");
            Objects.requireNonNull(audience, "audience");
            claims = Map.copyOf(claims);
        }
    }
}
