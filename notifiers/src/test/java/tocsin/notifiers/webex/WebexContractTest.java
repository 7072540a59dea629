package tocsin.notifiers.webex;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class WebexContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.ofToken(WebexKind::with)
            .with("api_url", "'%SERVER%/v1/messages'")
            .with("room_id", "'room-{{ .CommonLabels.severity }}'")
            .withTexts("message")
            .withRequiredText("room_id", ContractEntry.BROKEN);

    private final LocalService service;

    WebexContractTest(LocalService service) {
        super(ENTRY, service);
        this.service = service;
    }

    private static byte[] markdown(LoggedRequest request) {
        return new JsonObject(request.getBodyAsString()).getString("markdown").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(markdown(request)).hasSizeBetween(7430, 7439);
        assertThat(new String(markdown(request), StandardCharsets.UTF_8)).endsWith("…");
    }

    @Test
    void a_notice_counts() {
        assertThat(send(notifier(ENTRY.with("message", "'" + "ä".repeat(8000) + "{{ .Nope }}'")), FIRING))
                .isInstanceOf(Delivered.class);

        assertThat(markdown(service.requests().get(0))).hasSizeLessThanOrEqualTo(7439);
    }

    @Test
    void a_message_to_no_room_is_rejected_before_webex_is_asked() {
        assertThat(send(notifier(ENTRY.with("room_id", "'{{ .CommonLabels.team }}'")), FIRING))
                .isEqualTo(new Rejected(FailureReason.OTHER, "`room_id` is empty for these alerts"));
        assertThat(service.requests()).isEmpty();
    }
}
