package tocsin.notifiers.pagerduty;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.ContractEntry.codePoints;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.model.Alert;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.Notifications;

class PagerdutyContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(PagerdutyKind::with, "routing_key", "'%SECRET%'")
            .with("url", "'%SERVER%/v2/enqueue'")
            .with("severity", "'{{ .CommonLabels.severity }}'")
            .with("class", "disk")
            .with("component", "'{{ .CommonLabels.nope }}'")
            .with("group", "db")
            .with(
                    "images",
                    "[{src: 'http://g/{{ .Status }}.png', alt: a, href: 'http://g'}, {src: '{{ .CommonLabels.nope }}'}]")
            .with("links", "[{href: 'http://w?a=1&b=2', text: runbook}, {href: '', text: none}]")
            .with(
                    "details",
                    "{runbook: 'http://wiki/{{ .GroupLabels.alertname }}', nested: {count: '{{ len .Alerts }}'}}")
            .withRequiredText("routing_key", "%BROKEN%")
            .withTexts("client", "client_url", "description", "source", "severity", "class", "component", "group")
            .withText("details", "{fine: yes, a: %BROKEN%}")
            .withText("images", "[{src: 'http://g', alt: %BROKEN%}]")
            .withText("links", "[{href: 'http://w', text: %BROKEN%}]");

    PagerdutyContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return aResponse()
                .withStatus(202)
                .withBody("{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}");
    }

    /** Details that are too large are replaced: see below. */
    @Override
    protected void isWithinLimits(LoggedRequest request) {
        assertThat(request.getBody()).hasSizeLessThan(512_000);
        JsonObject payload = new JsonObject(request.getBodyAsString()).getJsonObject("payload");
        assertThat(payload.getJsonObject("custom_details"))
                .isEqualTo(new JsonObject()
                        .put(
                                "error",
                                "Custom details have been removed because the original event exceeds the maximum"
                                        + " size of 512KB"));
        assertThat(codePoints(payload.getString("summary"))).isLessThanOrEqualTo(1024);
    }

    @Test
    void a_long_summary_is_cut() {
        send(notifier(ENTRY.with("description", "'{{ printf \"%02000d\" 7 }}'")), FIRING);

        assertThat(payload().getString("summary")).hasSize(1024).endsWith("0…");
    }

    private JsonObject payload() {
        return body(0).getJsonObject("payload");
    }

    @Test
    void details_that_fail_give_way_to_those_of_upstream() {
        send(notifier(ENTRY.withBroken("details")), FIRING);

        assertThat(payload().getJsonObject("custom_details").fieldNames())
                .containsExactly("firing", "num_firing", "num_resolved", "resolved", "template_errors");
    }

    @ParameterizedTest(name = "`{0}` is sent as {1}")
    @CsvSource({"critical, critical", "Warning, warning", "info, info", "' error ', error", "page, error", "'', error"})
    void a_severity_that_pagerduty_would_refuse_gives_way(String configured, String severity) {
        DeliveryResult result = send(notifier(ENTRY.with("severity", "'{{ \"" + configured + "\" }}'")), FIRING);

        assertThat(payload().getString("severity")).isEqualTo(severity);
        boolean known = configured.strip().equalsIgnoreCase(severity);
        assertThat(result)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .hasSize(known ? 0 : 1)
                                .allMatch(note -> note.startsWith("`severity` is `" + configured + "`")));
    }

    @Test
    void an_event_has_a_summary_and_a_source_whatever_is_configured() {
        send(notifier(ENTRY.with("description", "' '").with("source", "'{{ .CommonLabels.nope }}'")), FIRING);

        assertThat(payload().getString("summary")).isEqualTo(FIRING.groupKey());
        assertThat(payload().getString("source")).isEqualTo("http://tocsin");
    }

    @Test
    void what_is_wrong_with_an_event_is_told() {
        answers(aResponse()
                .withStatus(400)
                .withBody("{\"status\":\"invalid event\",\"message\":\"Event object is invalid\","
                        + "\"errors\":[\"'summary' is missing\",\"and more\"]}"));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Rejected(
                        FailureReason.CLIENT_ERROR,
                        "unexpected status code 400: Event object is invalid: 'summary' is missing, and more"));
    }

    @Test
    void a_few_hundred_alerts_keep_their_details() {
        Alert[] alerts = IntStream.range(0, 300)
                .mapToObj(i -> Notifications.firing("alertname", "Many", "instance", "host-" + i))
                .toArray(Alert[]::new);

        send(notifier(ENTRY), Notifications.of(alerts));

        assertThat(payload().getJsonObject("custom_details").getJsonArray("firing"))
                .hasSize(300);
    }

    @Test
    void an_attempt_takes_no_longer_than_configured() {
        answers(aResponse().withFixedDelay(60_000));

        assertThat(send(notifier(ENTRY.with("timeout", "200ms")), FIRING))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .endsWith("configured pagerduty timeout reached (200ms)"));
    }
}
