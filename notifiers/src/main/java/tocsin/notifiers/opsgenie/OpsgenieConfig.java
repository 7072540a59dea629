package tocsin.notifiers.opsgenie;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code opsgenie_configs}.
 *
 * @param apiKey a secret, and a template
 * @param apiUrl with a slash at the end of its path
 * @param details added to the common labels, in source order
 * @param updateAlerts whether message and description of an open alert are updated
 * @param http its own {@code http_config} or the whole global one
 */
public record OpsgenieConfig(
        SecretSource apiKey,
        String apiUrl,
        OpsgenieTexts texts,
        Map<String, FieldText> details,
        List<OpsgenieResponder> responders,
        boolean updateAlerts,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public OpsgenieConfig {
        Objects.requireNonNull(apiKey, "apiKey");
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(texts, "texts");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        responders = List.copyOf(responders);
        Objects.requireNonNull(http, "http");
    }
}
