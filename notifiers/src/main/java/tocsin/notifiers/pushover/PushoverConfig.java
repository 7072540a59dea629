package tocsin.notifiers.pushover;

import java.time.Duration;
import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;

/**
 * One entry of {@code pushover_configs}.
 *
 * @param userKey a secret, and a template
 * @param token likewise
 * @param retry how often an emergency is repeated
 * @param expire for how long
 * @param ttl after which the message is deleted; zero means never
 * @param html whether the message is HTML, so that its template is rendered as such; excludes {@code monospace}
 * @param http its own {@code http_config} or the whole global one
 */
public record PushoverConfig(
        SecretSource userKey,
        SecretSource token,
        PushoverTexts texts,
        Duration retry,
        Duration expire,
        Duration ttl,
        boolean html,
        boolean monospace,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public PushoverConfig {
        Objects.requireNonNull(userKey, "userKey");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(texts, "texts");
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(expire, "expire");
        Objects.requireNonNull(ttl, "ttl");
        Objects.requireNonNull(http, "http");
    }
}
