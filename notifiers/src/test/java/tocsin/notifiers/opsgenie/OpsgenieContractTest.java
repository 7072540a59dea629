package tocsin.notifiers.opsgenie;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;

class OpsgenieContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(OpsgenieKind::with, "api_key", "'%SECRET%'")
            .with("api_url", "'%SERVER%/x'")
            .with("details", "{runbook: 'http://wiki/{{ .GroupLabels.alertname }}', severity: high}")
            .with("tags", "'a, {{ .CommonLabels.severity }},'")
            .with("actions", "restart")
            .with("entity", "disk")
            .with("note", "n")
            .with("priority", "P1")
            .with(
                    "responders",
                    "[{name: 'x, y', type: teams}, {username: 'me@h', type: user}, {id: '{{ .CommonLabels.nope }}', type: team}]")
            .withRequiredText("api_key", "%BROKEN%")
            .withTexts("message", "description", "source", "entity", "tags", "actions", "note", "priority")
            .withText("details", "{a: %BROKEN%}")
            .withText("responders", "[{name: %BROKEN%, type: team}]");

    OpsgenieContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withStatus(202);
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        JsonObject alert = new JsonObject(request.getBodyAsString());
        assertThat(codePoints(alert.getString("message"))).isLessThanOrEqualTo(130);
        assertThat(codePoints(alert.getString("description"))).isEqualTo(15_000);
        assertThat(alert.getString("description")).endsWith("…");
    }

    @Test
    void a_long_message_is_cut() {
        send(notifier(ENTRY.with("message", "'{{ printf \"%0600d\" 7 }}'")), FIRING);

        assertThat(body(0).getString("message")).hasSize(130).endsWith("0…");
    }

    @Test
    void an_open_alert_is_updated_when_that_is_wanted() {
        assertThat(send(notifier(ENTRY.with("update_alerts", "true")), FIRING)).isInstanceOf(Delivered.class);

        String alias = body(0).getString("alias");
        assertThat(List.of(0, 1, 2))
                .extracting(i -> request(i).getMethod() + " " + request(i).getUrl())
                .containsExactly(
                        "POST /x/v2/alerts",
                        "PUT /x/v2/alerts/" + alias + "/message?identifierType=alias",
                        "PUT /x/v2/alerts/" + alias + "/description?identifierType=alias");
        assertThat(body(1)).isEqualTo(new JsonObject().put("message", body(0).getString("message")));
        assertThat(body(2)).isEqualTo(new JsonObject().put("description", body(0).getString("description")));
        assertThat(request(2).getHeader("Authorization")).isEqualTo(request(0).getHeader("Authorization"));
    }

    @Test
    void an_update_that_fails_is_tried_again() {
        service().server().stubFor(put(anyUrl()).willReturn(aResponse().withStatus(503)));

        assertThat(send(notifier(ENTRY.with("update_alerts", "true")), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.reason()).isEqualTo(FailureReason.SERVER_ERROR));
        assertThat(service().requests()).hasSize(2);
    }

    @Test
    void closing_an_alert_says_what_failed_in_its_note() {
        send(notifier(ENTRY.with("source", "'{{ .Nope }}'")), RESOLVED);

        assertThat(body(0).getString("note")).contains("`source`", "evaluate field Nope");
        assertThat(body(0).getString("source")).startsWith("http://tocsin/#/alerts?receiver=");
    }

    @ParameterizedTest(name = "`{0}` is sent as {1}")
    @CsvSource({"P5, P5", "' P2', P2", "P6,", "critical,"})
    void a_priority_that_opsgenie_would_refuse_is_left_out(String configured, String priority) {
        send(notifier(ENTRY.with("priority", "'" + configured + "'")), FIRING);

        assertThat(body(0).getString("priority")).isEqualTo(priority);
    }
}
