package tocsin.notifiers.msteamsv2;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code msteamsv2_configs}.
 *
 * @param webhookUrl a secret
 * @param http its own {@code http_config}, with the global {@code proxy_url} when it names none, or the whole global one
 */
public record Msteamsv2Config(
        SecretSource webhookUrl, FieldText title, FieldText text, HttpClientConfig http, boolean sendResolved)
        implements IntegrationConfig {
    public Msteamsv2Config {
        Objects.requireNonNull(webhookUrl, "webhookUrl");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(http, "http");
    }
}
