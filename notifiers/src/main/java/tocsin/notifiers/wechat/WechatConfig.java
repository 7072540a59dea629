package tocsin.notifiers.wechat;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code wechat_configs}.
 *
 * @param apiSecret a secret, and a template
 * @param apiUrl with a slash at the end of its path
 * @param messageType {@code text} or {@code markdown}
 * @param http its own {@code http_config} or the whole global one
 */
public record WechatConfig(
        SecretSource apiSecret,
        FieldText corpId,
        String apiUrl,
        FieldText message,
        FieldText toUser,
        FieldText toParty,
        FieldText toTag,
        FieldText agentId,
        String messageType,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public WechatConfig {
        Objects.requireNonNull(apiSecret, "apiSecret");
        Objects.requireNonNull(corpId, "corpId");
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(toUser, "toUser");
        Objects.requireNonNull(toParty, "toParty");
        Objects.requireNonNull(toTag, "toTag");
        Objects.requireNonNull(agentId, "agentId");
        Objects.requireNonNull(messageType, "messageType");
        Objects.requireNonNull(http, "http");
    }
}
