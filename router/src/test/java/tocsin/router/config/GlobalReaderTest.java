package tocsin.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.SectionReader;

class GlobalReaderTest {
    private static final String REST = "\nroute: {receiver: r}\nreceivers: [{name: r}]\n";

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            global:                         | PT5M
            global: {}                      | PT5M
            global: {resolve_timeout: 1m}   | PT1M
            global: {resolve_timeout: }     | PT0S
            global: {resolve_timeout: 0}    | PT0S
            """)
    void resolve_timeout_is_zero_only_when_it_stands_there(String global, Duration timeout) {
        assertThat(Reading.of(global + REST).accepted().resolveTimeout()).isEqualTo(timeout);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resolve_timeout: soon",
                "resolve_timeout: ''",
                "resolve_timeouts: 5m",
                "smtp_require_tls: 'yes'",
                "smtp_require_tls: 1",
                "smtp_smarthost: mail",
                "smtp_smarthost: 'mail:'",
                "smtp_smarthost: '::1:25'",
                "smtp_smarthost: '[::1:25'",
                "smtp_from: [a]",
                "smtp_auth_password_file: [a]",
                "pagerduty_url: ''",
                "pagerduty_url: slack.com/x",
                "pagerduty_url: 'http:'",
                "pagerduty_url: http:///x",
                "pagerduty_url: ftp://x",
                "pagerduty_url: 'http://a b/c'",
                "pagerduty_url: http://a/%zz",
                "pagerduty_url: http://a:x/",
                "pagerduty_url: \"http://a/\\n\"",
                "pagerduty_url: <secret>",
                "http_config: a",
                "slack_app_token: a, slack_app_token_file: b",
                "slack_api_url: http://a, slack_api_url_file: b",
                "opsgenie_api_key: a, opsgenie_api_key_file: b",
                "victorops_api_key: a, victorops_api_key_file: b",
                "telegram_bot_token: a, telegram_bot_token_file: b",
                "smtp_auth_password: a, smtp_auth_password_file: b",
                "smtp_auth_secret: a, smtp_auth_secret_file: b",
                "rocketchat_token: a, rocketchat_token_file: b",
                "rocketchat_token_id: a, rocketchat_token_id_file: b",
                "wechat_api_secret: a, wechat_api_secret_file: b",
                "mattermost_webhook_url: http://a, mattermost_webhook_url_file: b",
                "slack_app_token: a, slack_api_url: http://a",
                "slack_app_token_file: a, slack_api_url: http://a",
                "slack_app_token: a, slack_api_url_file: b"
            })
    void global_is_refused(String keys) {
        Reading reading = Reading.of("global: {" + keys + "}" + REST);

        assertThat(reading.config()).isNull();
        assertThat(reading.errors()).isNotEmpty().noneMatch(error -> error.contains("not valid YAML"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "smtp_from: a, smtp_hello: , smtp_smarthost: ':25', smtp_require_tls: , smtp_force_implicit_tls: no",
                "smtp_smarthost: '[::1]:smtp'",
                "smtp_smarthost: ''",
                "smtp_auth_username: a, smtp_auth_password: b, smtp_auth_secret_file: c, smtp_auth_identity: d",
                "slack_api_url: <secret>",
                "slack_api_url: ",
                "slack_app_token: a, slack_api_url: https://slack.com/api/chat.postMessage",
                "slack_app_token: a, slack_api_url: http://b, slack_app_url: http://b",
                "slack_app_token: '', slack_app_token_file: b",
                "pagerduty_url: 'HTTP://a/c d?x=%zz#f'",
                "opsgenie_api_url: 'https://user:pass@[::1]:80/x', opsgenie_api_key: k",
                "wechat_api_url: 'http://a:', wechat_api_secret: s, wechat_api_corp_id: 1",
                "victorops_api_url: http://ü/, victorops_api_key_file: f",
                "telegram_api_url: http://a, webex_api_url: http://a, rocketchat_api_url: http://a, jira_api_url: http://a",
                "mattermost_webhook_url_file: f, rocketchat_token: 1, rocketchat_token_id: 2",
                "http_config: , smtp_tls_config: "
            })
    void global_is_accepted(String keys) {
        assertThat(Reading.of("global: {" + keys + "}" + REST).errors()).isEmpty();
    }

    @Test
    void a_secret_does_not_reach_a_message() {
        Reading reading = Reading.of("""
                global:
                  slack_api_url: 'hunter2:T0/hunter2'
                  mattermost_webhook_url: 'http://x/hunter2%zz'
                  smtp_auth_password: hunter2
                  smtp_auth_password_file: f
                """ + REST);

        assertThat(reading.errors()).hasSize(3).noneMatch(error -> error.contains("hunter2"));
    }

    @Test
    void sections_are_validated_although_no_receiver_uses_them() {
        List<String> seen = new ArrayList<>();
        SectionReader http = (section, directory, problems) -> {
            seen.add("http " + section.entries().keySet() + directory);
            problems.error(section, "bad section");
        };
        SectionReader tls = (section, directory, problems) ->
                seen.add("tls " + section.entries().keySet() + directory);

        Reading reading = Reading.of("global: {http_config: {a: b}, smtp_tls_config: {c: d}}" + REST, http, tls);

        assertThat(seen).containsExactly("http [a]/etc/tocsin", "tls [c]/etc/tocsin");
        assertThat(reading.errors()).containsExactly("am.yml:1:23: bad section");
    }
}
