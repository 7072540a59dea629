package tocsin.notifiers.msteamsv2;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.file;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.ProxyConfig;
import tocsin.http.Secret;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;
import tocsin.notifiers.entry.FieldText;

class Msteamsv2KindTest {
    private final KindReading kind = new KindReading(Msteamsv2Kind::with);

    private Msteamsv2Config accepted(String entry, String global) {
        return kind.accepted(Msteamsv2Config.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("webhook_url: https://host/x", "{}"))
                .isEqualTo(new Msteamsv2Config(
                        SecretSource.inline("https://host/x"),
                        called("title", "msteamsv2.default.title"),
                        called("text", "msteamsv2.default.text"),
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        assertThat(accepted("""
                        webhook_url_file: url
                        title: t
                        text: x
                        http_config: {follow_redirects: false}
                        send_resolved: false
                        """, "http_config: {enable_http2: false}"))
                .isEqualTo(new Msteamsv2Config(
                        file("url"),
                        new FieldText(
                                "title",
                                "t",
                                called("title", "msteamsv2.default.title").byDefault()),
                        new FieldText(
                                "text",
                                "x",
                                called("text", "msteamsv2.default.text").byDefault()),
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
    void an_own_http_config_takes_only_the_proxy_of_global() {
        String global = "http_config: {proxy_url: 'http://p', enable_http2: false}";

        HttpClientConfig taken =
                accepted("{webhook_url: 'http://h', http_config: {}}", global).http();
        HttpClientConfig own = accepted(
                        "{webhook_url: 'http://h', http_config: {proxy_url: 'http://q', no_proxy: a}}", global)
                .http();
        HttpClientConfig environment = accepted(
                        "{webhook_url: 'http://h', http_config: {proxy_from_environment: true}}", global)
                .http();

        assertThat(taken)
                .isEqualTo(HttpClientConfig.DEFAULT.withProxy(
                        new ProxyConfig(new Secret("http://p"), "", false, Map.of())));
        assertThat(own.proxy()).isEqualTo(new ProxyConfig(new Secret("http://q"), "a", false, Map.of()));
        assertThat(environment.proxy()).isEqualTo(new ProxyConfig(null, "", true, Map.of()));
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
