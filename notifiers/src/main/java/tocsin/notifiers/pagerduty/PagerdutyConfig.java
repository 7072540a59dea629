package tocsin.notifiers.pagerduty;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.config.YamlMapping;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;

/**
 * One entry of {@code pagerduty_configs}. At least one of the keys is there; with both, the service key counts.
 *
 * @param routingKey of version 2, a secret and a template; null when there is none
 * @param serviceKey of version 1, likewise
 * @param url of version 2
 * @param details a structure of templates, with upstream's four defaults
 * @param timeout of one attempt; zero means none of its own
 * @param http its own {@code http_config} or the whole global one
 */
public record PagerdutyConfig(
        @Nullable SecretSource routingKey,
        @Nullable SecretSource serviceKey,
        String url,
        PagerdutyTexts texts,
        YamlMapping details,
        List<PagerdutyImage> images,
        List<PagerdutyLink> links,
        Duration timeout,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public PagerdutyConfig {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(texts, "texts");
        Objects.requireNonNull(details, "details");
        images = List.copyOf(images);
        links = List.copyOf(links);
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(http, "http");
    }
}
