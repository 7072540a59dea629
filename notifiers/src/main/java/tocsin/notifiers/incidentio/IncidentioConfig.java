package tocsin.notifiers.incidentio;

import java.time.Duration;
import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;

/**
 * One entry of {@code incidentio_configs}.
 *
 * @param url of the alert source; shown nowhere, for it may stand in a file of secrets
 * @param maxAlerts how many alerts are sent at most; 0 means all
 * @param timeout of one attempt; zero means none of its own
 * @param http its own {@code http_config} or the whole global one, with the {@code alert_source_token} as authorization
 */
public record IncidentioConfig(
        SecretSource url, long maxAlerts, Duration timeout, HttpClientConfig http, boolean sendResolved)
        implements IntegrationConfig {
    public IncidentioConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(http, "http");
    }
}
