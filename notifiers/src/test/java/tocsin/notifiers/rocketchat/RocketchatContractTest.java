package tocsin.notifiers.rocketchat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class RocketchatContractTest extends HttpNotifierContract {
    private static final String LONG =
            "'{{ range .Alerts }}{{ .Labels.instance }} {{ .Annotations.summary }}, {{ end }}'";
    private static final ContractEntry ENTRY = ContractEntry.of(RocketchatKind::with, "token", "'%SECRET%'")
            .with("token_id", "user17")
            .with("api_url", "'%SERVER%/'")
            .with("channel", "'#{{ .CommonLabels.severity }}'")
            .with("text", LONG)
            .with("short_fields", "true")
            .with("fields", "[{title: T, value: '{{ .Status }}'}, {value: v, short: false}]")
            .with("actions", "[{type: button, text: Runbook, url: 'http://run/{{ .Status }}', msg: m}]")
            .withTexts("channel", "color", "title", "title_link", "text", "emoji", "icon_url", "image_url", "thumb_url")
            .withText("fields", "[{title: T, value: %BROKEN%}]")
            .withText("actions", "[{text: %BROKEN%}]");

    private final LocalService service;

    RocketchatContractTest(LocalService service) {
        super(ENTRY, service);
        this.service = service;
    }

    private static ResponseDefinitionBuilder json(String body) {
        return aResponse().withHeader("Content-Type", "application/json").withBody(body);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return json("{\"ts\":1,\"message\":{\"u\":{\"success\":false}},\"success\":true}");
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        JsonObject attachment = new JsonObject(request.getBodyAsString())
                .getJsonArray("attachments")
                .getJsonObject(0);
        assertThat(codePoints(attachment.getString("text"))).isEqualTo(16_383);
        assertThat(attachment.getString("text")).endsWith("…");
    }

    @Test
    void a_title_has_1024_code_points() {
        assertThat(send(notifier(ENTRY.with("title", "'" + "😀".repeat(1025) + "'")), FIRING))
                .isInstanceOf(Delivered.class);

        assertThat(service.requests().get(0).getBodyAsString()).contains("\"title\":\"" + "😀".repeat(1023) + "…\"");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
        {"success":false,"error":"error-invalid-channel"} | error-invalid-channel
        {"success":false,"error":"hunter2-4f81c3a9d0e7"}  | <redacted>
        """)
    void a_good_status_is_not_enough(String body, String error) {
        service.answers(json(body));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Rejected(
                        FailureReason.CLIENT_ERROR,
                        "channel \"#critical\": error response from Rocket.Chat: " + error));
    }

    @Test
    void too_many_messages_are_tried_again() {
        service.answers(json("{\"success\":false,\"error\":\"Slow down. [error-too-many-requests]\"}")
                .withHeader("Retry-After", "9"));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Retryable(
                        FailureReason.RATE_LIMITED,
                        "channel \"#critical\": error response from Rocket.Chat: Slow down. [error-too-many-requests]",
                        Duration.ofSeconds(9)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "true"})
    void an_answer_that_is_no_json_is_tried_again(String body) {
        service.answers(aResponse().withBody(body));

        assertThat(send(notifier(ENTRY), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .startsWith("channel \"#critical\": the answer is not the JSON of Rocket.Chat"));
    }
}
