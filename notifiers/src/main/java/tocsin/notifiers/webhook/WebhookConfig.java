package tocsin.notifiers.webhook;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.config.YamlNode;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;

/**
 * One entry of {@code webhook_configs}.
 *
 * @param url a secret, and a template
 * @param maxAlerts how many alerts are sent at most; 0 means all
 * @param timeout of one attempt; zero means none of its own
 * @param payload replaces the body of version 4; null means that one
 * @param signature the secrets with which requests are signed, see {@link SigningKeys}; null means that they are not
 * @param http its own {@code http_config} or the whole global one
 */
public record WebhookConfig(
        SecretSource url,
        long maxAlerts,
        Duration timeout,
        @Nullable YamlNode payload,
        @Nullable SecretSource signature,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {

    public WebhookConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(http, "http");
    }
}
