package tocsin.notifiers.jira;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.config.IntegrationConfig;
import tocsin.config.YamlMapping;
import tocsin.http.HttpClientConfig;
import tocsin.notifiers.entry.FieldText;

/**
 * One entry of {@code jira_configs}.
 *
 * @param apiUrl with the whole path of the API
 * @param apiType {@code auto}, {@code cloud} or {@code datacenter}
 * @param fields a structure of templates; null when there is none
 * @param resolveTransition the name of a transition; empty means none
 * @param reopenTransition likewise
 * @param wontFixResolution issues with this resolution are never reopened; empty means none
 * @param reopenDuration how old a closed issue may be that is reopened
 * @param http its own {@code http_config} or the whole global one
 */
public record JiraConfig(
        String apiUrl,
        String apiType,
        FieldText project,
        FieldText issueType,
        JiraField summary,
        JiraField description,
        List<FieldText> labels,
        FieldText priority,
        @Nullable YamlMapping fields,
        String resolveTransition,
        String reopenTransition,
        String wontFixResolution,
        Duration reopenDuration,
        HttpClientConfig http,
        boolean sendResolved)
        implements IntegrationConfig {
    public JiraConfig {
        Objects.requireNonNull(apiUrl, "apiUrl");
        Objects.requireNonNull(apiType, "apiType");
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(issueType, "issueType");
        Objects.requireNonNull(summary, "summary");
        Objects.requireNonNull(description, "description");
        labels = List.copyOf(labels);
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(resolveTransition, "resolveTransition");
        Objects.requireNonNull(reopenTransition, "reopenTransition");
        Objects.requireNonNull(wontFixResolution, "wontFixResolution");
        Objects.requireNonNull(reopenDuration, "reopenDuration");
        Objects.requireNonNull(http, "http");
    }
}
