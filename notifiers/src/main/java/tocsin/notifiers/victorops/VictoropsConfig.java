package tocsin.notifiers.victorops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code victorops_configs}.
 *
 * @param apiKey a secret
 * @param apiUrl with a slash at the end of its path
 * @param customFields in source order; none has the name of a fixed one
 * @param http its own {@code http_config} or the whole global one
 */
public record VictoropsConfig(
        SecretSource apiKey,
        String apiUrl,
        FieldText routingKey,
        FieldText messageType,
        FieldText stateMessage,
        FieldText entityDisplayName,
        FieldText monitoringTool,
        Map<String, FieldText> customFields,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public VictoropsConfig {
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(routingKey, "routingKey");
        Objects.requireNonNull(messageType, "messageType");
        Objects.requireNonNull(stateMessage, "stateMessage");
        Objects.requireNonNull(entityDisplayName, "entityDisplayName");
        Objects.requireNonNull(monitoringTool, "monitoringTool");
        customFields = Collections.unmodifiableMap(new LinkedHashMap<>(customFields));
        Objects.requireNonNull(http, "http");
    }
}
