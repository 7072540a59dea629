package tocsin.notifiers.mattermost;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class MattermostContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(
                    MattermostKind::with, "webhook_url", "'%SERVER%/hooks/%SECRET%'")
            .with("channel", "'ops-{{ .CommonLabels.severity }}'")
            .with("icon_emoji", "fire")
            .with("fields", "[{title: T, value: '{{ .Status }}', short: true}, {title: U, value: v}]")
            .with("props", "{card: '{{ .GroupLabels.alertname }}'}")
            .with("priority", "{priority: Important, requested_ack: true, persistent_notifications: true}")
            .withTexts("channel", "username", "icon_url", "icon_emoji", "type", "fallback", "color", "pretext", "text")
            .withTexts("author_name", "author_link", "author_icon", "title", "title_link", "thumb_url", "footer")
            .withTexts("footer_icon", "image_url")
            .withText("fields", "[{title: T, value: %BROKEN%}]")
            .withText("props", "{card: %BROKEN%}")
            .withText("priority", "{priority: %BROKEN%}");

    private final LocalService service;

    MattermostContractTest(LocalService service) {
        super(ENTRY, service);
        this.service = service;
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withBody("ok");
    }

    private static JsonObject attachment(JsonObject message) {
        return message.getJsonArray("attachments").getJsonObject(0);
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        String text = attachment(new JsonObject(request.getBodyAsString())).getString("text");
        assertThat(codePoints(text)).isEqualTo(16_383);
        assertThat(text).endsWith("…");
    }

    private JsonObject sent(ContractEntry entry) {
        assertThat(send(notifier(entry), FIRING)).isInstanceOf(Delivered.class);
        return new JsonObject(service.requests().get(0).getBodyAsString());
    }

    @Test
    void beside_attachments_the_text_is_that_of_the_message() {
        JsonObject message = sent(ENTRY.with("text", "'{{ .Status }}'")
                .with("title", "'{{ .Nope }}'")
                .with("attachments", "[{title: one, fields: [{title: a, value: b}]}, {text: '{{ .Receiver }}'}]"));

        assertThat(message.getString("text")).isEqualTo("firing");
        assertThat(message.getJsonArray("attachments").encode())
                .isEqualTo(
                        "[{\"title\":\"one\",\"fields\":[{\"title\":\"a\",\"value\":\"b\"}]},{\"text\":\"te\\\\.am\"}]");
    }

    @Test
    void a_text_above_attachments_tells_what_failed_and_has_its_limit() {
        JsonObject message = sent(
                ENTRY.with("text", "'" + "x".repeat(20_000) + "'").with("attachments", "[{title: '{{ .Nope }}'}]"));

        assertThat(codePoints(message.getString("text"))).isEqualTo(16_383);
        assertThat(message.getString("text")).contains("`attachments`: template:");
    }

    @ParameterizedTest(name = "{0} asking for both is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        urgent                   | {"priority":"urgent","requested_ack":true,"persistent_notifications":true}
        '{{ toUpper "urgent" }}' | {"priority":"urgent","requested_ack":true,"persistent_notifications":true}
        important                | {"priority":"important","requested_ack":true}
        standard                 | {"priority":"standard"}
        '{{ .Status }}'          | {"priority":"standard"}
        """, quoteCharacter = '~')
    void a_priority_allows_what_mattermost_allows(String priority, String sent) {
        JsonObject message = sent(ENTRY.with(
                "priority", "{priority: " + priority + ", requested_ack: true, persistent_notifications: true}"));

        assertThat(message.getJsonObject("priority").encode()).isEqualTo(sent);
    }

    @Test
    void what_goes_wrong_names_the_channel() {
        service.answers(aResponse().withStatus(404).withBody("no hook"));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Rejected(
                        FailureReason.CLIENT_ERROR, "channel \"ops-critical\": unexpected status code 404: no hook"));
    }
}
