package tocsin.notifiers.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;

class OpsgenieKindTest {
    private final KindReading kind = new KindReading(OpsgenieKind::with);

    private OpsgenieConfig accepted(String entry, String global) {
        return kind.accepted(OpsgenieConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("api_key: k", "{}"))
                .isEqualTo(new OpsgenieConfig(
                        SecretSource.inline("k"),
                        "https://api.opsgenie.com/",
                        new OpsgenieTexts(
                                called("message", "opsgenie.default.message"),
                                called("description", "opsgenie.default.description"),
                                called("source", "opsgenie.default.source"),
                                text("entity", ""),
                                text("tags", ""),
                                text("actions", ""),
                                text("note", ""),
                                text("priority", "")),
                        Map.of(),
                        List.of(),
                        false,
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        OpsgenieConfig config = accepted("""
                api_key_file: k
                api_url: http://h/x?y
                message: m
                description: d
                source: s
                entity: e
                tags: 't,{{ .Status }}'
                actions: a
                note: n
                priority: P1
                details: {b: '1', a: , c: 5}
                responders:
                - {id: i, type: Team}
                - {name: 'a,b', type: teams}
                - {username: u, type: '{{ .CommonLabels.kind | toLower }}'}
                update_alerts: yes
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "{}");

        assertThat(config.apiKey()).isEqualTo(file("k"));
        assertThat(config.apiUrl()).isEqualTo("http://h/x/?y");
        assertThat(config.texts().tags()).isEqualTo(text("tags", "t,{{ .Status }}"));
        assertThat(config.texts().priority()).isEqualTo(text("priority", "P1"));
        assertThat(config.details().values())
                .containsExactly(text("details", "1"), text("details", ""), text("details", "5"));
        assertThat(config.responders())
                .extracting(responder -> responder.type().text())
                .containsExactly("team", "teams", "{{ .CommonLabels.kind | toLower }}");
        assertThat(config.updateAlerts()).isTrue();
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false));
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void inherits_url_key_and_http_config() {
        OpsgenieConfig config = accepted(
                "{}", "{opsgenie_api_url: 'http://g', opsgenie_api_key: k, http_config: {enable_http2: false}}");

        assertThat(config.apiUrl()).isEqualTo("http://g/");
        assertThat(config.apiKey()).isEqualTo(SecretSource.inline("k"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
        assertThat(accepted("{}", "opsgenie_api_key_file: f").apiKey()).isEqualTo(file("f"));
        assertThat(accepted("api_key_file: own", "opsgenie_api_key: k").apiKey())
                .isEqualTo(file("own"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                        | {} | 1:1: no `api_key`: write it or `api_key_file` here, or `opsgenie_api_key` or `opsgenie_api_key_file` under `global`
        {api_key: hunter2, api_key_file: f}       | {} | 1:34: at most one of `api_key` and `api_key_file`
        {api_key: k, api_url: h}                  | {} | 1:23: `api_url`: unsupported scheme for URL
        api_key: k                                | opsgenie_api_url: | 1:1: no URL: write `api_url` here or `opsgenie_api_url` under `global`
        {api_key: k, responders: [{type: team}]}  | {} | 1:27: a responder needs one of `id`, `name` and `username`
        {api_key: k, responders: [{id: a}]}       | {} | 1:27: unknown `type` of a responder: ``; write one of team, teams, user, escalation, schedule
        {api_key: k, responders: [{id: a, type: group}]} | {} | 1:41: unknown `type` of a responder: `group`
        {api_key: k, responders: [{id: a, type: '{{ x'}]} | {} | 1:41: `responders`: template: :1:
        {api_key: k, responders: [{ids: a, id: b, type: team}]} | {} | 1:28: unknown key `ids`; did you mean `id`?
        {api_key: k, responders: [null]}          | {} | 1:27: `responders` takes a list of mappings, found nothing in it
        {api_key: k, details: {a: [b]}}           | {} | 1:27: `a` in `details` takes a text, found a list
        {api_key: k, tags: [a]}                   | {} | 1:20: `tags` takes one value, found a list
        {api_key: k, teams: a}                    | {} | 1:14: unknown key `teams`
        {api_key: k, update_alerts: 'true'}       | {} | 1:29: `update_alerts`: `true` is not a boolean
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
