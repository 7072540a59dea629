package tocsin.server.webconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.config.Problems;
import tocsin.server.webconfig.TestCertificates.Issued;
import tocsin.time.SimulatedTime;

/** A real server with real TLS on loopback. It answers with who asked and how long the body was. */
class WebFrontTest {
    /** Of {@link #PASSWORD}, at the least cost. */
    private static final String HASH = "$2b$04$abcdefghijklmnopqrstuumVR7FiWgkOIuX8DGrlf1qwlanvgY40q";

    private static final String PASSWORD = "sécre";
    private static final String USERS = "basic_auth_users: {alice: '%s'}\n".formatted(HASH);
    private static final String PAIR = "cert_file: s.crt, key_file: s.key";
    private static final String TLS = "tls_server_config: {%s}\n".formatted(PAIR);

    @TempDir
    private Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();
    private final Counts counts = new Counts();
    private @Nullable WebFront front;
    private @Nullable Context context;
    private int port;
    private @Nullable Issued server;

    private static final class Counts implements WebConfigObserver {
        final ConcurrentMap<String, Integer> byName = new ConcurrentHashMap<>();

        private void count(String name) {
            byName.merge(name, 1, Integer::sum);
        }

        int of(String name) {
            return byName.getOrDefault(name, 0);
        }

        @Override
        public void loaded() {
            count("loaded");
        }

        @Override
        public void refused() {
            count("refused");
        }

        @Override
        public void unauthorized() {
            count("unauthorized");
        }

        @Override
        public void rateLimited() {
            count("rateLimited");
        }

        @Override
        public void handshakeFailed() {
            count("handshakeFailed");
        }
    }

    @BeforeEach
    void makePair() throws GeneralSecurityException, IOException {
        server = newPair();
    }

    @AfterEach
    void end() {
        vertx.close().await();
    }

    private Issued newPair() throws GeneralSecurityException, IOException {
        Issued pair = TestCertificates.selfSigned("server", "ip:127.0.0.1", "dns:localhost");
        Files.writeString(directory.resolve("s.crt"), pair.certificatePem());
        Files.writeString(directory.resolve("s.key"), pair.keyPem());
        return pair;
    }

    private void config(String text) throws IOException {
        Files.writeString(directory.resolve("web.yml"), text);
    }

    private void start(String text) throws IOException {
        config(text);
        Problems problems = new Problems("web.yml");
        WebConfigFile file = new WebConfigFile(directory.resolve("web.yml"), Instant::now);
        WebFront opened = WebFront.open(vertx, file, nanos::get, counts, problems);
        assertThat(opened).as(() -> problems.list().toString()).isNotNull();
        front = opened;
        Context own = vertx.getOrCreateContext();
        context = own;
        port = on(own, () -> listen(opened)).await();
    }

    private static <T> Future<T> on(Context context, Supplier<Future<T>> call) {
        Promise<T> done = Promise.promise();
        context.runOnContext(ignored -> call.get().onComplete(done));
        return done.future();
    }

