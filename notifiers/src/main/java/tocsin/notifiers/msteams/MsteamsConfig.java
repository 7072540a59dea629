package tocsin.notifiers.msteams;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code msteams_configs}.
 *
 * @param webhookUrl a secret
 * @param http its own {@code http_config} or the whole global one
 */
public record MsteamsConfig(
        SecretSource webhookUrl,
        FieldText title,
        FieldText summary,
        FieldText text,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public MsteamsConfig {
        Objects.requireNonNull(webhookUrl, "webhookUrl");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(http, "http");
    }
}
