package tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tocsin.notifiers.discord.DiscordKind;
import tocsin.notifiers.email.EmailKind;
import tocsin.notifiers.incidentio.IncidentioKind;
import tocsin.notifiers.jira.JiraKind;
import tocsin.notifiers.mattermost.MattermostKind;
import tocsin.notifiers.msteams.MsteamsKind;
import tocsin.notifiers.msteamsv2.Msteamsv2Kind;
import tocsin.notifiers.opsgenie.OpsgenieKind;
import tocsin.notifiers.pagerduty.PagerdutyKind;
import tocsin.notifiers.pushover.PushoverKind;
import tocsin.notifiers.rocketchat.RocketchatKind;
import tocsin.notifiers.slack.SlackKind;
import tocsin.notifiers.sns.SnsKind;
import tocsin.notifiers.telegram.TelegramKind;
import tocsin.notifiers.victorops.VictoropsKind;
import tocsin.notifiers.webex.WebexKind;
import tocsin.notifiers.webhook.WebhookKind;
import tocsin.notifiers.wechat.WechatKind;

class KindsPropertyTest {
    private static final List<KindReading> KINDS = List.of(
            new KindReading(DiscordKind::with),
            new KindReading(EmailKind::with),
            new KindReading(IncidentioKind::with),
            new KindReading(JiraKind::with),
            new KindReading(MattermostKind::with),
            new KindReading(MsteamsKind::with),
            new KindReading(Msteamsv2Kind::with),
            new KindReading(OpsgenieKind::with),
            new KindReading(PagerdutyKind::with),
            new KindReading(PushoverKind::with),
            new KindReading(RocketchatKind::with),
            new KindReading(SlackKind::with),
            new KindReading(SnsKind::with),
            new KindReading(TelegramKind::with),
            new KindReading(VictoropsKind::with),
            new KindReading(WebexKind::with),
            new KindReading(WebhookKind::with),
            new KindReading(WechatKind::with));
    private static final String[] KEYS = {
        "url",
        "url_file",
        "webhook_url",
        "webhook_url_file",
        "api_url",
        "api_url_file",
        "app_token",
        "app_url",
        "token",
        "token_file",
        "token_id",
        "api_key",
        "api_key_file",
        "api_secret",
        "bot_token",
        "chat_id",
        "chat_id_file",
        "user_key",
        "routing_key",
        "service_key",
        "room_id",
        "corp_id",
        "to",
        "from",
        "smarthost",
        "headers",
        "threading",
        "tls_config",
        "http_config",
        "project",
        "issue_type",
        "summary",
        "labels",
        "fields",
        "actions",
        "attachments",
        "details",
        "images",
        "responders",
        "sigv4",
        "topic_arn",
        "attributes",
        "custom_fields",
        "props",
        "priority",
        "timeout",
        "max_alerts",
        "payload",
        "title",
        "message",
        "retry",
        "html",
        "send_resolved",
        "update_message",
        "mrkdwn_in",
        "parse_mode",
        "message_type",
        "alert_source_token",
        "auth_password",
        "auth_password_file"
    };
    private static final String[] VALUES = {
        "",
        "''",
        "x",
        "5",
        "-1",
        "yes",
        "'yes'",
        "<secret>",
        "http://h",
        "http://h/x?y",
        "'?x'",
        "'#'",
        "'h:25'",
        "'{{ .Status }}'",
        "'{{ x'",
        "\"\\0\"",
        "[]",
        "[a]",
        "[null]",
        "{}",
        "{a: b}",
        "[{}]",
        "[{title: a, value: b}]",
        "{authorization: {credentials: c}}",
        "{a: [b, {c: d}]}",
        "5s",
        "{enabled: true}",
        "{x-a: b, X-A: c}"
    };

    @Property(tries = 200)
    void an_entry_is_read_or_refused_with_a_reason(
            @ForAll("mappings") Map<String, String> entry, @ForAll("globals") Map<String, String> global) {
        for (KindReading kind : KINDS) {
            KindReading.Outcome outcome = kind.read(yaml(entry), yaml(global));

            boolean refused = outcome.messages().stream().anyMatch(message -> !message.contains(": warning: "));
            assertThat(outcome.config() == null).as("%s", outcome).isEqualTo(refused);
        }
    }

    private static String yaml(Map<String, String> mapping) {
        StringBuilder text = new StringBuilder();
        mapping.forEach(
                (key, value) -> text.append(key).append(": ").append(value).append('\n'));
        return mapping.isEmpty() ? "{}" : text.toString();
    }

    @Provide
    Arbitrary<Map<String, String>> mappings() {
        return Arbitraries.maps(Arbitraries.of(KEYS), Arbitraries.of(VALUES)).ofMaxSize(6);
    }

    @Provide
    Arbitrary<Map<String, String>> globals() {
        Arbitrary<String> keys = Arbitraries.of(
                "slack_api_url",
                "slack_app_token",
                "slack_app_url",
                "opsgenie_api_url",
                "opsgenie_api_key",
                "victorops_api_key_file",
                "telegram_bot_token",
                "mattermost_webhook_url",
                "smtp_smarthost",
                "smtp_from",
                "smtp_tls_config",
                "wechat_api_url",
                "http_config");
        return Arbitraries.maps(keys, Arbitraries.of(VALUES)).ofMaxSize(4);
    }
}
