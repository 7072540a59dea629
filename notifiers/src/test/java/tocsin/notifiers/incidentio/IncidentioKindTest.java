package tocsin.notifiers.incidentio;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.file;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.Authorization;
import tocsin.http.HttpClientConfig;
import tocsin.http.SecretSource;
import tocsin.notifiers.KindReading;

class IncidentioKindTest {
    private final KindReading kind = new KindReading(IncidentioKind::with);

    private IncidentioConfig accepted(String entry, String global) {
        return kind.accepted(IncidentioConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("{url: 'http://h', alert_source_token: hunter2}", "{}"))
                .isEqualTo(new IncidentioConfig(
                        SecretSource.inline("http://h"),
                        0,
                        Duration.ZERO,
                        HttpClientConfig.DEFAULT.withAuthorization(
                                new Authorization("Bearer", SecretSource.inline("hunter2"))),
                        true));
    }

    @Test
    void reads_every_key() {
        assertThat(accepted("""
                        url_file: url
                        alert_source_token_file: token
                        max_alerts: 5
                        timeout: 1m30s
                        http_config: {follow_redirects: false}
                        send_resolved: false
                        """, "http_config: {enable_http2: false}"))
                .isEqualTo(new IncidentioConfig(
                        file("url"),
                        5,
                        Duration.ofSeconds(90),
                        HttpClientConfig.DEFAULT
                                .withFollowRedirects(false)
                                .withAuthorization(new Authorization("Bearer", file("token"))),
                        false));
    }

    @Test
    void the_token_may_stand_in_an_http_config() {
        HttpClientConfig authorized =
                HttpClientConfig.DEFAULT.withAuthorization(new Authorization("Bearer", SecretSource.inline("t")));

        assertThat(accepted("{url: 'http://h', http_config: {authorization: {credentials: t}}}", "{}")
                        .http())
                .isEqualTo(authorized);
        assertThat(accepted("url: http://h", "http_config: {authorization: {credentials: t}}")
                        .http())
                .isEqualTo(authorized);
        assertThat(accepted(
                                "{url: 'http://h', alert_source_token: t}",
                                "http_config: {authorization: {credentials: other}}")
                        .http())
                .isEqualTo(authorized);
    }

    @Test
    void an_entry_without_any_token_is_accepted_as_upstream_does_with_a_warning() {
        KindReading.Outcome outcome = kind.read("url: http://h", "{}");

        assertThat(outcome.config()).isNotNull();
        assertThat(outcome.messages())
                .singleElement()
                .asString()
                .startsWith("a.yml:1:6: warning: no `alert_source_token`");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        alert_source_token: t                                  | {} | 1:1: one of `url` and `url_file` is required
        {url: 'http://h', url_file: f, alert_source_token: t}  | {} | 1:29: at most one of `url` and `url_file` is allowed here
        {url: /hunter2, alert_source_token: t}                 | {} | 1:7: `url`: unsupported scheme for URL
        {url: <secret>, alert_source_token: t}                 | {} | 1:7: `url`: unsupported scheme for URL
        {url: 'http://h', alert_source_token: hunter2, alert_source_token_file: f} | {} | 1:73: at most one of `alert_source_token`
        {url: 'http://h', http_config: {}}                     | {} | 1:1: one of `alert_source_token`, `alert_source_token_file` and `http_config.authorization` is required
        {url: 'http://h', alert_source_token: t, http_config: {authorization: {credentials: hunter2}}} | {} | 1:55: `alert_source_token` and `http_config.authorization` exclude each other
        {url: 'http://h', alert_source_token: t, max_alerts: -1} | {} | 1:54: `max_alerts`: `-1` is negative
        {url: 'http://h', alert_source_token: t, max_alerts: '1'} | {} | 1:54: `max_alerts`: `1` is not a whole number
        {url: 'http://h', alert_source_token: t, timeout: 1d}  | {} | 1:51: `timeout`: `1d` is not a duration
        {url: 'http://h', alert_source_token: t, timeout: 5}   | {} | 1:51: `timeout`: `5` has no unit
        {url: 'http://h', alert_source_token: t, title: x}     | {} | 1:42: unknown key `title`
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
