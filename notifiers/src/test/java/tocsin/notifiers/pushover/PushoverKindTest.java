package tocsin.notifiers.pushover;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;
import static tocsin.notifiers.KindReading.text;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.FieldText;

class PushoverKindTest {
    private final KindReading kind = new KindReading(PushoverKind::with);

    private PushoverConfig accepted(String entry, String global) {
        return kind.accepted(PushoverConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{user_key: u, token: t}", "{}"))
                .isEqualTo(new PushoverConfig(
                        SecretSource.inline("u"),
                        SecretSource.inline("t"),
                        new PushoverTexts(
                                called("title", "pushover.default.title"),
                                called("message", "pushover.default.message"),
                                called("url", "pushover.default.url"),
                                text("url_title", ""),
                                text("device", ""),
                                text("sound", ""),
                                FieldText.absent("priority", "{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}")),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1),
                        Duration.ZERO,
                        false,
                        false,
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        PushoverConfig config = accepted("""
                user_key_file: u
                token_file: t
                title: a
                message: <b>{{ .Status }}</b>
                url: b
                url_title: c
                device: d
                sound: e
                priority: 1
                retry: 2m
                expire: 1.5h
                ttl: 24h
                html: true
                monospace: false
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "http_config: {enable_http2: false}");

        assertThat(config.userKey()).isEqualTo(file("u"));
        assertThat(config.token()).isEqualTo(file("t"));
        assertThat(config.texts().priority().text()).isEqualTo("1");
        assertThat(config.texts().device()).isEqualTo(text("device", "d"));
        assertThat(config.retry()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.expire()).isEqualTo(Duration.ofMinutes(90));
        assertThat(config.ttl()).isEqualTo(Duration.ofHours(24));
        assertThat(config.html()).isTrue();
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false));
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void a_null_is_zero_and_not_the_default() {
        PushoverConfig config =
                accepted("{user_key: u, token: t, retry: , title: }", "http_config: {enable_http2: false}");

        assertThat(config.retry()).isZero();
        assertThat(config.texts().title().text()).isEmpty();
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        token: t                                     | {} | 1:1: one of `user_key` and `user_key_file` is required
        user_key: u                                  | {} | 1:1: one of `token` and `token_file` is required
        {user_key: hunter2, token: t, user_key_file: f} | {} | 1:46: at most one of `user_key` and `user_key_file`
        {user_key: u, token: hunter2, token_file: f} | {} | 1:43: at most one of `token` and `token_file`
        {user_key: u, token: t, html: on, monospace: on} | {} | 1:46: at most one of `monospace` and `html`
        {user_key: u, token: t, retry: 60}           | {} | 1:32: `retry`: `60` has no unit
        {user_key: u, token: t, expire: 1d}          | {} | 1:33: `expire`: `1d` is not a duration
        {user_key: u, token: t, ttl: soon}           | {} | 1:30: `ttl`: `soon` is not a duration
        {user_key: u, token: t, html: 'true'}        | {} | 1:31: `html`: `true` is not a boolean
        {user_key: [hunter2], token: t}             | {} | 1:12: `user_key` takes one value, found a list
        {user_key: u, token_file: "\\0"}            | {} | 1:27: `token_file` is not the name of a file
        {user_key: u, token: t, urls: a}             | {} | 1:25: unknown key `urls`; did you mean `url`?
        {user_key: u, token: t, message: '{{ if }}'} | {} | 1:34: `message`: template: :1:
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
