package tocsin.notifiers.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.FieldText;

class DiscordKindTest {
    private final KindReading kind = new KindReading(DiscordKind::with);

    private DiscordConfig accepted(String entry, String global) {
        return kind.accepted(DiscordConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("webhook_url: https://host/x", "{}"))
                .isEqualTo(new DiscordConfig(
                        SecretSource.inline("https://host/x"),
                        called("content", "discord.default.content"),
                        called("title", "discord.default.title"),
                        called("message", "discord.default.message"),
                        "",
                        "",
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        assertThat(accepted("""
                        webhook_url_file: url
                        content: c
                        title: t
                        message: '{{ .Status }}'
                        username: '{{ u'
                        avatar_url: a
                        http_config: {follow_redirects: false}
                        send_resolved: false
                        """, "http_config: {enable_http2: false}"))
                .isEqualTo(new DiscordConfig(
                        file("url"),
                        new FieldText(
                                "content",
                                "c",
                                called("content", "discord.default.content").byDefault()),
                        new FieldText(
                                "title",
                                "t",
                                called("title", "discord.default.title").byDefault()),
                        new FieldText(
                                "message",
                                "{{ .Status }}",
                                called("message", "discord.default.message").byDefault()),
                        "{{ u",
                        "a",
                        HttpClientConfig.DEFAULT.withFollowRedirects(false),
                        false));
    }

    @Test
    void takes_the_http_config_of_global() {
        assertThat(accepted("webhook_url: https://host/x", "http_config: {enable_http2: false}")
                        .http())
                .isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @Test
    void a_hidden_url_is_a_warning() {
        KindReading.Outcome outcome = kind.read("webhook_url: <secret>", "{}");

        assertThat(outcome.config()).isNotNull();
        assertThat(outcome.messages()).singleElement().asString().startsWith("a.yml:1:14: warning: `webhook_url` is");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                          | {} | 1:1: one of `webhook_url` and `webhook_url_file` is required
        {webhook_url: 'http://h', webhook_url_file: f} | {} | 1:45: at most one of `webhook_url` and `webhook_url_file` is allowed here
        webhook_url: /hunter2                       | {} | 1:14: `webhook_url`: unsupported scheme for URL
        webhook_url: ''                             | {} | 1:14: `webhook_url`: unsupported scheme for URL
        {webhook_url: 'http://h', titel: a}         | {} | 1:27: unknown key `titel`; did you mean `title`?
        {webhook_url: 'http://h', title: '{{ a'}    | {} | 1:34: `title`: template: :1:
        {webhook_url: 'http://h', http_config: {a: b}} | {} | 1:41: unknown key `a`
        {webhook_url: 'http://h', send_resolved: 'no'} | {} | 1:42: `send_resolved`: `no` is not a boolean
        {webhook_url: 'http://h', title: [a]}       | {} | 1:34: `title` takes one value, found a list
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
