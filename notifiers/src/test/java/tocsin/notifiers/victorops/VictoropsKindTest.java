package tocsin.notifiers.victorops;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.FieldText;

class VictoropsKindTest {
    private final KindReading kind = new KindReading(VictoropsKind::with);

    private VictoropsConfig accepted(String entry, String global) {
        return kind.accepted(VictoropsConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{api_key: k, routing_key: r}", "{}"))
                .isEqualTo(new VictoropsConfig(
                        SecretSource.inline("k"),
                        "https://alert.victorops.com/integrations/generic/20131114/alert/",
                        text("routing_key", "r"),
                        FieldText.absent("message_type", "CRITICAL"),
                        called("state_message", "victorops.default.state_message"),
                        called("entity_display_name", "victorops.default.entity_display_name"),
                        called("monitoring_tool", "victorops.default.monitoring_tool"),
                        Map.of(),
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        VictoropsConfig config = accepted("""
                api_key_file: k
                api_url: http://h/x
                routing_key: '{{ .CommonLabels.team }}'
                message_type: INFO
                state_message: s
                entity_display_name: e
                monitoring_tool: m
                custom_fields: {b: '{{ .Status }}', a: 1}
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "{}");

        assertThat(config.apiKey()).isEqualTo(file("k"));
        assertThat(config.apiUrl()).isEqualTo("http://h/x/");
        assertThat(config.messageType()).isEqualTo(new FieldText("message_type", "INFO", "CRITICAL"));
        assertThat(config.customFields())
                .containsExactly(
                        Map.entry("b", text("custom_fields", "{{ .Status }}")),
                        Map.entry("a", text("custom_fields", "1")));
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void inherits_url_key_and_http_config() {
        VictoropsConfig config = accepted(
                "routing_key: r",
                "{victorops_api_url: 'http://g', victorops_api_key_file: k, http_config: {enable_http2: false}}");

        assertThat(config.apiUrl()).isEqualTo("http://g/");
        assertThat(config.apiKey()).isEqualTo(file("k"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        routing_key: r                              | {} | 1:1: no `api_key`: write it or `api_key_file` here, or `victorops_api_key`
        api_key: k                                  | {} | 1:1: missing `routing_key`
        {api_key: hunter2, routing_key: r, api_key_file: f} | {} | 1:50: at most one of `api_key` and `api_key_file`
        {api_key: k, routing_key: r}                | victorops_api_url: | 1:1: no URL: write `api_url` here or `victorops_api_url`
        {api_key: k, routing_key: r, custom_fields: {entity_id: a}} | {} | 1:46: `custom_fields` cannot hold `entity_id`, which is a fixed field
        {api_key: k, routing_key: r, custom_fields: {monitoring_tool: a}} | {} | 1:46: `custom_fields` cannot hold `monitoring_tool`
        {api_key: k, routing_key: r, custom_fields: {a: {}}} | {} | 1:49: `a` in `custom_fields` takes a text
        {api_key: k, routing_key: r, statemessage: a} | {} | 1:30: unknown key `statemessage`; did you mean `state_message`?
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
