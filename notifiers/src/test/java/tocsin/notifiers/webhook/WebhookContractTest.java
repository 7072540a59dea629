package tocsin.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.Arrays;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class WebhookContractTest extends HttpNotifierContract {
    WebhookContractTest(LocalService service) {
        super(
                ContractEntry.of(WebhookKind::with, "url", "'%SERVER%/hooks/%SECRET%'")
                        .withText("payload", "{a: %BROKEN%}")
                        .withRequiredText("url", "%BROKEN%"),
                service);
    }

    /** There is none: whoever receives it says how many alerts it wants. */
    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(Arrays.stream(request.getBodyAsString().split("\"fingerprint\"", -1)))
                .hasSize(10_001);
    }
}
