package tocsin.notifiers.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.KindReading.called;
import static tocsin.notifiers.KindReading.text;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.http.HttpClientConfig;
import tocsin.http.Secret;
import tocsin.notifiers.KindReading;

class SnsKindTest {
    private final KindReading kind = new KindReading(SnsKind::with);

    private SnsConfig accepted(String entry, String global) {
        return kind.accepted(SnsConfig.class, entry, global);
    }

    @Test
    void has_the_defaults_of_upstream() {
        assertThat(accepted("topic_arn: a", "{}"))
                .isEqualTo(new SnsConfig(
                        text("api_url", ""),
                        Sigv4Config.ENVIRONMENT,
                        text("topic_arn", "a"),
                        text("phone_number", ""),
                        text("target_arn", ""),
                        called("subject", "sns.default.subject"),
                        called("message", "sns.default.message"),
                        Map.of(),
                        false,
                        HttpClientConfig.DEFAULT,
                        true));
    }

    @Test
    void reads_every_key() {
        SnsConfig config = accepted("""
                api_url: https://sns.{{ .CommonLabels.region }}.amazonaws.com
                sigv4:
                  region: r
                  access_key: a
                  secret_key: s
                  profile: p
                  role_arn: o
                  external_id: e
                  use_fips_sts_endpoint: true
                phone_number: '{{ .CommonLabels.phone }}'
                subject: u
                message: m
                attributes: {'{{ .Status }}': x}
                use_aws_http_client: true
                http_config: {follow_redirects: false}
                send_resolved: false
                """, "http_config: {enable_http2: false}");

        assertThat(config.sigv4()).isEqualTo(new Sigv4Config("r", "a", new Secret("s"), "p", "o", "e", true));
        assertThat(config.phoneNumber().text()).isEqualTo("{{ .CommonLabels.phone }}");
        assertThat(config.attributes()).containsExactly(Map.entry("{{ .Status }}", text("attributes", "x")));
        assertThat(config.useAwsHttpClient()).isTrue();
        assertThat(config.http()).isEqualTo(HttpClientConfig.DEFAULT.withFollowRedirects(false));
        assertThat(config.sendResolved()).isFalse();
    }

    @Test
    void inherits_the_http_config() {
        assertThat(accepted("target_arn: a", "http_config: {enable_http2: false}")
                        .http())
                .isEqualTo(HttpClientConfig.DEFAULT.withEnableHttp2(false));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {}                                            | {} | 1:1: exactly one of `topic_arn`, `phone_number` and `target_arn` is required
        {topic_arn: a, phone_number: '1'}             | {} | 1:1: exactly one of
        {topic_arn: a, phone_number: '1', target_arn: b} | {} | 1:1: exactly one of
        {topic_arn: a, sigv4: {access_key: a}}        | {} | 1:23: `access_key` and `secret_key` of `sigv4` belong together
        {topic_arn: a, sigv4: {secret_key: hunter2}}  | {} | 1:23: `access_key` and `secret_key` of `sigv4` belong together
        {topic_arn: a, sigv4: {external_id: a}}       | {} | 1:37: `external_id` needs `role_arn`
        {topic_arn: a, sigv4: {regoin: a}}            | {} | 1:24: unknown key `regoin`; did you mean `region`?
        {topic_arn: a, sigv4: a}                      | {} | 1:23: `sigv4` takes a mapping, found a single value
        {topic_arn: a, attributes: {'{{ a': b}}       | {} | 1:29: `attributes`: template: :1:
        {topic_arn: a, use_aws_http_client: 1}        | {} | 1:37: `use_aws_http_client`: `1` is not a boolean
        {topic_arn: a, topic: b}                      | {} | 1:16: unknown key `topic`
        """)
    void refuses(String entry, String global, String message) {
        kind.refuses(entry, global, message);
    }
}
