package tocsin.notifiers.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;

class WechatKindTest {
    private final KindReading kind = new KindReading(WechatKind::with);

    private WechatConfig accepted(String entry, String global) {
        return kind.accepted(WechatConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{api_secret: s, corp_id: c}", "{}"))
                .isEqualTo(new WechatConfig(
                        SecretSource.inline("s"),
                        text("corp_id", "c"),
                        "https://qyapi.weixin.qq.com/cgi-bin/",
                        called("message", "wechat.default.message"),
                        called("to_user", "wechat.default.to_user"),
                        called("to_party", "wechat.default.to_party"),
                        called("to_tag", "wechat.default.to_tag"),
                        called("agent_id", "wechat.default.agent_id"),
                        "text",
                        HttpClientConfig.DEFAULT,
                        false));
    }

    @Test
    void reads_every_key() {
        WechatConfig config = accepted("""
                api_secret_file: s
                corp_id: c
                api_url: http://h/x/
                message: m
                to_user: u
                to_party: p
                to_tag: t
                agent_id: 7
                message_type: markdown
                http_config: {follow_redirects: false}
                send_resolved: true
                """, "{}");

        assertThat(config.apiSecret()).isEqualTo(file("s"));
        assertThat(config.apiUrl()).isEqualTo("http://h/x/");
        assertThat(config.agentId().text()).isEqualTo("7");
        assertThat(config.messageType()).isEqualTo("markdown");
        assertThat(config.sendResolved()).isTrue();
        assertThat(accepted("{api_secret: s, corp_id: c, message_type: ''}", "{}")
                        .messageType())
                .isEqualTo("text");
    }

    @Test
    void inherits_url_secret_corporation_and_http_config() {
        WechatConfig config = accepted("{}", """
                wechat_api_url: http://g
                wechat_api_secret_file: s
                wechat_api_corp_id: c
                http_config: {enable_http2: false}
                """);

        assertThat(config.apiUrl()).isEqualTo("http://g/");
        assertThat(config.apiSecret()).isEqualTo(file("s"));
        assertThat(config.corpId()).isEqualTo(text("corp_id", "c"));
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        corp_id: c                                    | {} | 1:1: no `api_secret`: write it or `api_secret_file` here, or `wechat_api_secret`
        api_secret: s                                 | {} | 1:1: no `corp_id`: write it here, or `wechat_api_corp_id` under `global`
        {corp_id: c, api_secret: hunter2, api_secret_file: f} | {} | 1:52: at most one of `api_secret` and `api_secret_file`
        {corp_id: c, api_secret: s, message_type: html} | {} | 1:43: `message_type`: unknown `html`; write one of text, markdown
        {corp_id: c, api_secret: s}                   | wechat_api_url: | 1:1: no URL: write `api_url` here or `wechat_api_url`
        {corp_id: c, api_secret: s, api_url: 'http:///'} | {} | 1:38: `api_url`: missing host for URL
        {corp_id: c, api_secret: s, to_users: a}      | {} | 1:29: unknown key `to_users`; did you mean `to_user`?
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
