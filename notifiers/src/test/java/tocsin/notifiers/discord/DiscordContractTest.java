package tocsin.notifiers.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class DiscordContractTest extends HttpNotifierContract {
    DiscordContractTest(LocalService service) {
        super(
                ContractEntry.of(DiscordKind::with, "webhook_url", "'%SERVER%/api/webhooks/17/%SECRET%'")
                        .withTexts("content", "title", "message"),
                service);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return WireMock.noContent();
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        JsonObject message = new JsonObject(request.getBodyAsString());
        JsonObject embed = message.getJsonArray("embeds").getJsonObject(0);
        assertThat(codePoints(embed.getString("title"))).isLessThanOrEqualTo(256);
        assertThat(codePoints(embed.getString("description"))).isEqualTo(4096);
        assertThat(embed.getString("description")).endsWith("…");
    }
}
