package tocsin.notifiers.discord;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code discord_configs}.
 *
 * @param webhookUrl a secret
 * @param username as it is written, no template; empty means that of the webhook
 * @param avatarUrl likewise
 * @param http its own {@code http_config} or the whole global one
 */
public record DiscordConfig(
        SecretSource webhookUrl,
        FieldText content,
        FieldText title,
        FieldText message,
        String username,
        String avatarUrl,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public DiscordConfig {
        Objects.requireNonNull(webhookUrl, "webhookUrl");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(avatarUrl, "avatarUrl");
        Objects.requireNonNull(http, "http");
    }
}
