package tocsin.notifiers.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.notifiers.Notifications.firing;
import static tocsin.notifiers.Notifications.resolved;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.http.HttpConfigException;
import tocsin.model.Alert;
import tocsin.notifiers.Notifications;
import tocsin.notifiers.TestPorts;
import tocsin.notifiers.entry.EntryKind;
import tocsin.notifiers.template.NotificationTemplates;

@TestInstance(Lifecycle.PER_CLASS)
class WebhookNotifierTest {
    private static final String SECRET_PATH = "/hooks/hunter2";
    private static final Notification ONE = Notifications.of(firing("a", "b"));

    private static final NotificationTemplates TEMPLATES = NotificationTemplates.builtIn();

    private final Vertx vertx = Vertx.vertx();
    private final TestPorts ports = new TestPorts(vertx);
    private final WireMockServer server =
            new WireMockServer(wireMockConfig().dynamicPort().dynamicHttpsPort());

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    void startServer() {
        server.start();
    }

    @BeforeEach
    void resetServer() {
        ports.failedTemplates().clear();
        server.resetAll();
    }

    @AfterAll
    void stopServer() throws Exception {
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private void answers(ResponseDefinitionBuilder answer) {
        server.stubFor(any(anyUrl()).willReturn(answer));
    }

    private String url() {
        return "http://localhost:" + server.port() + SECRET_PATH;
    }

    private Notifier notifier(String yaml) {
        Problems problems = new Problems("alertmanager.yml");
        YamlMapping entry = (YamlMapping) Objects.requireNonNull(YamlReader.readFirst(new Source("x", yaml), problems));
        EntryKind<WebhookConfig> kind = WebhookKind.with(TEMPLATES);
        WebhookConfig config = kind.read(entry, YamlMapping.empty(entry.position()), directory, problems);
        assertThat(problems.list()).isEmpty();
        try {
            return kind.notifier(Objects.requireNonNull(config), ports);
        } catch (HttpConfigException e) {
            throw new AssertionError(e);
        }
    }

    private static DeliveryResult send(Notifier notifier, Notification notification) {
        return send(notifier, notification, Duration.ofMinutes(5));
    }

    private static DeliveryResult send(Notifier notifier, Notification notification, Duration longest) {
        try {
            return notifier.send(notification, longest)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private DeliveryResult send() {
        return send(notifier("url: " + url()), ONE);
    }

    @Test
    void posts_the_payload() {
        answers(aResponse().withStatus(204));

        assertThat(send()).isEqualTo(new Delivered(Map.of()));

        server.verify(
                1,
                postRequestedFor(urlEqualTo(SECRET_PATH))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("User-Agent", equalTo("Alertmanager/0.1"))
                        .withoutHeader("Accept-Encoding")
                        .withRequestBody(matchingJsonPath("$.status", equalTo("firing")))
                        .withRequestBody(matchingJsonPath("$.externalURL", equalTo("http://tocsin"))));
    }

    @Test
    void posts_that_all_are_resolved() {
        answers(aResponse());

        send(notifier("url: " + url()), Notifications.of(resolved("a", "b")));

        server.verify(postRequestedFor(anyUrl()).withRequestBody(matchingJsonPath("$.status", equalTo("resolved"))));
    }

    @Test
    void posts_many_alerts() {
        answers(aResponse());
        Alert[] alerts = IntStream.range(0, 10_000)
                .mapToObj(i -> firing("alertname", "Many", "instance", "host-" + i))
                .toArray(Alert[]::new);

        assertThat(send(notifier("url: " + url()), Notifications.of(alerts))).isInstanceOf(Delivered.class);

        String body = server.getAllServeEvents().get(0).getRequest().getBodyAsString();
        assertThat(Arrays.stream(body.split("\"fingerprint\"", -1)).count()).isEqualTo(10_001);
    }

    @Test
    void posts_a_payload_of_ones_own() {
        answers(aResponse());

        send(notifier("{url: '" + url() + "', payload: {text: hello, count: '3', tags: [a, 'b: c']}}"), ONE);

        server.verify(postRequestedFor(anyUrl())
                .withRequestBody(equalToJson("{\"text\":\"hello\",\"count\":3,\"tags\":[\"a\",{\"b\":\"c\"}]}")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "400, false, CLIENT_ERROR",
        "401, false, AUTH_ERROR",
        "403, false, AUTH_ERROR",
        "404, false, CLIENT_ERROR",
        "408, true, CLIENT_ERROR",
        "425, true, CLIENT_ERROR",
        "429, true, RATE_LIMITED",
        "500, true, SERVER_ERROR",
        "503, true, SERVER_ERROR",
        "304, false, OTHER"
    })
    void classifies_by_status(int status, boolean retryable, FailureReason reason) {
        answers(aResponse().withStatus(status).withBody(status == 304 ? "" : "why"));
        String message = "unexpected status code " + status + (status == 304 ? "" : ": why");

        assertThat(send())
                .isEqualTo(retryable ? new Retryable(reason, message, Duration.ZERO) : new Rejected(reason, message));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "Fri, 20 Nov 2026 10:00:30 GMT | PT30S",
                "Fri, 20 Nov 2026 09:00:00 GMT | PT0S",
                "soon | PT0S"
            })
    void honours_retry_after(String header, Duration wait) {
        answers(aResponse().withStatus(429).withHeader("Retry-After", header));

        assertThat(send()).isEqualTo(new Retryable(FailureReason.RATE_LIMITED, "unexpected status code 429", wait));
    }

    @Test
    void quotes_no_more_than_the_beginning_of_an_error_page_and_hides_the_url_in_it() {
        answers(aResponse().withStatus(404).withBody("Cannot POST " + SECRET_PATH + "\n" + "x".repeat(5000)));

        assertThat(send())
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .startsWith("unexpected status code 404: Cannot POST <redacted> xxx")
                                .doesNotContain("hunter2")
                                .hasSizeLessThan(1200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot POST /services/T0/xoxbSECRETSECRET",
                "no route /services/T0/xoxbSECRETSECRET?a=1&amp;token=hunter2hunter2",
                "invalid token xoxbSECRETSECRET",
                "invalid token: hunter2hunter2"
            })
    void parts_of_the_url_in_an_error_page_are_hidden(String page) {
        answers(aResponse().withStatus(404).withBody(page));
        String url = "http://localhost:" + server.port() + "/services/T0/xoxbSECRETSECRET?a=1&token=hunter2hunter2";

        assertThat(send(notifier("url: " + url), ONE))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .contains("<redacted>")
                                .doesNotContain("SECRET")
                                .doesNotContain("hunter2"));
    }

    @Test
    void a_receiver_that_hangs_is_tried_again() {
        answers(aResponse().withFixedDelay(60_000));

        assertThat(send(notifier("{url: '" + url() + "', timeout: 200ms}"), ONE))
                .isEqualTo(new Retryable(
                        FailureReason.OTHER,
                        "POST <redacted>: no complete answer within 200 ms:"
                                + " configured webhook timeout reached (200ms)",
                        Duration.ZERO));
    }

    @Test
    void an_attempt_ends_when_the_time_of_its_flush_does() {
        answers(aResponse().withFixedDelay(60_000));

        assertThat(send(notifier("{url: '" + url() + "', timeout: 30s}"), ONE, Duration.ofMillis(200)))
                .isEqualTo(new Retryable(
                        FailureReason.OTHER, "POST <redacted>: no complete answer within 200 ms", Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void a_redirect_to_a_get_is_no_delivery(int status) {
        answers(aResponse().withStatus(status).withHeader("Location", "/else/hunter2"));

        assertThat(send()).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(FailureReason.OTHER);
            assertThat(rejected.message())
                    .contains("answered " + status)
                    .contains("turn the POST into a GET")
                    .doesNotContain("hunter2");
        });
        server.verify(0, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void a_redirect_that_keeps_the_post_is_followed(int status) {
        answers(aResponse());
        server.stubFor(any(urlEqualTo(SECRET_PATH))
                .willReturn(aResponse().withStatus(status).withHeader("Location", "/else")));

        assertThat(send()).isInstanceOf(Delivered.class);

        server.verify(
                1, postRequestedFor(urlEqualTo("/else")).withRequestBody(matchingJsonPath("$.version", equalTo("4"))));
    }

    @Test
    void a_redirect_that_is_not_to_be_followed_is_rejected() {
        answers(aResponse().withStatus(307).withHeader("Location", "/else"));

        assertThat(send(notifier("{url: '" + url() + "', http_config: {follow_redirects: false}}"), ONE))
                .isEqualTo(new Rejected(FailureReason.OTHER, "unexpected status code 307"));
    }

    @Test
    void a_cut_connection_is_tried_again() {
        answers(aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(send())
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .isEqualTo("POST <redacted>: the connection broke before the answer was complete"));
    }

    @Test
    void half_an_answer_with_a_good_status_is_a_delivery() {
        answers(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        assertThat(send()).isInstanceOf(Delivered.class);
    }

    @Test
    void an_endless_answer_with_a_good_status_is_a_delivery() {
        answers(aResponse().withBody(new byte[5 << 20]));

        assertThat(send()).isInstanceOf(Delivered.class);
    }

    @Test
    void nobody_listening_is_tried_again() {
        assertThat(send(notifier("url: http://localhost:1" + SECRET_PATH), ONE))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message())
                                .startsWith("POST <redacted>: cannot connect")
                                .doesNotContain("hunter2"));
    }

    @Test
    void an_unknown_certificate_is_tried_again_and_can_be_accepted() {
        answers(aResponse());
        String url = "https://localhost:" + server.httpsPort() + SECRET_PATH;

        assertThat(send(notifier("url: " + url), ONE))
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.message()).startsWith("POST <redacted>: TLS failed"));
        assertThat(send(notifier("{url: '" + url + "', http_config: {tls_config: {insecure_skip_verify: true}}}"), ONE))
                .isInstanceOf(Delivered.class);
    }

    @Test
    void goes_through_a_proxy() {
        answers(aResponse());
        String proxy = "http://localhost:" + server.port();

        DeliveryResult result =
                send(notifier("{url: 'http://inner.invalid/x', http_config: {proxy_url: '" + proxy + "'}}"), ONE);

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(server.getAllServeEvents().get(0).getRequest().getAbsoluteUrl())
                .isEqualTo("http://inner.invalid/x");
    }

    @Test
    void sends_basic_and_bearer_credentials() {
        answers(aResponse());

        send(notifier("{url: '" + url() + "', http_config: {basic_auth: {username: me, password: pass}}}"), ONE);
        send(notifier("{url: '" + url() + "', http_config: {authorization: {credentials: token}}}"), ONE);

        server.verify(1, postRequestedFor(anyUrl()).withBasicAuth(new BasicCredentials("me", "pass")));
        server.verify(1, postRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer token")));
    }

    @Test
    void reads_its_files_for_each_notification() throws IOException {
        answers(aResponse());
        Files.writeString(directory.resolve("token"), "first\n");
        Files.writeString(directory.resolve("url"), url() + "/1\n");
        Notifier notifier = notifier("{url_file: url, http_config: {authorization: {credentials_file: token}}}");

        send(notifier, ONE);
        Files.writeString(directory.resolve("token"), "second\n");
        Files.writeString(directory.resolve("url"), url() + "/2\n");
        send(notifier, ONE);

        server.verify(
                1,
                postRequestedFor(urlEqualTo(SECRET_PATH + "/1")).withHeader("Authorization", equalTo("Bearer first")));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(SECRET_PATH + "/2")).withHeader("Authorization", equalTo("Bearer second")));
    }

    @Test
    void templates_of_a_payload_become_text_numbers_and_structures() {
        answers(aResponse());
        Notifier notifier = notifier("""
                url: %s
                payload:
                  title: '{{ template "slack.default.title" . }}'
                  count: '{{ len .Alerts }}'
                  firing: '{{ .Alerts.Firing | toJson }}'
                  x_{{ .Status }}: 'a: {{ .Receiver }}'
                  plain: '{ {'
                """.formatted(url()));

        assertThat(send(notifier, ONE)).isEqualTo(new Delivered(Map.of()));

        server.verify(
                1,
                postRequestedFor(urlEqualTo(SECRET_PATH))
                        .withRequestBody(matchingJsonPath("$.title", equalTo("[FIRING:1]  (b)")))
                        .withRequestBody(matchingJsonPath("$[?(@.count == 1)]"))
                        .withRequestBody(matchingJsonPath("$.firing[0].labels.a", equalTo("b")))
                        .withRequestBody(matchingJsonPath("$.x_firing.a", equalTo("default"))));
        assertThat(ports.failedTemplates()).isEmpty();
    }

    @Test
    void a_payload_that_fails_gives_way_to_the_standard_one_which_says_so() {
        answers(aResponse());
        String failure = "`payload`: template: :1:3: executing \"\" at <.Nope>:"
                + " can't evaluate field Nope in type *template.Data";

        DeliveryResult result = send(notifier("{url: '" + url() + "', payload: {a: fine, b: '{{ .Nope }}'}}"), ONE);

        assertThat(result).isEqualTo(new Delivered(Map.of(), List.of(failure)));
        server.verify(
                1,
                postRequestedFor(urlEqualTo(SECRET_PATH))
                        .withRequestBody(matchingJsonPath("$.version", equalTo("4")))
                        .withRequestBody(matchingJsonPath("$.alerts[0].labels.a", equalTo("b")))
                        .withRequestBody(matchingJsonPath("$.templateErrors[0]", equalTo(failure))));
        assertThat(ports.failedTemplates()).containsExactly("webhook.payload");
    }

    @Test
    void a_url_may_be_a_template() {
        answers(aResponse());

        assertThat(send(notifier("url: '" + url() + "/{{ .Status | toUpper }}?r={{ .Receiver | urlquery }}'"), ONE))
                .isEqualTo(new Delivered(Map.of()));

        server.verify(1, postRequestedFor(urlEqualTo(SECRET_PATH + "/FIRING?r=default")));
    }

    @Test
    void a_url_in_a_file_may_be_a_template() throws IOException {
        answers(aResponse());
        Files.writeString(directory.resolve("templated"), url() + "/{{ len .Alerts }}\n");

        assertThat(send(notifier("url_file: templated"), ONE)).isEqualTo(new Delivered(Map.of()));

        server.verify(1, postRequestedFor(urlEqualTo(SECRET_PATH + "/1")));
    }

    @Test
    void a_url_that_fails_is_rejected_without_words_of_its_template() {
        assertThat(send(notifier("url: '{{ index (stringSlice \"http://localhost/hunter2\") 7 }}'"), ONE))
                .isEqualTo(new Rejected(
                        FailureReason.OTHER, "`url`: template: :1:3: error calling index: index out of range: 7"));
    }

    @Test
    void a_url_that_is_empty_for_these_alerts_is_rejected() {
        assertThat(send(notifier("url: '{{ .CommonLabels.hook }}'"), ONE))
                .isEqualTo(new Rejected(FailureReason.OTHER, "the webhook's URL is empty"));
    }

    @Test
    void a_url_that_fails_is_rejected_because_nothing_can_stand_in_for_it() {
        assertThat(send(notifier("url: '" + url() + "/{{ .Nope }}'"), ONE))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .startsWith("`url`: template: :1:")
                                .contains("can't evaluate field Nope")
                                .doesNotContain("hunter2"));
        assertThat(ports.failedTemplates()).containsExactly("webhook.url");
        server.verify(0, postRequestedFor(anyUrl()));
    }

    @Test
    void a_missing_or_useless_url_file_is_rejected_with_its_name_only() throws IOException {
        Notifier notifier = notifier("url_file: url");

        assertThat(send(notifier, ONE))
                .isEqualTo(new Rejected(FailureReason.OTHER, "no such file: " + directory.resolve("url")));
        Files.writeString(directory.resolve("url"), " \n");
        assertThat(send(notifier, ONE)).isEqualTo(new Rejected(FailureReason.OTHER, "the webhook's URL is empty"));
        Files.writeString(directory.resolve("url"), "hunter2");
        assertThat(send(notifier, ONE))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .startsWith("POST <redacted>: not an absolute http or https URL")
                                .doesNotContain("hunter2"));
    }

    @Test
    void completes_on_the_context_of_its_caller() throws Exception {
        answers(aResponse());
        Notifier notifier = notifier("url: " + url());
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Boolean> same = new CompletableFuture<>();

        context.runOnContext(nothing -> notifier.send(ONE, Duration.ofMinutes(5))
                .onComplete(done -> same.complete(Vertx.currentContext() == context)));

        assertThat(same.get(60, TimeUnit.SECONDS)).isTrue();
    }
}