    private Future<Integer> listen(WebFront opened) {
        Router router = Router.router(vertx);
        router.route().handler(opened::guard);
        router.route().handler(BodyHandler.create(false));
        router.route()
                .handler(routed -> routed.response()
                        .end(AuthenticatedUser.of(routed).orElse("nobody") + " "
                                + Math.max(0, routed.body().length())));
        // As the real server, which speaks no HTTP/2 in clear text.
        return opened.server(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .map(HttpServer::actualPort);
    }

    private void refresh() {
        WebFront opened = Objects.requireNonNull(front);
        on(Objects.requireNonNull(context), opened::refresh).await();
    }

    private HttpClient trusting(@Nullable Issued trusted, @Nullable Issued shown) throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStores.of(trusted == null ? List.of() : List.of(trusted.certificate())));
        KeyManager[] keys = shown == null
                ? null
                : KeyStores.keys(shown.key(), List.of(shown.certificate())).getKeyManagers();
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys, trust.getTrustManagers(), new SecureRandom());
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private HttpRequest.Builder request(String scheme) {
        return HttpRequest.newBuilder(URI.create("%s://127.0.0.1:%d/x".formatted(scheme, port)));
    }

    private static HttpRequest.Builder as(String user, String password, HttpRequest.Builder request) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return request.header("Authorization", "Basic " + credentials);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> plain(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(HttpClient.newHttpClient(), request);
    }

    private HttpResponse<String> get(@Nullable Issued shown)
            throws GeneralSecurityException, IOException, InterruptedException {
        return send(trusting(server, shown), request("https"));
    }

    @Test
    void without_a_file_everybody_passes_in_plain_http() throws Exception {
        WebFront open = WebFront.open(vertx);
        port = on(vertx.getOrCreateContext(), () -> listen(open)).await();

        assertThat(open.tls()).isFalse();
        assertThat(plain(request("http")).body()).isEqualTo("nobody 0");
        open.refresh().await();
    }

    @ParameterizedTest(name = "http2 {0} is {1}")
    @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
    void tls_speaks_http_2_unless_the_file_says_no(boolean http2, HttpClient.Version version) throws Exception {
        start(TLS + "http_server_config: {http2: %s}".formatted(http2));

        HttpResponse<String> answer = get(null);

        assertThat(answer.body()).isEqualTo("nobody 0");
        assertThat(answer.version()).isEqualTo(version);
    }

    @Test
    void plain_http_on_a_port_with_tls_is_told_what_is_wrong() throws Exception {
        start(TLS);

        HttpResponse<String> answer = send(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), request("http"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("Client sent an HTTP request to an HTTPS server.\n");
    }

    @Test
    void what_is_neither_http_nor_tls_ends_the_connection() throws Exception {
        start(TLS);

        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("\u0000\u0001\u0002 nonsense that is long enough".getBytes(UTF_8));
            socket.getOutputStream().flush();

            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(50);
        }
        assertThat(get(null).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: none {1}, of the CA {2}, of another {3}")
    @CsvSource({
        "NoClientCert, true, true, true",
        "RequestClientCert, true, true, true",
        "RequireAnyClientCert, false, true, true",
        "RequireClientCert, false, true, true",
        "VerifyClientCertIfGiven, true, true, false",
        "RequireAndVerifyClientCert, false, true, false"
    })
    void clients_show_the_certificate_that_the_file_demands(String type, boolean none, boolean good, boolean other)
            throws Exception {
        Issued authority = TestCertificates.selfSigned("authority");
        Files.writeString(directory.resolve("ca.crt"), authority.certificatePem());
        start("tls_server_config: {%s, client_auth_type: %s%s}"
                .formatted(PAIR, type, type.equals("NoClientCert") ? "" : ", client_ca_file: ca.crt"));

        assertPasses(null, none);
        assertPasses(TestCertificates.issuedBy(authority, "good"), good);
        // A client shows no certificate of an issuer that the server does not name; one of the same name is shown.
        assertPasses(TestCertificates.issuedBy(TestCertificates.selfSigned("authority"), "other"), other);
    }

    @Test
    void a_client_needs_one_of_the_allowed_names() throws Exception {
        start("tls_server_config: {%s, client_auth_type: RequireAnyClientCert, client_allowed_sans: [a.example]}"
                .formatted(PAIR));

        assertPasses(TestCertificates.selfSigned("c", "dns:a.example"), true);
        assertPasses(TestCertificates.selfSigned("c", "dns:b.example"), false);
        assertThat(counts.of("handshakeFailed")).isPositive();
    }

    @Test
    void allowed_names_do_not_replace_the_issuer() throws Exception {
        Issued authority = TestCertificates.selfSigned("authority");
        Files.writeString(directory.resolve("ca.crt"), authority.certificatePem());
        start("tls_server_config: {%s, client_auth_type: RequireAndVerifyClientCert, client_ca_file: ca.crt,"
                        .formatted(PAIR)
                + " client_allowed_sans: [a.example]}");

        assertPasses(TestCertificates.issuedBy(authority, "c", "dns:a.example"), true);
        assertPasses(TestCertificates.issuedBy(authority, "c", "dns:b.example"), false);
        assertPasses(TestCertificates.issuedBy(TestCertificates.selfSigned("authority"), "c", "dns:a.example"), false);
    }

    private void assertPasses(@Nullable Issued shown, boolean passes) throws Exception {
        if (passes) {
            assertThat(get(shown).statusCode()).isEqualTo(200);
        } else {
            assertThatThrownBy(() -> get(shown)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource({"'', TLSv1.3", "'max_version: TLS12', TLSv1.2"})
    void versions_are_those_of_the_file(String setting, String version) throws Exception {
        start("tls_server_config: {%s, %s}".formatted(PAIR, setting));

        assertThat(get(null).sslSession().orElseThrow().getProtocol()).isEqualTo(version);
    }

    @Test
    void cipher_suites_are_those_of_the_file() throws Exception {
        start("tls_server_config: {%s, max_version: TLS12, cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,"
                        .formatted(PAIR)
                + " TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA]}\nhttp_server_config: {http2: false}");

        assertThat(get(null).sslSession().orElseThrow().getCipherSuite())
                .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA");
    }

    @Test
    void a_new_certificate_is_used_without_a_restart_and_a_broken_one_is_not() throws Exception {
        start(TLS);
        Issued first = server;
        assertThat(get(null).statusCode()).isEqualTo(200);

        Files.writeString(directory.resolve("s.crt"), "broken");
        assertThatThrownBy(this::refresh).hasMessageContaining("`cert_file`: holds no certificate");
        assertThatThrownBy(this::refresh).hasMessageContaining("`cert_file`: holds no certificate");
        assertThat(get(null).statusCode()).isEqualTo(200);
        assertThat(counts.of("refused")).isEqualTo(1);

        server = newPair();
        refresh();
        assertThat(get(null).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> send(trusting(first, null), request("https"))).isInstanceOf(IOException.class);
    }

    @Test
    void the_demand_on_clients_changes_without_a_restart() throws Exception {
        start(TLS);
        assertPasses(null, true);

        config("tls_server_config: {%s, client_auth_type: RequireAnyClientCert}".formatted(PAIR));
        refresh();

        assertPasses(null, false);
        assertPasses(TestCertificates.selfSigned("c"), true);
    }

    @Test
    void the_file_is_looked_at_every_few_seconds() throws Exception {
        start(USERS);
        SimulatedTime time = new SimulatedTime(Instant.EPOCH);
        WebFront opened = Objects.requireNonNull(front);
        opened.start(time);
        config(USERS + "http_server_config: {headers: {X-Frame-Options: deny}}");

        time.advance(Duration.ofSeconds(5));
        opened.refresh().await();

        assertThat(plain(request("http")).headers().firstValue("X-Frame-Options"))
                .contains("deny");
        assertThat(counts.of("loaded")).isEqualTo(2);
    }

    @Test
    void a_closed_front_looks_no_more() throws Exception {
        start(USERS);
        SimulatedTime time = new SimulatedTime(Instant.EPOCH);
        WebFront opened = Objects.requireNonNull(front);
        opened.start(time);

        opened.close();
        config("broken");
        time.advance(Duration.ofMinutes(1));

        assertThat(counts.of("refused")).isZero();
    }

    @Test
    void every_request_needs_a_password() throws Exception {
        start(USERS);

        HttpResponse<String> none = plain(request("http"));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.body()).isEqualTo("Unauthorized\n");
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Basic");
        assertThat(none.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        for (int i = 0; i < 2; i++) {
            assertThat(plain(as("alice", "wrong", request("http"))).statusCode())
                    .isEqualTo(401);
            assertThat(plain(as("mallory", PASSWORD, request("http"))).statusCode())
                    .isEqualTo(401);
            assertThat(plain(as("alice", PASSWORD, request("http"))).body()).isEqualTo("alice 0");
        }
        assertThat(counts.of("unauthorized")).isEqualTo(5);
    }

    @Test
    void a_refusal_of_head_has_no_body() throws Exception {
        start(USERS);

        HttpResponse<String> answer = plain(request("http").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"http", "https"})
    void a_body_that_comes_with_the_first_login_is_not_lost(String scheme) throws Exception {
        start(USERS + (scheme.equals("https") ? TLS : ""));
        byte[] body = new byte[3 << 20];

        HttpResponse<String> answer = send(
                trusting(server, null), as("alice", PASSWORD, request(scheme)).POST(BodyPublishers.ofByteArray(body)));

        assertThat(answer.body()).isEqualTo("alice " + body.length);
    }

    @Test
    void users_change_without_a_restart_but_a_file_without_them_is_not_believed() throws Exception {
        start(USERS);
        assertThat(plain(as("alice", PASSWORD, request("http"))).statusCode()).isEqualTo(200);

        config(USERS.replace("alice", "bob"));
        refresh();
        assertThat(plain(as("alice", PASSWORD, request("http"))).statusCode()).isEqualTo(401);
        assertThat(plain(as("bob", PASSWORD, request("http"))).body()).isEqualTo("bob 0");

        config("");
        assertThatThrownBy(this::refresh).hasMessageContaining("cannot be turned off while Tocsin runs");
        assertThat(plain(request("http")).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    tls_server_config: {cert_file: s.crt, key_file: s.key} | rate_limit: {}
                    rate_limit: {}                                         | tls_server_config: {cert_file: s.crt, key_file: s.key}
                    """)
    void tls_is_turned_neither_on_nor_off_while_running(String before, String after) throws Exception {
        start(before);

        config(after);

        assertThatThrownBy(this::refresh).hasMessageContaining("TLS cannot be turned on or off");
    }

    @Test
    void a_broken_file_leaves_what_was_in_force() throws Exception {
        start(USERS + "http_server_config: {headers: {X-Frame-Options: deny}}");

        config("basic_auth_users: {alice: plain}");

        assertThatThrownBy(this::refresh).hasMessageContaining("web.yml:1:27: user `alice`: not a bcrypt hash");
        HttpResponse<String> answer = plain(as("alice", PASSWORD, request("http")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Frame-Options")).contains("deny");

        config(USERS);
        refresh();
        assertThat(plain(as("alice", PASSWORD, request("http"))).headers().firstValue("X-Frame-Options"))
                .isEmpty();
        assertThat(counts.of("loaded")).isEqualTo(1);
        assertThat(counts.of("refused")).isEqualTo(1);
    }

    @Test
    void headers_are_in_every_answer_refusals_included() throws Exception {
        start(USERS + "http_server_config: {headers: {X-Frame-Options: deny}}\nrate_limit: {interval: 1s, burst: 2}");

        for (int status : new int[] {401, 401, 429}) {
            HttpResponse<String> answer = plain(request("http"));
            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("X-Frame-Options")).contains("deny");
        }
    }

    @Test
    void more_requests_than_the_limit_are_answered_429() throws Exception {
        start("rate_limit: {interval: 10s, burst: 2}");
        assertThat(plain(request("http")).statusCode()).isEqualTo(200);
        assertThat(plain(request("http")).statusCode()).isEqualTo(200);

        HttpResponse<String> refused = plain(request("http"));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("Too Many Requests\n");
        assertThat(counts.of("rateLimited")).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        assertThat(plain(request("http")).statusCode()).isEqualTo(200);
    }

    @Test
    void a_file_with_errors_opens_nothing() throws IOException {
        config("basic_auth_users: {alice: plain}");
        Problems problems = new Problems("web.yml");

        WebFront none = WebFront.open(
                vertx, new WebConfigFile(directory.resolve("web.yml"), Instant::now), nanos::get, counts, problems);

        assertThat(none).isNull();
        assertThat(problems.hasErrors()).isTrue();
    }
}
