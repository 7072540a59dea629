package tocsin.notifiers.victorops;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class VictoropsContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(VictoropsKind::with, "api_key", "'%SECRET%'")
            .with("api_url", "'%SERVER%/integrations/generic/20131114/alert'")
            .with("routing_key", "'{{ .CommonLabels.severity }} team'")
            .with("custom_fields", "{runbook: 'http://wiki/{{ .GroupLabels.alertname }}', Zone: eu}")
            .withRequiredText("routing_key", "%BROKEN%")
            .withTexts("message_type", "state_message", "entity_display_name", "monitoring_tool")
            .withText("custom_fields", "{runbook: %BROKEN%}");

    VictoropsContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        String text = new JsonObject(request.getBodyAsString()).getString("state_message");
        assertThat(codePoints(text)).isEqualTo(20_480);
        assertThat(text).endsWith("…");
    }

    @ParameterizedTest(name = "`{0}` is sent as {1}")
    @CsvSource({"INFO, INFO", "WARNING, WARNING", "CRITICAL, CRITICAL", "page, CRITICAL", "RECOVERY, CRITICAL"})
    void a_firing_group_is_never_a_recovery(String configured, String sent) {
        send(notifier(ENTRY.with("message_type", configured)), FIRING);

        assertThat(body(0).getString("message_type")).isEqualTo(sent);
    }

    @Test
    void the_query_of_the_url_stays_behind_its_path() {
        send(notifier(ENTRY.with("api_url", "'%SERVER%/alert?region=eu'").with("routing_key", "a/b")), FIRING);

        assertThat(request(0).getUrl()).startsWith("/alert/").endsWith("/a%2Fb?region=eu");
    }
}
