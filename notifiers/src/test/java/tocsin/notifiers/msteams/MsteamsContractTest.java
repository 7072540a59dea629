package tocsin.notifiers.msteams;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class MsteamsContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(
                    MsteamsKind::with, "webhook_url", "'%SERVER%/webhookb2/1/IncomingWebhook/%SECRET%'")
            .withTexts("title", "summary", "text");

    private final LocalService service;

    MsteamsContractTest(LocalService service) {
        super(ENTRY, service);
        this.service = service;
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withBody("1");
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(request.getBody()).hasSizeBetween(27_000, 28_000);
        assertThat(new JsonObject(request.getBodyAsString()).getString("text")).endsWith("…");
    }

    @Test
    void what_json_makes_longer_fits_too() {
        ContractEntry entry = ENTRY.with("text", "'" + "<".repeat(30_000) + "'")
                .with("title", "'" + "&".repeat(2000) + "'")
                .with("summary", "'{{ range .Alerts }}" + "<😀".repeat(8000) + "{{ end }}{{ .Nope }}'");

        assertThat(send(notifier(entry), FIRING)).isInstanceOf(Delivered.class);

        assertThat(service.requests().get(0).getBody()).hasSizeBetween(27_000, 28_000);
        assertThat(service.requests().get(0).getBodyAsString())
                .contains("\"title\":\"" + "\\u0026".repeat(1023) + "…\"")
                .contains("`summary`");
    }

    @Test
    void a_card_that_teams_refuses_behind_a_good_status_is_tried_again_when_there_were_too_many() {
        service.answers(aResponse()
                .withHeader("Retry-After", "5")
                .withBody("Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429"
                        + " with ContextId tcid=1"));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOfSatisfying(Retryable.class, retryable -> {
            assertThat(retryable.reason()).isEqualTo(FailureReason.RATE_LIMITED);
            assertThat(retryable.retryAfter()).isEqualTo(Duration.ofSeconds(5));
            assertThat(retryable.message()).startsWith("unexpected status code 429: Webhook message delivery failed");
        });
    }

    @Test
    void a_card_that_teams_refuses_behind_a_good_status_is_no_delivery() {
        service.answers(aResponse()
                .withBody("Webhook message delivery failed with error:"
                        + " Microsoft Teams endpoint returned HTTP error 413 with ContextId tcid=1"));

        assertThat(send(notifier(ENTRY), FIRING))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(FailureReason.CLIENT_ERROR));
    }
}
