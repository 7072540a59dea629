package tocsin.notifiers.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.text;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.YamlMapping;
import tocsin.http.HttpClientConfig;
import tocsin.notifiers.KindReading;

class JiraKindTest {
    private final KindReading kind = new KindReading(JiraKind::with);

    private JiraConfig accepted(String entry, String global) {
        return kind.accepted(JiraConfig.class, entry, global);
    }

    private static final String MINIMAL = "api_url: 'http://h', project: P, issue_type: Bug";

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{" + MINIMAL + "}", "{}"))
                .isEqualTo(new JiraConfig(
                        "http://h",
                        "auto",
                        text("project", "P"),
                        text("issue_type", "Bug"),
                        new JiraField(called("summary", "jira.default.summary"), true),
                        new JiraField(called("description", "jira.default.description"), true),
                        List.of(),
                        called("priority", "jira.default.priority"),
                        null,
                        "",
                        "",
                        "",
                        Duration.ZERO,
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        JiraConfig config = accepted("""
                api_url: http://h/rest/api/3
                api_type: cloud
                project: '{{ .CommonLabels.project }}'
                issue_type: Bug
                summary: {template: s, enable_update: false}
                description: d
                labels: [a, '{{ .Status }}']
                priority: p
                fields: {components: [{name: '{{ .Status }}'}], 'customfield_1': 5}
                resolve_transition: Done
                reopen_transition: Reopen
                wont_fix_resolution: Never
                reopen_duration: 1d
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "http_config: {enable_http2: false}");

        assertThat(config.apiType()).isEqualTo("cloud");
        assertThat(config.summary().template().text()).isEqualTo("s");
        assertThat(config.summary().enableUpdate()).isFalse();
        assertThat(config.description().template().text()).isEqualTo("d");
        assertThat(config.description().enableUpdate()).isTrue();
        assertThat(config.labels()).containsExactly(text("labels", "a"), text("labels", "{{ .Status }}"));
        assertThat(Objects.requireNonNull(config.fields()).entries()).containsOnlyKeys("components", "customfield_1");
        assertThat(List.of(config.resolveTransition(), config.reopenTransition(), config.wontFixResolution()))
                .containsExactly("Done", "Reopen", "Never");
        assertThat(config.reopenDuration()).isEqualTo(Duration.ofDays(1));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false));
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void a_mapping_without_template_keeps_the_default_and_a_null_is_empty() {
        JiraConfig config = accepted("{" + MINIMAL + ", summary: {enable_update: no}, description: }", "{}");

        assertThat(config.summary()).isEqualTo(new JiraField(called("summary", "jira.default.summary"), false));
        assertThat(config.description().template().text()).isEmpty();
    }

    @Test
    void the_names_of_fields_are_texts_and_only_keys_below_them_may_be_left_out() {
        assertThat(accepted("{" + MINIMAL + ", fields: {5: a, yes: {b: c}}}", "{}")
                        .fields())
                .extracting(YamlMapping::entries, InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("5", "yes");
        assertThat(kind.read("{" + MINIMAL + ", fields: {a: {5: b}}}", "{}").messages())
                .singleElement()
                .asString()
                .contains("warning: `fields`: the key `5` is left out of the JSON");
    }

    @Test
    void inherits_url_and_http_config() {
        JiraConfig config = accepted(
                "{project: P, issue_type: Bug}", "{jira_api_url: 'http://g', http_config: {enable_http2: false}}");

        assertThat(config.apiUrl()).isEqualTo("http://g");
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {project: P, issue_type: Bug}                               | {} | 1:1: no URL: write `api_url` here or `jira_api_url` under `global`
        {api_url: 'http://h', issue_type: Bug}                      | {} | 1:1: missing `project`
        {api_url: 'http://h', project: P}                           | {} | 1:1: missing `issue_type`
        {api_url: 'http://h', project: P, issue_type: B, api_type: server} | {} | 1:60: `api_type`: unknown `server`; write one of auto, cloud, datacenter
        {api_url: 'http://h', project: P, issue_type: B, api_type: ''} | {} | 1:60: `api_type`: unknown ``; write one of auto
        {api_url: 'http://h', project: P, issue_type: B, summary: {text: a}} | {} | 1:60: unknown key `text`
        {api_url: 'http://h', project: P, issue_type: B, summary: [a]} | {} | 1:59: `summary` takes one value, found a list
        {api_url: 'http://h', project: P, issue_type: B, labels: a} | {} | 1:58: `labels` takes a list, found a single value
        {api_url: 'http://h', project: P, issue_type: B, labels: ['{{ a']} | {} | 1:59: `labels`: template: :1:
        {api_url: 'http://h', project: P, issue_type: B, fields: a} | {} | 1:58: `fields` takes a mapping, found a single value
        {api_url: 'http://h', project: P, issue_type: B, fields: {a: ['{{ b']}} | {} | 1:63: `fields`: template: :1:
        {api_url: 'http://h', project: P, issue_type: B, reopen_duration: 1.5h} | {} | 1:67: `reopen_duration`: not a valid duration string
        {api_url: 'http://h', project: P, issue_type: B, priorty: a} | {} | 1:50: unknown key `priorty`; did you mean `priority`?
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
