package tocsin.notifiers.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class DiscordContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(
                    DiscordKind::with, "webhook_url", "'%SERVER%/api/webhooks/17/%SECRET%'")
            .withTexts("content", "title", "message");

    DiscordContractTest(LocalService service) {
        super(ENTRY, service);
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

    @Test
    void long_content_and_a_long_title_are_cut() {
        String zeros = "'{{ printf \"%03000d\" 7 }}'";

        send(notifier(ENTRY.with("content", zeros).with("title", zeros)), FIRING);

        assertThat(body(0).getString("content")).hasSize(2000).endsWith("0…");
        assertThat(embed().getString("title")).hasSize(256).endsWith("0…");
    }

    private JsonObject embed() {
        return body(0).getJsonArray("embeds").getJsonObject(0);
    }

    @Test
    void name_and_picture_of_the_webhook_may_be_others() {
        send(notifier(ENTRY.with("username", "'{{ u'").with("avatar_url", "'http://a'")), FIRING);

        assertThat(body(0).getString("username")).isEqualTo("{{ u");
        assertThat(body(0).getString("avatar_url")).isEqualTo("http://a");
    }

    @Test
    void an_embed_without_text_is_left_out() {
        send(notifier(ENTRY.with("content", "hello").with("title", "''").with("message", "' '")), FIRING);

        assertThat(body(0)).isEqualTo(new JsonObject().put("content", "hello"));
    }

    @Test
    void a_message_is_never_empty() {
        send(notifier(ENTRY.with("title", "''").with("message", "' '")), FIRING);

        assertThat(embed().getString("description")).isEqualTo(FIRING.groupKey());
    }
}
