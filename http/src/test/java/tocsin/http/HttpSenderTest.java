package tocsin.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.http.Fault;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS)
class HttpSenderTest {
    private static final SenderSettings SETTINGS = SenderSettings.of("Tocsin/test");

    private final Vertx vertx = Vertx.vertx();
    private final WireMockServer server = new WireMockServer(wireMockConfig()
            .dynamicPort()
            .dynamicHttpsPort()
            .gzipDisabled(false)
            .http2TlsDisabled(false));
    private final WireMockServer other = new WireMockServer(wireMockConfig().dynamicPort());

    @BeforeAll
    void startServers() {
        server.start();
        other.start();
    }

    @BeforeEach
    void resetServers() {
        server.resetAll();
        other.resetAll();
        server.stubFor(any(anyUrl()).willReturn(aResponse().withBody("hello")));
        other.stubFor(any(anyUrl()).willReturn(aResponse().withBody("other")));
    }

    @AfterAll
    void stopServers() throws Exception {
        server.stop();
        other.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private HttpSender open(HttpClientConfig config) {
        try {
            return HttpSender.open(vertx, config, SETTINGS);
        } catch (HttpConfigException e) {
            throw new AssertionError(e);
        }
    }

    private HttpAnswer answer(HttpClientConfig config, HttpCall call) {
        return answer(open(config), call);
    }

    private static HttpAnswer answer(HttpSender sender, HttpCall call) {
        return await(sender.send(call));
    }

    private static <T> T await(HttpExchange<T> exchange) {
        try {
            return exchange.result().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HttpFailure failure) {
                throw failure;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private HttpFailure failure(HttpClientConfig config, HttpCall call) {
        return catchThrowableOfType(HttpFailure.class, () -> answer(config, call));
    }

    private String url(String path) {
        return origin() + path;
    }

    private String origin() {
        return "http://localhost:" + server.port();
    }

    private static HttpCall postTo(String url) {
        return HttpCall.post(url, "text/plain", Buffer.buffer("body"));
    }

    @Test
    void sends_a_post_with_its_headers_and_gives_the_answer() {
        server.stubFor(post("/a?b=c")
                .willReturn(aResponse().withStatus(202).withBody("yes").withHeader("X-A", "1")));

        HttpAnswer answer =
                answer(HttpClientConfig.DEFAULT, postTo(url("/a?b=c")).withHeader("X-B", "2"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("yes");
        assertThat(answer.head().header("x-a")).isEqualTo("1");
        assertThat(server.getAllServeEvents().get(0).getRequest().getProtocol()).isEqualTo("HTTP/1.1");
        assertThat(server.getAllServeEvents().get(0).getRequest().getHeader("Upgrade"))
                .isNull();
        server.verify(postRequestedFor(urlEqualTo("/a?b=c"))
                .withHeader("User-Agent", equalTo("Tocsin/test"))
                .withHeader("Content-Type", equalTo("text/plain"))
                .withHeader("X-B", equalTo("2"))
                .withoutHeader("Accept-Encoding")
                .withRequestBody(equalTo("body")));
    }

    @Test
    void sends_basic_credentials() {
        answer(
                HttpClientConfig.DEFAULT.withBasicAuth(
                        new BasicAuth(SecretSource.inline("me"), SecretSource.inline("pass"))),
                HttpCall.get(url("/")));

        server.verify(getRequestedFor(urlEqualTo("/")).withBasicAuth(new BasicCredentials("me", "pass")));
    }

    @Test
    void user_and_password_of_the_url_are_credentials() {
        answer(HttpClientConfig.DEFAULT, HttpCall.get(url("/").replace("http://", "http://me:p%40ss@")));

        server.verify(getRequestedFor(urlEqualTo("/")).withBasicAuth(new BasicCredentials("me", "p@ss")));
    }

    @Test
    void reads_a_credential_file_for_each_request(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), " first\n");
        HttpSender sender = open(
                HttpClientConfig.DEFAULT.withAuthorization(new Authorization("Bearer", new SecretSource.InFile(file))));

        answer(sender, HttpCall.get(url("/1")));
        Files.writeString(file, "second");
        answer(sender, HttpCall.get(url("/2")));

        server.verify(getRequestedFor(urlEqualTo("/1")).withHeader("Authorization", equalTo("Bearer first")));
        server.verify(getRequestedFor(urlEqualTo("/2")).withHeader("Authorization", equalTo("Bearer second")));
    }

    @Test
    void a_missing_credential_file_fails_the_request_by_its_name(@TempDir Path directory) {
        HttpClientConfig config = HttpClientConfig.DEFAULT.withAuthorization(
                new Authorization("Bearer", new SecretSource.InFile(directory.resolve("token"))));

        HttpFailure failure = failure(config, HttpCall.get(url("/")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("no such file").hasMessageContaining("token");
    }

    @Test
    void a_credential_that_no_header_can_carry_fails_the_request_without_showing_it() {
        HttpClientConfig config = HttpClientConfig.DEFAULT.withAuthorization(
                new Authorization("Bearer", SecretSource.inline("first hunter2\nsecond\n")));

        HttpFailure failure = failure(config, HttpCall.get(url("/")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("Authorization").hasMessageNotContaining("hunter2");
    }

    @Test
    void a_credential_file_that_no_header_can_carry_fails_the_request_at_once(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "hunter2\nsecond");
        HttpClientConfig config =
                HttpClientConfig.DEFAULT.withAuthorization(new Authorization("Bearer", new SecretSource.InFile(file)));

        HttpFailure failure = failure(config, HttpCall.get(url("/")).withTimeout(Duration.ofSeconds(20)));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("Authorization").hasMessageNotContaining("hunter2");
    }

    @Test
    void adds_configured_headers_with_all_their_values() {
        ConfiguredHeader header = new ConfiguredHeader("X-Org", List.of("a"), List.of(SecretSource.inline("b")));

        answer(HttpClientConfig.DEFAULT.withHeaders(List.of(header)), HttpCall.get(url("/")));

        assertThat(server.getAllServeEvents()
                        .get(0)
                        .getRequest()
                        .getHeaders()
                        .getHeader("X-Org")
                        .values())
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void repeats_a_post_where_the_redirect_says_so(int status) {
        server.stubFor(post("/from").willReturn(aResponse().withStatus(status).withHeader("Location", "/to?x=1")));

        assertThat(answer(HttpClientConfig.DEFAULT, postTo(url("/from"))).status())
                .isEqualTo(200);

        server.verify(postRequestedFor(urlEqualTo("/to?x=1")).withRequestBody(equalTo("body")));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void a_redirect_never_turns_a_post_into_a_get(int status) {
        server.stubFor(post("/from").willReturn(aResponse().withStatus(status).withHeader("Location", "/to")));

        HttpFailure failure = failure(HttpClientConfig.DEFAULT, postTo(url("/from")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.REDIRECT);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure).hasMessageContaining("answered " + status).hasMessageContaining(origin() + "/to");
        server.verify(0, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void follows_every_redirect_of_a_get(int status) {
        server.stubFor(get("/from").willReturn(aResponse().withStatus(status).withHeader("Location", "/to")));

        assertThat(answer(HttpClientConfig.DEFAULT, HttpCall.get(url("/from"))).text())
                .isEqualTo("hello");
    }

    @Test
    void redirects_in_a_circle_end() {
        server.stubFor(get("/a").willReturn(aResponse().withStatus(302).withHeader("Location", "/a")));

        HttpFailure failure = failure(HttpClientConfig.DEFAULT, HttpCall.get(url("/a")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.REDIRECT);
        server.verify(11, getRequestedFor(urlEqualTo("/a")));
    }

    @Test
    void a_redirect_that_is_not_followed_is_the_answer() {
        server.stubFor(post("/from").willReturn(aResponse().withStatus(307).withHeader("Location", "/to")));

        HttpAnswer answer = answer(HttpClientConfig.DEFAULT.withFollowRedirects(false), postTo(url("/from")));

        assertThat(answer.status()).isEqualTo(307);
    }

    @Test
    void credentials_stay_with_the_host_they_are_for() {
        String elsewhere = other.baseUrl().replace("localhost", "127.0.0.1");
        server.stubFor(post("/from").willReturn(aResponse().withStatus(307).withHeader("Location", elsewhere + "/to")));
        HttpClientConfig config = HttpClientConfig.DEFAULT
                .withAuthorization(new Authorization("Bearer", SecretSource.inline("hunter2")))
                .withHeaders(
                        List.of(new ConfiguredHeader("X-Key", List.of(), List.of(SecretSource.inline("hunter2")))));

        answer(config, postTo(url("/from")));

        server.verify(postRequestedFor(urlEqualTo("/from")).withHeader("X-Key", equalTo("hunter2")));
        other.verify(postRequestedFor(urlEqualTo("/to"))
                .withoutHeader("Authorization")
                .withoutHeader("X-Key")
                .withHeader("Content-Type", equalTo("text/plain"))
                .withRequestBody(equalTo("body")));
    }

    @Test
    void what_a_message_quotes_of_an_answer_holds_no_credential() {
        server.stubFor(post("/quotes")
                .willReturn(aResponse()
                        .withStatus(403)
                        .withBody(
                                "{{request.headers.Authorization}} {{request.headers.X-Key}} {{request.headers.X-Org}}")
                        .withTransformers("response-template")));
        HttpClientConfig config = HttpClientConfig.DEFAULT
                .withBasicAuth(new BasicAuth(SecretSource.inline("me"), SecretSource.inline("hunter2")))
                .withHeaders(List.of(
                        new ConfiguredHeader("X-Key", List.of(), List.of(SecretSource.inline("swordfish"))),
                        new ConfiguredHeader("X-Org", List.of("tenant-1"), List.of())));

        assertThat(answer(config, postTo(url("/quotes"))).excerpt()).isEqualTo("Basic <redacted> <redacted> tenant-1");
    }

    @Test
    void an_answer_that_does_not_come_is_a_timeout() {
        server.stubFor(get("/slow").willReturn(aResponse().withFixedDelay(60_000)));

        HttpFailure failure =
                failure(HttpClientConfig.DEFAULT, HttpCall.get(url("/slow")).withTimeout(Duration.ofMillis(200)));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
        assertThat(failure.status()).isZero();
        assertThat(failure).hasMessage("GET " + url("/slow") + ": no complete answer within 200 ms");
    }

    @Test
    void the_timeout_covers_the_body() {
        server.stubFor(
                get("/drip").willReturn(aResponse().withBody("x".repeat(1000)).withChunkedDribbleDelay(10, 60_000)));

        HttpFailure failure =
                failure(HttpClientConfig.DEFAULT, HttpCall.get(url("/drip")).withTimeout(Duration.ofMillis(500)));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
    }

    @Test
    void can_be_canceled() {
        server.stubFor(get("/slow").willReturn(aResponse().withFixedDelay(60_000)));
        HttpExchange<HttpAnswer> exchange = open(HttpClientConfig.DEFAULT).send(HttpCall.get(url("/slow")));

        exchange.cancel();

        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> await(exchange));
        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CANCELED);
    }

    @Test
    void closing_cancels_what_is_under_way() {
        server.stubFor(get("/slow").willReturn(aResponse().withFixedDelay(60_000)));
        HttpSender sender = open(HttpClientConfig.DEFAULT);
        HttpExchange<HttpAnswer> exchange = sender.send(HttpCall.get(url("/slow")));

        assertThat(sender.close().toCompletionStage().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(60));

        HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> await(exchange));
        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CANCELED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "MALFORMED_RESPONSE_CHUNK"})
    void a_connection_that_breaks_is_told_apart(Fault fault) {
        server.stubFor(get("/broken").willReturn(aResponse().withFault(fault)));

        HttpFailure failure = failure(HttpClientConfig.DEFAULT, HttpCall.get(url("/broken")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CUT);
        assertThat(failure.status()).isEqualTo(fault == Fault.MALFORMED_RESPONSE_CHUNK ? 200 : 0);
    }

    @Test
    void a_body_over_the_limit_is_refused() {
        server.stubFor(get("/large").willReturn(aResponse().withBody("x".repeat(10_001))));

        HttpFailure failure =
                failure(HttpClientConfig.DEFAULT, HttpCall.get(url("/large")).withMaxBodyBytes(10_000));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TOO_LARGE);
        assertThat(failure.status()).isEqualTo(200);
    }

    @Test
    void of_a_large_error_page_only_the_beginning_is_kept() {
        server.stubFor(get("/large").willReturn(aResponse().withStatus(500).withBody("x\n".repeat(1_000_000))));

        HttpAnswer answer =
                answer(HttpClientConfig.DEFAULT, HttpCall.get(url("/large")).withMaxBodyBytes(1 << 20));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body().length()).isLessThan(200_000);
        assertThat(answer.excerpt())
                .hasSizeLessThanOrEqualTo(1025)
                .startsWith("x x x")
                .endsWith("…");
    }

    @Test
    void the_limit_counts_decompressed_bytes() throws HttpConfigException, IOException {
        server.stubFor(get("/zip")
                .withHeader("Accept-Encoding", containing("gzip"))
                .willReturn(aResponse().withBody(gzip(new byte[1_000_000])).withHeader("Content-Encoding", "gzip")));
        HttpSender sender = HttpSender.open(vertx, HttpClientConfig.DEFAULT, SETTINGS.withCompressedAnswers());

        assertThat(answer(sender, HttpCall.get(url("/zip")).withMaxBodyBytes(1_000_000))
                        .body()
                        .length())
                .isEqualTo(1_000_000);
        HttpFailure failure = catchThrowableOfType(
                HttpFailure.class,
                () -> answer(sender, HttpCall.get(url("/zip")).withMaxBodyBytes(999_999)));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TOO_LARGE);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    @Test
    void hands_a_large_body_over_piece_by_piece() {
        server.stubFor(get("/large").willReturn(aResponse().withBody(new byte[20 << 20])));

        Sizes sizes = await(open(HttpClientConfig.DEFAULT)
                .send(HttpCall.get(url("/large")).withMaxBodyBytes(1L << 30), head -> new SizeReader(Long.MAX_VALUE)));

        assertThat(sizes.total).isEqualTo(20 << 20);
        assertThat(sizes.largest).isLessThan(1 << 20);
    }

    @Test
    void a_reader_may_stop_early() {
        server.stubFor(get("/large").willReturn(aResponse().withBody(new byte[20 << 20])));

        Sizes sizes = await(open(HttpClientConfig.DEFAULT)
                .send(HttpCall.get(url("/large")).withMaxBodyBytes(1L << 30), head -> new SizeReader(1)));

        assertThat(sizes.total).isBetween(1L, 1L << 20);
    }

    @Test
    void what_a_reader_throws_is_the_cause_of_the_failure() {
        IOException wrong = new IOException("no JSON");

        HttpFailure failure = catchThrowableOfType(
                HttpFailure.class,
                () -> await(open(HttpClientConfig.DEFAULT).send(HttpCall.get(url("/")), head -> new BodyReader<>() {
                    @Override
                    public boolean accept(Buffer chunk) throws IOException {
                        throw wrong;
                    }

                    @Override
                    public String end() {
                        return "";
                    }
                })));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.READER);
        assertThat(failure).hasCause(wrong).hasMessageContaining("no JSON");
        assertThat(failure.status()).isEqualTo(200);
    }

    @Test
    void completes_on_the_context_of_its_caller() throws Exception {
        HttpSender sender = open(HttpClientConfig.DEFAULT);
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Boolean> same = new CompletableFuture<>();

        context.runOnContext(nothing -> sender.send(HttpCall.get(url("/")))
                .result()
                .onComplete(done -> same.complete(Vertx.currentContext() == context)));

        assertThat(same.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_refused_connection_is_told_apart() {
        HttpFailure failure = failure(HttpClientConfig.DEFAULT, HttpCall.get("http://localhost:1/"));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CONNECT);
    }

    @Test
    void a_name_without_address_is_told_apart() {
        HttpFailure failure = failure(
                HttpClientConfig.DEFAULT,
                HttpCall.get("http://nowhere.invalid/").withTimeout(Duration.ofSeconds(50)));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.DNS);
    }

    @Test
    void an_unusable_url_is_told_apart() {
        assertThat(failure(HttpClientConfig.DEFAULT, HttpCall.get("ftp://x/")).kind())
                .isEqualTo(HttpFailure.Kind.URL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:hunter2@localhost:1/?token=hunter2&a=b", "http://localhost:1/?hunter2"})
    void messages_hide_secrets_in_urls(String url) {
        HttpFailure failure = failure(HttpClientConfig.DEFAULT, HttpCall.get(url));

        assertThat(failure.toString())
                .contains("http://")
                .contains("localhost:1/?")
                .doesNotContain("hunter2");
    }

    @Test
    void messages_do_not_show_a_secret_url_at_all() {
        HttpFailure failure = failure(
                HttpClientConfig.DEFAULT,
                HttpCall.get("http://localhost:1/hunter2").withSecretUrl());

        assertThat(failure.toString()).contains("GET <redacted>").doesNotContain("hunter2");
    }

    @Test
    void an_unknown_certificate_is_refused() {
        HttpFailure failure =
                failure(HttpClientConfig.DEFAULT, HttpCall.get("https://localhost:" + server.httpsPort() + "/"));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TLS);
        server.verify(0, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void verification_can_be_switched_off_and_http2_too(boolean http2) {
        TlsConfig tls = new TlsConfig(null, null, null, "", true, null, null);

        answer(
                HttpClientConfig.DEFAULT.withTls(tls).withEnableHttp2(http2),
                HttpCall.get("https://localhost:" + server.httpsPort() + "/"));

        assertThat(server.getAllServeEvents().get(0).getRequest().getProtocol())
                .isEqualTo(http2 ? "HTTP/2.0" : "HTTP/1.1");
    }

    @Test
    void a_missing_ca_file_is_a_problem_of_the_configuration(@TempDir Path directory) {
        TlsConfig tls =
                new TlsConfig(new SecretSource.InFile(directory.resolve("ca.pem")), null, null, "", false, null, null);

        Throwable problem =
                catchThrowable(() -> HttpSender.open(vertx, HttpClientConfig.DEFAULT.withTls(tls), SETTINGS));

        assertThat(problem)
                .isInstanceOf(HttpConfigException.class)
                .hasMessage("tls_config: cannot read the ca: no such file: " + directory.resolve("ca.pem"));
    }

    @Test
    void a_bad_ca_a_bad_key_and_a_bad_range_of_versions_are_problems_of_the_configuration() {
        assertThat(problem(new TlsConfig(SecretSource.inline("x"), null, null, "", false, null, null)))
                .hasMessageContaining("ca is not a PEM");
        assertThat(problem(new TlsConfig(
                        null, SecretSource.inline("x"), SecretSource.inline("hunter2"), "", false, null, null)))
                .hasMessageContaining("cert and key are not")
                .hasMessageNotContaining("hunter2");
        assertThat(problem(new TlsConfig(
                        null, null, null, "", false, TlsConfig.TlsVersion.TLS13, TlsConfig.TlsVersion.TLS12)))
                .hasMessageContaining("max_version TLS12 is less than min_version TLS13");
    }

    private Throwable problem(TlsConfig tls) {
        return catchThrowable(() -> HttpSender.open(vertx, HttpClientConfig.DEFAULT.withTls(tls), SETTINGS));
    }

    @Test
    void goes_through_the_proxy_with_its_credentials() {
        ProxyConfig proxy =
                new ProxyConfig(new Secret(other.baseUrl().replace("http://", "http://me:pass@")), "", false, Map.of());

        HttpAnswer answer = answer(HttpClientConfig.DEFAULT.withProxy(proxy), HttpCall.get("http://inner.invalid/x"));

        assertThat(answer.text()).isEqualTo("other");
        assertThat(other.getAllServeEvents().get(0).getRequest().getHeader("Proxy-Authorization"))
                .isEqualTo("Basic bWU6cGFzcw==");
        assertThat(other.getAllServeEvents().get(0).getRequest().getAbsoluteUrl())
                .isEqualTo("http://inner.invalid/x");
    }

    @Test
    void gets_an_oauth2_token_once_and_uses_it_until_it_expires() {
        other.stubFor(post("/token")
                .willReturn(aResponse()
                        .withBody("{\"access_token\":\"t1\",\"token_type\":\"bearer\",\"expires_in\":3600}")));
        OAuth2Config oauth2 = new OAuth2Config(
                "id",
                SecretSource.inline("s"),
                null,
                other.baseUrl() + "/token",
                List.of("a", "b"),
                Map.of("audience", "x y"),
                TlsConfig.SYSTEM,
                ProxyConfig.DIRECT);
        HttpSender sender = open(HttpClientConfig.DEFAULT.withOAuth2(oauth2));

        answer(sender, HttpCall.get(url("/1")));
        answer(sender, HttpCall.get(url("/2")));

        server.verify(2, getRequestedFor(anyUrl()).withHeader("Authorization", equalTo("Bearer t1")));
        other.verify(
                1,
                postRequestedFor(urlEqualTo("/token"))
                        .withHeader("Authorization", equalTo("Basic aWQ6cw=="))
                        .withRequestBody(equalTo("grant_type=client_credentials&scope=a+b&audience=x+y")));
    }

    @Test
    void a_token_that_is_refused_fails_the_request_without_showing_it() {
        other.stubFor(post("/token").willReturn(aResponse().withStatus(401).withBody("hunter2")));
        OAuth2Config oauth2 = new OAuth2Config(
                "id",
                SecretSource.inline("hunter2"),
                null,
                other.baseUrl() + "/token",
                List.of(),
                Map.of(),
                TlsConfig.SYSTEM,
                ProxyConfig.DIRECT);

        HttpFailure failure = failure(HttpClientConfig.DEFAULT.withOAuth2(oauth2), HttpCall.get(url("/")));

        assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CREDENTIALS);
        assertThat(failure).hasMessageContaining("/token answered 401").hasMessageNotContaining("hunter2");
        server.verify(0, getRequestedFor(anyUrl()));
    }

    private record Sizes(long total, long largest) {}

    private static final class SizeReader implements BodyReader<Sizes> {
        private final long enough;
        private long total;
        private long largest;

        SizeReader(long enough) {
            this.enough = enough;
        }

        @Override
        public boolean accept(Buffer chunk) {
            total += chunk.length();
            largest = Math.max(largest, chunk.length());
            return total < enough;
        }

        @Override
        public Sizes end() {
            return new Sizes(total, largest);
        }
    }
}
