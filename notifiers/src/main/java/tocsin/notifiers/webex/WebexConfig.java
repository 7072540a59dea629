package tocsin.notifiers.webex;

import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code webex_configs}.
 *
 * @param http its own {@code http_config}, which has an authorization
 */
public record WebexConfig(
        String apiUrl, FieldText roomId, FieldText message, HttpClientConfig http, boolean sendResolved)
        implements IntegrationConfig {
    public WebexConfig {
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(roomId, "roomId");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(http, "http");
    }
}
