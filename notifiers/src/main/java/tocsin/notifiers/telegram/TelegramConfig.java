package tocsin.notifiers.telegram;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code telegram_configs}.
 *
 * @param botToken a secret
 * @param messageThreadId of a topic in the chat; 0 means none
 * @param parseMode {@code HTML}, in which the message is rendered as such, {@code Markdown}, {@code MarkdownV2} or empty
 * @param disableNotifications whether messages arrive without a sound
 * @param http its own {@code http_config} or the whole global one
 */
public record TelegramConfig(
        String apiUrl,
        SecretSource botToken,
        TelegramChat chat,
        long messageThreadId,
        FieldText message,
        boolean disableNotifications,
        String parseMode,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public TelegramConfig {
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(botToken, "botToken");
        Objects.requireNonNull(chat, "chat");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(parseMode, "parseMode");
        Objects.requireNonNull(http, "http");
    }
}
