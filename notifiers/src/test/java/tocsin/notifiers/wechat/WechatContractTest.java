package tocsin.notifiers.wechat;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.IntegrationConfig;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.notifiers.ContractEntry;
import tocsin.notifiers.HttpNotifierContract;
import tocsin.notifiers.LocalService;
import tocsin.notifiers.TestPorts;
import tocsin.time.SimulatedTime;

class WechatContractTest extends HttpNotifierContract {
    private static final ContractEntry ENTRY = ContractEntry.of(WechatKind::with, "api_secret", "'%SECRET%'")
            .with("api_url", "'%SERVER%/cgi-bin'")
            .with("corp_id", "'ww 1'")
            .with("agent_id", "7")
            .with("to_user", "'a|b'")
            .withTexts("message", "to_user", "to_party", "to_tag", "agent_id")
            .withRequiredText("corp_id", ContractEntry.BROKEN)
            .withRequiredText("api_secret", ContractEntry.BROKEN);
    private static final String GET_TOKEN = "/cgi-bin/gettoken";
    private static final String SEND = "/cgi-bin/message/send";
    /** Also the answer to a message. */
    private static final String TOKEN = """
            {"errcode": 0, "errmsg": "ok", "access_token": "of-{{request.query.corpsecret}}", "expires_in": 7200}""";

    private @Nullable TestPorts world;

    WechatContractTest(LocalService service) {
        super(ENTRY, service);
    }

    @Override
    protected Notifier notifier(IntegrationConfig config, TestPorts ports, String address) throws HttpConfigException {
        world = ports;
        return super.notifier(config, ports, address);
    }

    @Override
    protected ResponseDefinitionBuilder success() {
        return okJson(TOKEN).withTransformers("response-template");
    }

    @Override
    protected boolean isRetried(int status) {
        return true;
    }

    @Override
    protected void isWithinLimits(LoggedRequest request) {
        if (request.getUrl().startsWith(SEND)) {
            String content = content(request, "text");
            assertThat(content.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(2045, 2048);
            assertThat(content).endsWith("…");
        }
    }

    private static String content(LoggedRequest request, String type) {
        return new JsonObject(request.getBodyAsString()).getJsonObject(type).getString("content");
    }

    private SimulatedTime clock() {
        return Objects.requireNonNull(world).clock();
    }

    private List<String> paths() {
        return service().requests().stream()
                .map(request -> request.getUrl().replaceAll("[?].*", ""))
                .toList();
    }

    @Test
    void markdown_may_be_longer() {
        send(
                notifier(ENTRY.with("message_type", "markdown").with("message", "'{{ printf \"%5000s\" \"x\" }}'")),
                FIRING);

        assertThat(body(1).getString("msgtype")).isEqualTo("markdown");
        assertThat(content(request(1), "markdown").getBytes(StandardCharsets.UTF_8))
                .hasSize(4096);
    }

    @Test
    void a_token_serves_for_two_hours() {
        Notifier notifier = notifier(ENTRY);

        send(notifier, FIRING);
        clock().advance(Duration.ofMinutes(119));
        send(notifier, FIRING);
        assertThat(paths()).containsExactly(GET_TOKEN, SEND, SEND);

        clock().advance(Duration.ofMinutes(1));
        send(notifier, FIRING);
        assertThat(paths()).containsExactly(GET_TOKEN, SEND, SEND, GET_TOKEN, SEND);
    }

    @Test
    void notifications_at_the_same_time_wait_for_the_same_token() throws Exception {
        service()
                .server()
                .stubFor(get(urlPathEqualTo(GET_TOKEN)).willReturn(success().withFixedDelay(300)));
        Notifier notifier = notifier(ENTRY);

        Future<DeliveryResult> first = notifier.send(FIRING, Duration.ofMinutes(1));
        Future<DeliveryResult> second = notifier.send(RESOLVED, Duration.ofMinutes(1));

        assertThat(Future.all(first, second)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS)
                        .<DeliveryResult>list())
                .hasOnlyElementsOfType(Delivered.class);
        assertThat(paths()).containsExactly(GET_TOKEN, SEND, SEND);
    }

    @Test
    void whoever_waits_for_the_token_of_another_keeps_to_its_own_time() throws Exception {
        service()
                .server()
                .stubFor(get(urlPathEqualTo(GET_TOKEN)).willReturn(success().withFixedDelay(5_000)));
        Notifier notifier = notifier(ENTRY);

        notifier.send(FIRING, Duration.ofSeconds(3));
        DeliveryResult hurried = notifier.send(RESOLVED, Duration.ofMillis(200))
                .toCompletionStage()
                .toCompletableFuture()
                .get(2, TimeUnit.SECONDS);

        assertThat(hurried).isInstanceOf(Retryable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {42001, 40014})
    void a_token_that_is_refused_is_replaced_and_the_message_sent_again(int code) {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(SEND))
                        .inScenario("expiry")
                        .whenScenarioStateIs(Scenario.STARTED)
                        .willSetStateTo("renewed")
                        .willReturn(okJson("{\"errcode\": " + code + "}")));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOf(Delivered.class);

        assertThat(paths()).containsExactly(GET_TOKEN, SEND, GET_TOKEN, SEND);
        assertThat(request(3).getBodyAsString()).isEqualTo(request(1).getBodyAsString());
    }

    @Test
    void a_new_token_that_is_refused_too_is_left_to_the_next_attempt() {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(SEND)).willReturn(okJson("{\"errcode\": 42001, \"errmsg\": \"old\"}")));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Retryable(FailureReason.OTHER, "error 42001 of WeCom: old", Duration.ZERO));
        assertThat(paths()).containsExactly(GET_TOKEN, SEND, GET_TOKEN, SEND);
    }

    @Test
    void an_error_of_wecom_is_told_without_secrets() {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(SEND))
                        .willReturn(okJson("{\"errcode\": 81013, \"errmsg\": \"no user; {{request.url}}\"}")
                                .withTransformers("response-template")));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(FailureReason.OTHER);
            assertThat(rejected.message())
                    .startsWith("error 81013 of WeCom: no user; ")
                    .doesNotContain("hunter2", "access_token");
        });
    }

    @Test
    void a_secret_that_wecom_does_not_know_is_told() {
        service()
                .server()
                .stubFor(
                        get(urlPathEqualTo(GET_TOKEN)).willReturn(okJson("{\"errcode\": 40001, \"errmsg\": \"bad\"}")));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Rejected(FailureReason.OTHER, "error 40001 of WeCom: bad"));
        assertThat(paths()).containsExactly(GET_TOKEN);
    }

    @Test
    void a_service_that_is_busy_is_tried_again() {
        service().server().stubFor(post(urlPathEqualTo(SEND)).willReturn(okJson("{\"errcode\": -1}")));

        assertThat(send(notifier(ENTRY), FIRING)).isInstanceOf(Retryable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "7"})
    void what_is_no_answer_of_wecom_is_tried_again(String body) {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(SEND)).willReturn(aResponse().withBody(body)));

        assertThat(send(notifier(ENTRY), FIRING))
                .isEqualTo(new Retryable(FailureReason.OTHER, "the answer of WeCom is no JSON object", Duration.ZERO));
    }

    @Test
    void recipients_that_got_nothing_are_noted() {
        service()
                .server()
                .stubFor(post(urlPathEqualTo(SEND)).willReturn(okJson("{\"errcode\": 0, \"invaliduser\": \"b\"}")));

        assertThat(send(notifier(ENTRY), FIRING))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .containsExactly("WeCom knows none of these recipients: invaliduser b"));
    }
}
