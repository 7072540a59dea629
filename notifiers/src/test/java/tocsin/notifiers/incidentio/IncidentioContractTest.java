package tocsin.notifiers.incidentio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.model.Alert;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.Notifications;

class IncidentioContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(
                    IncidentioKind::with, "alert_source_token", "'%SECRET%'")
            .with("url", "'%SERVER%/v2/alert_events/alertmanager/17'");

    IncidentioContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse().withStatus(202).withBody("{\"status\":\"success\"}");
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(request.getBody()).hasSizeLessThan(512 * 1024);
        JsonObject sent = new JsonObject(request.getBodyAsString());
        assertThat(sent.getJsonArray("alerts")).hasSize(1);
        assertThat(sent.getInteger("truncatedAlerts")).isEqualTo(9_999);
    }

    /** The token is one. */
    @Override
    protected boolean mayHaveCredentials() {
        return false;
    }

    private static Alert[] many(Stream<Alert> first, int count) {
        return Stream.concat(
                        first, IntStream.range(0, count).mapToObj(i -> Notifications.firing("instance", "host-" + i)))
                .toArray(Alert[]::new);
    }

    @Test
    void of_too_large_a_notification_the_first_firing_alert_is_sent_with_a_note() {
        Alert[] alerts = many(Stream.of(Notifications.resolved("instance", "a")), 5000);

        assertThat(send(notifier(ENTRY), Notifications.of(alerts)))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .singleElement()
                                .asString()
                                .endsWith("and incident.io takes 524288: only its first alert was sent"));

        JsonObject only = body(0).getJsonArray("alerts").getJsonObject(0);
        assertThat(only.getString("status")).isEqualTo("firing");
        assertThat(only.getJsonObject("labels").getString("instance")).isEqualTo("host-0");
    }

    @Test
    void a_thousand_alerts_are_sent_whole() {
        Alert[] alerts = many(Stream.empty(), 1000);

        send(notifier(ENTRY), Notifications.of(alerts));

        assertThat(body(0).getJsonArray("alerts")).hasSize(1000);
    }

    @Test
    void no_more_alerts_are_sent_than_wanted() {
        send(notifier(ENTRY.with("max_alerts", "1")), FIRING);

        assertThat(body(0).getJsonArray("alerts")).hasSize(1);
        assertThat(body(0).getInteger("truncatedAlerts")).isEqualTo(1);
    }

    @Test
    void the_url_may_stand_in_a_file() throws IOException {
        ContractEntry inFile = ContractEntry.of(IncidentioKind::with, "alert_source_token", "'%SECRET%'")
                .with("url_file", "url");
        Files.writeString(directory().resolve("url"), service().address() + "/from/a/file\n");

        send(notifier(inFile), FIRING);

        assertThat(request(0).getUrl()).isEqualTo("/from/a/file");
    }

    @Test
    void an_attempt_takes_no_longer_than_configured() {
        answers(aResponse().withFixedDelay(60_000));

        assertThat(send(notifier(ENTRY.with("timeout", "200ms")), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .endsWith("configured incidentio timeout reached (200ms)"));
    }
}
