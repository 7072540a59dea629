package tocsin.notifiers.sns;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tocsin.config.IntegrationConfig;
import tocsin.http.HttpClientConfig;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code sns_configs}. Exactly one of topic, phone number and target is not empty.
 *
 * @param apiUrl a template; empty means the service's own of the region
 * @param attributes templates, the names too; in source order
 * @param useAwsHttpClient accepted for compatibility, without a meaning of its own here
 * @param http its own {@code http_config} or the whole global one
 */
public record SnsConfig(
        FieldText apiUrl,
        Sigv4Config sigv4,
        FieldText topicArn,
        FieldText phoneNumber,
        FieldText targetArn,
        FieldText subject,
        FieldText message,
        Map<String, FieldText> attributes,
        boolean useAwsHttpClient,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public SnsConfig {
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(sigv4, "sigv4");
        Objects.requireNonNull(topicArn, "topicArn");
        Objects.requireNonNull(phoneNumber, "phoneNumber");
        Objects.requireNonNull(targetArn, "targetArn");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(message, "message");
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        Objects.requireNonNull(http, "http");
    }
}
