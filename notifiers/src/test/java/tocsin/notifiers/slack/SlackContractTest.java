package tocsin.notifiers.slack;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class SlackContractTest extends HttpNotifierContract {
    private static final String LONG =
            "'{{ range .Alerts }}{{ .Labels.alertname }} on {{ .Labels.instance }} {{ .Annotations.summary }}, {{ end }}'";
    private static final ContractEntry ENTRY = ContractEntry.of(
                    SlackKind::with, "api_url", "'%SERVER%/services/T0/B0/%SECRET%'")
            .with("channel", "'#{{ .CommonLabels.severity }}'")
            .with("text", LONG)
            .with("pretext", LONG)
            .with("message_text", LONG)
            .with("fields", "[{title: T, value: '{{ .Status }}', short: true}, {title: All, value: " + LONG + "}]")
            .with("actions", """
                    [{type: button, text: Runbook, url: 'http://run/{{ .Status }}', style: danger},\
                     {type: button, text: Silence, name: n, value: v, confirm: {text: 'Sure?', title: T, ok_text: Yes, dismiss_text: No}}]""")
            .withTexts("channel", "username", "color", "title", "title_link", "pretext", "text", "message_text")
            .withTexts("fallback", "callback_id", "icon_emoji", "icon_url", "image_url", "thumb_url", "footer")
            .withText("fields", "[{title: T, value: %BROKEN%}]")
            .withText("actions", "[{type: button, text: %BROKEN%, url: u}]");

    private final LocalService service;

    SlackContractTest(LocalService service) {
        super(ENTRY, service);
        this.service = service;
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withHeader("Content-Type", "text/html").withBody("ok");
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        JsonObject message = new JsonObject(request.getBodyAsString());
        JsonObject attachment = message.getJsonArray("attachments").getJsonObject(0);
        assertThat(codePoints(message.getString("text"))).isEqualTo(40_000);
        assertThat(codePoints(attachment.getString("title"))).isLessThanOrEqualTo(1024);
        assertThat(attachment.getString("text")).endsWith("…");
        assertThat(bytes(attachment.getString("text"))).isBetween(7990, 8000);
        assertThat(bytes(attachment.getString("pretext"))).isBetween(7990, 8000);
        assertThat(bytes(attachment.getJsonArray("fields").getJsonObject(1).getString("value")))
                .isBetween(7990, 8000);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private JsonObject sent(ContractEntry entry) {
        assertThat(send(notifier(entry), FIRING)).isInstanceOf(Delivered.class);
        return new JsonObject(service.requests().get(0).getBodyAsString());
    }

    private static JsonObject attachment(JsonObject message) {
        return message.getJsonArray("attachments").getJsonObject(0);
    }

    @Test
    void a_title_has_1024_code_points() {
        String title = attachment(sent(ENTRY.with("title", "'" + "😀".repeat(1025) + "'")))
                .getString("title");

        assertThat(title).isEqualTo("😀".repeat(1023) + "…");
    }

    @Test
    void the_texts_of_an_attachment_share_their_room() {
        String value = "{title: A, value: '" + "x".repeat(9000) + "'}, ";

        JsonObject attachment = attachment(sent(ENTRY.with("fields", "[" + value.repeat(6) + "]")));

        int sum = attachment.getJsonArray("fields").stream()
                .mapToInt(field -> bytes(((JsonObject) field).getString("value", "")))
                .sum();
        assertThat(sum).isBetween(30_000, 40_000);
        assertThat(attachment.getString("title")).isEqualTo("[FIRING:1] DiskFull (critical)");
    }

    @Test
    void a_notice_is_no_link() {
        JsonObject attachment = attachment(sent(ENTRY.with("color", "'{{ .Nope }}'")));

        assertThat(attachment.getString("text")).contains("at &lt;.Nope&gt;").doesNotContain("<.Nope>");
        assertThat(attachment.getString("color")).isEqualTo("danger");
        assertThat(attachment.getString("title")).isEqualTo("[FIRING:1] DiskFull (critical)");
    }

    @Test
    void fields_stand_side_by_side_when_they_or_all_are_short() {
        JsonObject attachment = attachment(sent(ENTRY.with("short_fields", "true")
                .with("fields", "[{title: a, value: b}, {title: a, value: b, short: false}]")));

        assertThat(attachment.getJsonArray("fields").getJsonObject(0).getBoolean("short"))
                .isTrue();
        assertThat(attachment.getJsonArray("fields").getJsonObject(1).getBoolean("short"))
                .isFalse();
    }

    @Test
    void names_are_linked_and_nothing_is_marked_up_on_demand() {
        JsonObject message = sent(ENTRY.with("link_names", "true").with("mrkdwn_in", "[]"));

        assertThat(message.getBoolean("link_names")).isTrue();
        assertThat(attachment(message).containsKey("mrkdwn_in")).isFalse();
    }

    @ParameterizedTest(name = "{0} with {1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
        text/html        | no_service                                | error response from Slack, which says `ok` when all is well: no_service
        text/html        | ok!                                       | error response from Slack, which says `ok` when all is well: ok!
        text/html        | <html>hunter2-4f81c3a9d0e7</html>         | error response from Slack, which says `ok` when all is well: <html><redacted></html>
        application/json | {"ok":false,"error":"channel_not_found"}  | error response from Slack: channel_not_found
        application/json | {"ok":false,"error":"hunter2-4f81c3a9d0e7"} | error response from Slack: <redacted>
        application/json | {"ok":"yes"}                              | error response from Slack: no reason given
        """)
    void a_good_status_is_not_enough(String type, String body, String message) {
        service.answers(aResponse().withHeader("Content-Type", type).withBody(body));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Rejected(FailureReason.CLIENT_ERROR, "channel \"#critical\": " + message));
    }

    @Test
    void a_url_that_ends_like_that_of_the_api_may_hold_a_secret() {
        ContractEntry proxied = ENTRY.with("api_url", "'http://localhost:1/hunter2/chat.postMessage'");

        assertThat(send(notifier(proxied), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .startsWith("channel \"#critical\": POST <redacted>: cannot connect"));
    }

    @Test
    void an_answer_in_json_is_good_too() {
        service.answers(
                aResponse().withHeader("Content-Type", "application/json").withBody("{\"ok\":true}"));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOf(Delivered.class);
    }
}
