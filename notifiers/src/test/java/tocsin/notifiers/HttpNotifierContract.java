package tocsin.notifiers;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static tocsin.notifiers.Notifications.NOW;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.IntegrationConfig;
import tocsin.config.Problems;
import tocsin.config.Source;
import tocsin.config.YamlMapping;
import tocsin.config.YamlReader;
import tocsin.delivery.DeliveryResult;
import tocsin.delivery.DeliveryResult.Delivered;
import tocsin.delivery.DeliveryResult.Rejected;
import tocsin.delivery.DeliveryResult.Retryable;
import tocsin.delivery.FailureReason;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.Notification;
import tocsin.delivery.Notifier;
import tocsin.delivery.NotifyReason;
import tocsin.http.HttpConfigException;
import tocsin.model.Alert;
import tocsin.model.Annotations;
import tocsin.model.Labels;

/**
 * What every kind that speaks HTTP does. A subclass gives the entry of its kind, says what its service's limits are, and where
 * the service means something else than others.
 *
 * <p>What is sent is compared with {@code <kind>/firing.http} and {@code <kind>/resolved.http} among the resources; run the
 * tests with {@code -Dtocsin.golden.record=true} to write them anew, and review the difference.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(LocalService.Extension.class)
public abstract class HttpNotifierContract {
    private static final boolean RECORD = Boolean.getBoolean("tocsin.golden.record");
    private static final String SECRET = "hunter2-4f81c3a9d0e7";
    private static final String ROTATED = "swordfish-77aa90cc12b4";
    /** Of every exchange; they say nothing of the notification. */
    private static final Set<String> COMMON_HEADERS = Set.of("Host", "User-Agent", "Content-Length", "Connection");

    /** One alert fires, one is resolved; texts hold what JSON, HTML, Markdown and URLs have to escape. */
    protected static final Notification FIRING = notification(NotifyReason.SOME_ALERTS_RESOLVED, null);

    protected static final Notification RESOLVED = notification(NotifyReason.ALL_ALERTS_RESOLVED, NOW);

    private final ContractEntry entry;
    private final LocalService service;
    private final TestPorts ports;

    @TempDir
    Path directory = Path.of("");

    protected HttpNotifierContract(ContractEntry entry, LocalService service) {
        this.entry = entry;
        this.service = service;
        this.ports = new TestPorts(service.vertx(), ContractEntry.TEMPLATES);
    }

    /** For kinds whose address cannot be configured. */
    protected Notifier notifier(IntegrationConfig config, TestPorts world, String address) throws HttpConfigException {
        return entry.kind().notifier(config, world);
    }

    /** What the service answers when it takes a notification. */
    protected ResponseDefinitionBuilder success() {
        return aResponse();
    }

    /** What the service says when it takes none. */
    protected String refusal(String why) {
        return why;
    }

    protected boolean isRetried(int status) {
        return Set.of(408, 425, 429, 500, 503).contains(status);
    }

    protected FailureReason reasonOf(int status) {
        return switch (status) {
            case 401, 403 -> FailureReason.AUTH_ERROR;
            case 429 -> FailureReason.RATE_LIMITED;
            case 500, 503 -> FailureReason.SERVER_ERROR;
            default -> FailureReason.CLIENT_ERROR;
        };
    }

    /** How a text is counted that nothing can stand in for. */
    protected FailureReason reasonOfTemplates() {
        return FailureReason.OTHER;
    }

    /** A request as it is recorded, without what is another in each run. */
    protected String recordable(String printed) {
        return printed;
    }

    /** What the service would refuse for its size fails here; of a notification of 10,000 alerts. */
    protected abstract void isWithinLimits(LoggedRequest request);

    @BeforeEach
    void startAnew() {
        ports.failedTemplates().clear();
        service.reset();
        service.answers(success());
    }

    /** Alerts whose texts hold what JSON, HTML, Markdown and URLs have to escape. */
    private static Notification notification(NotifyReason reason, @Nullable Instant endOfFirst) {
        return new Notification(
                new IntegrationId("te.am", "webhook", 0),
                List.of(alert("db-1", "<b> & \"q\" 'a' \\ _é_ *😀*", endOfFirst), alert("db-2", "two\nlines", NOW)),
                "{}/{severity=\"critical\"}:{alertname=\"DiskFull\"}",
                Labels.of("alertname", "DiskFull"),
                Labels.empty(),
                reason,
                Map.of(),
                NOW);
    }

    private static Alert alert(String instance, String summary, @Nullable Instant end) {
        return Notifications.alert(
                Labels.of("alertname", "DiskFull", "instance", instance, "severity", "critical"),
                Annotations.of("summary", summary),
                NOW.minusMillis(30_250),
                end,
                "http://prometheus/graph?g0.expr=up&g0.tab=1");
    }

    private IntegrationConfig config(ContractEntry configured, String address, String secret) {
        Problems problems = new Problems("alertmanager.yml");
        YamlMapping yaml = (YamlMapping) Objects.requireNonNull(
                YamlReader.readFirst(new Source("x", configured.yaml(address, secret)), problems));
        IntegrationConfig config =
                configured.kind().read(yaml, YamlMapping.empty(yaml.position()), directory, problems);
        assertThat(problems.list()).isEmpty();
        return Objects.requireNonNull(config);
    }

    private Notifier notifier(ContractEntry configured, String address) {
        try {
            return notifier(config(configured, address, SECRET), ports, address);
        } catch (HttpConfigException e) {
            throw new AssertionError(e);
        }
    }

    /** The notifier of an entry; its secret is that of the contract. */
    protected final Notifier notifier(ContractEntry configured) {
        return notifier(configured, service.address());
    }

    protected static DeliveryResult send(Notifier notifier, Notification notification) {
        return send(notifier, notification, Duration.ofMinutes(1));
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

    /** For answers of one's own. */
    protected final LocalService service() {
        return service;
    }

    /** Where files of the configuration are. */
    protected final Path directory() {
        return directory;
    }

    /** In the order in which they came, from 0. */
    protected final LoggedRequest request(int index) {
        return service.requests().get(index);
    }

    protected final JsonObject body(int index) {
        return new JsonObject(request(index).getBodyAsString());
    }

    private DeliveryResult send() {
        return send(notifier(entry), FIRING);
    }

    protected final void answers(ResponseDefinitionBuilder answer) {
        service.reset();
        service.answers(answer);
    }

    /** Repeats whatever secret it was given. */
    private String echo() {
        return refusal("why: Bearer " + SECRET + " for /x/" + SECRET + "?key=" + SECRET);
    }

    @Test
    void sends_what_was_recorded_while_an_alert_fires() throws IOException {
        assertThat(send()).isInstanceOfSatisfying(Delivered.class, HttpNotifierContract::hasNoNotes);

        isAsRecorded("firing");
    }

    @Test
    void sends_what_was_recorded_when_all_are_resolved() throws IOException {
        assertThat(send(notifier(entry), RESOLVED))
                .isInstanceOfSatisfying(Delivered.class, HttpNotifierContract::hasNoNotes);

        isAsRecorded("resolved");
    }

    private static void hasNoNotes(Delivered delivered) {
        assertThat(delivered.notes()).isEmpty();
    }

    private void isAsRecorded(String name) throws IOException {
        String file = "src/test/resources/tocsin/notifiers/%s/%s.http".formatted(goldenDirectory(), name);
        String sent = service.requests().stream().map(this::printed).collect(Collectors.joining("\n"));
        if (RECORD) {
            Files.createDirectories(Path.of(file).getParent());
            Files.writeString(Path.of(file), sent);
        }
        assertThat(sent).isEqualTo(Files.readString(Path.of(file)));
        assertThat(service.requests()).allSatisfy(request -> {
            assertThat(request.getHeader("User-Agent")).isEqualTo("Alertmanager/0.1");
            assertThat(request.containsHeader("Accept-Encoding")).isFalse();
        });
    }

    /** Where the recorded requests of the kind are; another name for a second version of it. */
    protected String goldenDirectory() {
        return entry.kind().name();
    }

    private String printed(LoggedRequest request) {
        String headers = request.getHeaders().all().stream()
                .filter(header -> !COMMON_HEADERS.contains(header.key()))
                .sorted(Comparator.comparing(HttpHeader::key))
                .map(header -> header.key() + ": " + header.firstValue() + "\n")
                .collect(Collectors.joining());
        String printed =
                request.getMethod() + " " + request.getUrl() + "\n" + headers + "\n" + request.getBodyAsString();
        return recordable(printed.replace(service.address(), ContractEntry.SERVER));
    }

    @Test
    void ten_thousand_alerts_arrive_within_the_limits_of_the_service() {
        Alert[] alerts = IntStream.range(0, 10_000)
                .mapToObj(i -> Notifications.firing("alertname", "Many <&>", "instance", "host-😀-" + i))
                .toArray(Alert[]::new);

        assertThat(send(notifier(entry), Notifications.of(alerts))).isInstanceOf(Delivered.class);
        assertThat(ports.failedTemplates()).isEmpty();

        assertThat(service.requests()).isNotEmpty().allSatisfy(request -> {
            isWellFormed(request);
            isWithinLimits(request);
        });
    }

    private static void isWellFormed(LoggedRequest request) {
        String body = request.getBodyAsString();
        if (String.valueOf(request.getHeader("Content-Type")).startsWith("application/json")) {
            assertThat(Json.decodeValue(body)).isNotNull();
        }
        assertThat(body).doesNotContain("\uFFFD");
    }

    Stream<String> textsWithDefault() {
        return entry.texts().keySet().stream().filter(name -> !entry.required().contains(name));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("textsWithDefault")
    void a_text_that_fails_costs_no_notification_and_the_reader_is_told(String name) {
        DeliveryResult result = send(notifier(entry.withBroken(name)), FIRING);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notes())
                                .singleElement()
                                .asString()
                                .startsWith("`" + name + "`: template: :1:")
                                .contains("evaluate field Nope"));
        assertThat(ports.failedTemplates()).containsExactly(entry.kind().name() + '.' + name);
        assertThat(service.requests())
                .anySatisfy(request ->
                        assertThat(readable(request)).contains("`" + name + "`").contains("evaluate field Nope"));
    }

    private static String readable(LoggedRequest request) {
        String body = request.getBodyAsString();
        boolean form = "application/x-www-form-urlencoded".equals(request.getHeader("Content-Type"));
        return URLDecoder.decode(request.getUrl(), StandardCharsets.UTF_8)
                + (form ? URLDecoder.decode(body, StandardCharsets.UTF_8) : body);
    }

    Stream<String> requiredTexts() {
        return entry.required().stream();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("requiredTexts")
    void a_text_that_nothing_can_stand_in_for_is_rejected_with_its_name(String name) {
        assertThat(send(notifier(entry.withBroken(name)), FIRING)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reasonOfTemplates());
            assertThat(rejected.message())
                    .startsWith("`" + name + "`: template: :1:")
                    .contains("evaluate field Nope");
        });
        assertThat(ports.failedTemplates()).containsExactly(entry.kind().name() + '.' + name);
        assertThat(service.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 408, 425, 429, 500, 503})
    void a_status_says_why_and_whether_to_try_again(int status) {
        answers(aResponse().withStatus(status).withBody(refusal("why")));

        DeliveryResult result = send();

        assertThat(failure(result).reason()).isEqualTo(reasonOf(status));
        assertThat(failure(result).message()).contains(String.valueOf(status)).contains("why");
        assertThat(result).isInstanceOf(isRetried(status) ? Retryable.class : Rejected.class);
    }

    private record Failure(FailureReason reason, String message) {}

    private static Failure failure(DeliveryResult result) {
        return result.fold(
                delivered -> {
                    throw new AssertionError("it was delivered");
                },
                retryable -> new Failure(retryable.reason(), retryable.message()),
                rejected -> new Failure(rejected.reason(), rejected.message()));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_service_may_say_when_to_come_again(int status) {
        answers(aResponse().withStatus(status).withHeader("Retry-After", "7"));

        assertThat(send())
                .isInstanceOfSatisfying(
                        Retryable.class,
                        retryable -> assertThat(retryable.retryAfter()).isEqualTo(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 429, 500})
    void no_secret_is_shown_also_when_the_answer_repeats_it(int status) {
        answers(aResponse().withStatus(status).withBody(echo()));

        assertThat(failure(send()).message()).contains("why").doesNotContain(SECRET);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            authorization: {credentials: swordfish-7}           | swordfish-7
            basic_auth: {username: tocsin, password: pass&word} | pass&word, pass&amp;word, dG9jc2luOnBhc3Mmd29yZA==
            http_headers: {X-Key: {secrets: [swordfish-8]}}     | swordfish-8
            """)
    void no_credential_of_http_config_is_shown_also_when_the_answer_repeats_it(String setting, String words) {
        assumeThat(setting.startsWith("http_headers") || mayHaveCredentials()).isTrue();
        String quoting = "{{request.headers.Authorization}} {{request.headers.X-Key}} " + words;
        answers(aResponse().withStatus(400).withBody(refusal("why: " + quoting)).withTransformers("response-template"));

        String message =
                failure(send(notifier(entry.withHttp(setting)), FIRING)).message();

        assertThat(message).contains("why: ").doesNotContain(words.split(", ", -1));
        assertThat(message).doesNotContain("swordfish", "word");
    }

    @Test
    void no_credential_of_oauth2_is_shown_also_when_the_answer_repeats_it() {
        assumeThat(mayHaveCredentials()).isTrue();
        answers(aResponse().withStatus(400).withBody(refusal("why: token-4711 client-4711")));
        service.server()
                .stubFor(post("/token")
                        .willReturn(aResponse().withBody("{\"access_token\": \"token-4711\", \"expires_in\": 3600}")));
        String oauth2 = "oauth2: {client_id: tocsin, client_secret: client-4711, token_url: '%s/token'}";

        DeliveryResult result = send(notifier(entry.withHttp(oauth2.formatted(service.address()))), FIRING);

        assertThat(failure(result).message()).contains("why: ").doesNotContain("token-4711");
        assertThat(request(0).getUrl()).isEqualTo("/token");
        assertThat(service.requests()).hasSizeGreaterThan(1);
    }

    @Test
    void a_secret_is_hidden_also_where_the_explanation_ends() {
        answers(aResponse().withStatus(500).withBody(refusal("why " + ".".repeat(1000) + echo())));

        assertThat(failure(send()).message()).contains("why").doesNotContain("hunter2");
    }

    /** Beside those that the kind brings along. */
    protected boolean mayHaveCredentials() {
        return !entry.http().toString().contains("authorization");
    }

    @Test
    void what_is_configured_shows_no_secret() {
        IntegrationConfig config = config(entry, service.address(), SECRET);

        assertThat(config.toString()).doesNotContain(SECRET);
        assertThat(notifier(entry).toString()).doesNotContain(SECRET);
    }

    private static void isRetriedAs(DeliveryResult result, String... said) {
        assertThat(result).isInstanceOfSatisfying(Retryable.class, retryable -> {
            assertThat(retryable.reason()).isEqualTo(FailureReason.OTHER);
            assertThat(retryable.retryAfter()).isEqualTo(Duration.ZERO);
            assertThat(retryable.message()).contains(said).doesNotContain(SECRET);
        });
    }

    @Test
    void a_service_that_hangs_is_tried_again() {
        answers(aResponse().withFixedDelay(60_000));

        isRetriedAs(send(notifier(entry), FIRING, Duration.ofMillis(300)), "no complete answer within");
    }

    @Test
    void a_service_that_is_not_there_is_tried_again() {
        isRetriedAs(send(notifier(entry, "http://localhost:1"), FIRING), "cannot connect");
    }

    @Test
    void a_connection_that_is_cut_is_tried_again() {
        answers(aResponse().withFault(Fault.EMPTY_RESPONSE));

        isRetriedAs(send(), "the connection broke before the answer was complete");
    }

    @Test
    void an_unknown_certificate_is_tried_again_and_can_be_accepted() {
        ContractEntry lenient = entry.withHttp("tls_config: {insecure_skip_verify: true}");

        isRetriedAs(send(notifier(entry, service.secureAddress()), FIRING), "TLS failed");
        assertThat(service.requests()).isEmpty();
        assertThat(send(notifier(lenient, service.secureAddress()), FIRING)).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void a_redirect_to_a_get_is_no_delivery(int status) {
        send();
        String moved = "/else" + request(0).getUrl();
        answers(success());
        service.server()
                .stubFor(
                        post(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Location", moved)));

        assertThat(send()).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(FailureReason.OTHER);
            assertThat(rejected.message()).contains("answered " + status).doesNotContain(SECRET);
        });
        assertThat(service.requests()).noneMatch(request -> request.getUrl().startsWith("/else"));
    }

    @Test
    void a_secret_in_a_file_is_read_for_each_notification() throws IOException {
        assumeThat(entry.hasSecretKey()).isTrue();
        Notifier notifier = notifier(entry.withSecretIn("secret"));

        Files.writeString(directory.resolve("secret"), entry.secretText(service.address(), SECRET) + "\n");
        assertThat(send(notifier, FIRING)).isInstanceOf(Delivered.class);
        Files.writeString(directory.resolve("secret"), entry.secretText(service.address(), ROTATED) + "\n");
        assertThat(send(notifier, FIRING)).isInstanceOf(Delivered.class);

        List<String> requests = service.requests().stream().map(this::printed).toList();
        assertThat(requests.get(0)).contains(SECRET).doesNotContain(ROTATED);
        assertThat(requests.get(requests.size() - 1)).contains(ROTATED).doesNotContain(SECRET);
    }

    @Test
    void a_file_without_a_secret_is_rejected() throws IOException {
        assumeThat(entry.hasSecretKey()).isTrue();
        Notifier notifier = notifier(entry.withSecretIn("secret"));

        assertThat(send(notifier, FIRING))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message())
                                .contains("no such file: " + directory.resolve("secret")));
        Files.writeString(directory.resolve("secret"), " \n");
        assertThat(send(notifier, FIRING))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.message()).contains("empty"));
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void completes_on_the_context_of_its_caller() throws Exception {
        Notifier notifier = notifier(entry);
        Context context = service.vertx().getOrCreateContext();
        CompletableFuture<Boolean> same = new CompletableFuture<>();

        context.runOnContext(nothing -> notifier.send(FIRING, Duration.ofMinutes(1))
                .onComplete(done -> same.complete(Vertx.currentContext() == context)));

        assertThat(same.get(60, TimeUnit.SECONDS)).isTrue();
    }
}
