package tocsin.http;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code http_config}: how to speak to a server. At most one of the three kinds of credentials is set. */
public record HttpClientConfig(
        @Nullable BasicAuth basicAuth,
        @Nullable Authorization authorization,
        @Nullable OAuth2Config oauth2,
        TlsConfig tls,
        boolean followRedirects,
        boolean enableHttp2,
        ProxyConfig proxy,
        List<ConfiguredHeader> headers) {

    /** What an absent {@code http_config} means. */
    public static final HttpClientConfig DEFAULT =
            new HttpClientConfig(null, null, null, TlsConfig.SYSTEM, true, true, ProxyConfig.DIRECT, List.of());

    public HttpClientConfig {
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(proxy, "proxy");
        headers = List.copyOf(headers);
        int kinds = (basicAuth == null ? 0 : 1) + (authorization == null ? 0 : 1) + (oauth2 == null ? 0 : 1);
        if (kinds > 1) {
            throw new IllegalArgumentException("at most one of basic_auth, authorization, oauth2");
        }
    }

    public HttpClientConfig withBasicAuth(BasicAuth auth) {
        return new HttpClientConfig(auth, null, null, tls, followRedirects, enableHttp2, proxy, headers);
    }

    public HttpClientConfig withAuthorization(Authorization auth) {
        return new HttpClientConfig(null, auth, null, tls, followRedirects, enableHttp2, proxy, headers);
    }

    public HttpClientConfig withOAuth2(OAuth2Config auth) {
        return new HttpClientConfig(null, null, auth, tls, followRedirects, enableHttp2, proxy, headers);
    }

    public HttpClientConfig withTls(TlsConfig other) {
        return new HttpClientConfig(
                basicAuth, authorization, oauth2, other, followRedirects, enableHttp2, proxy, headers);
    }

    public HttpClientConfig withFollowRedirects(boolean follow) {
        return new HttpClientConfig(basicAuth, authorization, oauth2, tls, follow, enableHttp2, proxy, headers);
    }

    public HttpClientConfig withEnableHttp2(boolean enable) {
        return new HttpClientConfig(basicAuth, authorization, oauth2, tls, followRedirects, enable, proxy, headers);
    }

    public HttpClientConfig withProxy(ProxyConfig other) {
        return new HttpClientConfig(
                basicAuth, authorization, oauth2, tls, followRedirects, enableHttp2, other, headers);
    }

    public HttpClientConfig withHeaders(List<ConfiguredHeader> other) {
        return new HttpClientConfig(basicAuth, authorization, oauth2, tls, followRedirects, enableHttp2, proxy, other);
    }
}
