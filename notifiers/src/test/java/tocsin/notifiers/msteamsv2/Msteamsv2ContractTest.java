package tocsin.notifiers.msteamsv2;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class Msteamsv2ContractTest extends HttpNotifierContract {
    Msteamsv2ContractTest(LocalService service) {
        super(
                ContractEntry.of(
                                Msteamsv2Kind::with,
                                "webhook_url",
                                "'%SERVER%/workflows/1/triggers/manual/paths/invoke?api-version=1&sig=%SECRET%'")
                        .withTexts("title", "text"),
                service);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withStatus(202);
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(request.getBody()).hasSizeBetween(27_000, 28_000);
        JsonObject card = new JsonObject(request.getBodyAsString())
                .getJsonArray("attachments")
                .getJsonObject(0)
                .getJsonObject("content");
        assertThat(card.getJsonArray("body").getJsonObject(1).getString("text")).endsWith("…");
    }
}
