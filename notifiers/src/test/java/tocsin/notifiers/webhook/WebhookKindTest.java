package tocsin.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problem;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

class WebhookKindTest {
    private final Problems problems = new Problems("alertmanager.yml");
    private final EntryKind<WebhookConfig> kind = WebhookKind.with(NotificationTemplates.builtIn());

    private static YamlMapping yaml(String text) {
        return (YamlMapping) Objects.requireNonNull(YamlReader.readFirst(new Source("x", text), new Problems("x")));
    }

    private @Nullable WebhookConfig read(String entry, String global) {
        return kind.read(yaml(entry), yaml(global), Path.of("/etc/tocsin"), problems);
    }

    private List<String> messages() {
        return problems.list().stream().map(Problem::toString).toList();
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(read("url: https://host/hook", "{}"))
                .isEqualTo(new WebhookConfig(
                        SecretSource.inline("https://host/hook"),
                        0,
                        Duration.ZERO,
                        null,
                        null,
                        HttpClientConfig.DEFAULT,
                        true));
        assertThat(messages()).isEmpty();
    }

    @Test
    void reads_every_key() {
        WebhookConfig config = read("""
                url_file: secrets/url
                max_alerts: 5
                timeout: 1.5s
                send_resolved: no
                payload: {a: 1}
                http_config: {follow_redirects: false}
                """, "{}");

        assertThat(messages()).isEmpty();
        assertThat(config).isNotNull();
        assertThat(config.url())
                .isEqualTo(new SecretSource.InFile(Path.of("/etc/tocsin/secrets/url"), Path.of("secrets/url")));
        assertThat(config.maxAlerts()).isEqualTo(5);
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.sendResolved()).isFalse();
        assertThat(config.payload()).isNotNull();
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false));
    }

    @Test
    void takes_the_http_config_of_global_whole_or_not_at_all() {
        String global = "http_config: {authorization: {credentials: a}, enable_http2: false}";

        WebhookConfig inherited = Objects.requireNonNull(read("url: http://x", global));
        WebhookConfig own = Objects.requireNonNull(read("{url: 'http://x', http_config: {}}", global));
        WebhookConfig absent = Objects.requireNonNull(read("{url: 'http://x', http_config: }", global));

        assertThat(inherited.http())
                .isEqualTo(HttpClientConfig.DEFAULT
                        .withAuthorization(new Authorization("Bearer", SecretSource.inline("a")))
                        .withEnableHttp2(false));
        assertThat(own.http()).isEqualTo(HttpClientConfig.DEFAULT);
        assertThat(absent.http()).isEqualTo(inherited.http());
    }

    @Test
    void shows_no_secret() {
        assertThat(String.valueOf(read("url: https://host/hunter2", "{}"))).doesNotContain("hunter2");
    }

    @Test
    void a_signature_has_its_secret_here_or_in_a_file() {
        String secret = "whsec_" + "MDEyMzQ1Njc4OWFiY2RlZg==";
        WebhookConfig inline =
                Objects.requireNonNull(read("{url: 'http://x', signature: {secret: '" + secret + "'}}", "{}"));
        WebhookConfig file =
                Objects.requireNonNull(read("{url: 'http://x', signature: {secret_file: secrets/key}}", "{}"));

        assertThat(inline.signature()).isEqualTo(SecretSource.inline(secret));
        assertThat(inline.toString()).doesNotContain("whsec");
        assertThat(file.signature())
                .isEqualTo(new SecretSource.InFile(Path.of("/etc/tocsin/secrets/key"), Path.of("secrets/key")));
        assertThat(messages()).isEmpty();
    }

    @Test
    void a_configuration_without_its_secrets_can_be_read() {
        assertThat(read("{url: 'http://x', signature: {secret: <secret>}}", "{}"))
                .isNotNull();
        assertThat(messages())
                .containsExactly(
                        "alertmanager.yml:1:39: warning: `secret` is `<secret>`, of a file whose secrets were hidden:"
                                + " nothing can be sent");
    }

    @Test
    void texts_may_be_templates_with_every_function() {
        assertThat(read(
                        "{url: 'http://x/{{ .Status | toUpper }}', payload: {'{{ .Status }}': ['{{ toJson . }}']}}",
                        "{}"))
                .isNotNull();
        assertThat(messages()).isEmpty();
    }

    @Test
    void every_template_that_cannot_be_parsed_is_an_error() {
        assertThat(read("{url: 'http://x/{{ .Status', payload: {'{{ a }}': ['{{ if }}']}}", "{}"))
                .isNull();

        assertThat(messages())
                .containsExactly(
                        "alertmanager.yml:1:7: `url`: template: :1: unclosed action",
                        "alertmanager.yml:1:40: `payload`: template: :1: function \"a\" not defined",
                        "alertmanager.yml:1:52: `payload`: template: :1: missing value for if");
    }

    @Test
    void a_payload_key_that_yaml_takes_for_something_else_is_a_warning() {
        assertThat(read("{url: 'http://x', payload: {a: [{y: 5, 'n': 6}], 5: {on: a}, b: on}}", "{}"))
                .isNotNull();

        assertThat(messages())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("alertmanager.yml:1:34: warning: `payload`: the key `y` is"),
                        second -> assertThat(second)
                                .startsWith("alertmanager.yml:1:50: warning: `payload`: the key `5` is"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
        {}                                     | 1:1: one of `url` and `url_file` is required
        {url: 'http://a', url_file: b}         | 1:29: at most one of `url` and `url_file` is allowed here
        url: /hunter2                          | 1:6: `url`: unsupported scheme for URL; write http:// or https:// in front
        url: http:///hunter2                   | 1:6: `url`: missing host for URL
        url: ftp://host/hunter2                | 1:6: `url`: unsupported scheme for URL
        {url: 'http://a', timeout: 5}          | `timeout`: `5` has no unit and would mean nanoseconds; write e.g. `5s`
        {url: 'http://a', timeout: 1d}         | `timeout`: `1d` is not a duration
        {url: 'http://a', timeout: -1s}        | `timeout`: `-1s` is not a duration
        {url: 'http://a', max_alerts: -1}      | `max_alerts`: `-1` is negative; write `0` or more
        {url: 'http://a', max_alerts: '5'}     | `max_alerts`: `5` is not a whole number
        {url: 'http://a', send_resolved: 'no'} | is not a boolean
        {url: 'http://a', max_alert: 1}        | unknown key `max_alert`; did you mean `max_alerts`?
        {url: 'http://a', http_config: {a: 1}} | unknown key `a`
        {url: 'http://a', signature: {}}       | 1:30: one of `secret` and `secret_file` is required in `signature`
        {url: 'http://a', signature: {secret: hunter2}}   | 1:39: `secret`: a signing secret is `whsec_` and at least 16 bytes in base64; make one with `echo whsec_$(openssl rand -base64 32)`
        {url: 'http://a', signature: {secret: whsec_aHVudGVyMg==}} | 1:39: `secret`: a signing secret is `whsec_` and at least 16 bytes
        {url: 'http://a', signature: {secret: a, secret_file: b}}  | 1:55: at most one of `secret` and `secret_file` is allowed here
        {url: 'http://a', signature: {secrets: a}}                 | 1:31: unknown key `secrets`; did you mean `secret`?
        {url: 'http://a', signature: whsec_hunter2}                | 1:30: `signature`
        {url: 'http://a', signatures: {}}                          | 1:19: unknown key `signatures`; did you mean `signature`?
        """)
    void refuses(String entry, String message) {
        assertThat(read(entry, "{}")).isNull();

        assertThat(messages()).anySatisfy(found -> assertThat(found).contains(message));
        assertThat(messages()).noneSatisfy(found -> assertThat(found).contains("hunter2"));
    }
}
