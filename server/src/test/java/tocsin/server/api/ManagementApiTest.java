package tocsin.server.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.prometheus.metrics.core.metrics.Counter;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, readiness, reload, metrics, prefixes and everything that is not there. */
class ManagementApiTest {
    private final TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/-/healthy", "/-/ready"})
    void a_ready_server_is_OK(String path) {
        assertText(server.get(path), 200, "OK");
        assertText(server.send("HEAD", path), 200, "");
    }

    @Test
    void a_server_that_starts_is_healthy_but_not_ready() {
        server.ready = false;

        assertText(server.get("/-/healthy"), 200, "OK");
        HttpResponse<String> answer = server.get("/-/ready");
        assertText(answer, 503, "Service Unavailable");
        assertThat(answer.headers().firstValue("X-Prometheus-Stopping")).contains("false");
        assertText(server.send("HEAD", "/-/ready"), 503, "");
    }

    @Test
    void a_reload_that_worked_is_answered_200() {
        AtomicInteger reloads = new AtomicInteger();
        server.reload = () -> {
            reloads.incrementAndGet();
            return Future.succeededFuture();
        };

        HttpResponse<String> answer = server.send("POST", "/-/reload");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(reloads).hasValue(1);
    }

    @Test
    void a_reload_that_was_refused_says_why() {
        server.reload = () -> Future.failedFuture("rules.yml:3:5: unknown key `exprr`; did you mean `expr`?");

        assertText(
                server.send("POST", "/-/reload"),
                500,
                "failed to reload config: rules.yml:3:5: unknown key `exprr`; did you mean `expr`?\n");
    }

    @Test
    void a_reload_that_broke_is_answered_without_its_details() {
        server.reload = () -> {
            throw new IllegalStateException("secret");
        };

        HttpResponse<String> answer = server.send(
                server.request("/-/reload").header("X-Request-Id", "r-1").POST(BodyPublishers.noBody()));

        assertText(answer, 500, "internal error; the log says more (request r-1)\n");
    }

    @ParameterizedTest(name = "{0} {1} is not allowed, but {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /-/reload  | OPTIONS, POST
                    HEAD   | /-/reload  | OPTIONS, POST
                    PUT    | /-/reload  | OPTIONS, POST
                    POST   | /-/healthy | GET, HEAD, OPTIONS
                    PUT    | /-/ready   | GET, HEAD, OPTIONS
                    POST   | /metrics   | GET, OPTIONS
                    """)
    void a_wrong_method_is_405_and_says_which_are_allowed(String method, String path, String allowed) {
        HttpResponse<String> answer = server.send(method, path);

        assertText(answer, 405, method.equals("HEAD") ? "" : "Method Not Allowed\n");
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
    }

    @Test
    void OPTIONS_tells_the_methods() {
        HttpResponse<String> answer = server.send("OPTIONS", "/-/reload");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow")).contains("OPTIONS, POST");
    }

    /** Grafana probes paths of other programs and takes any 200 for them. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"/", "/alertmanager/api/v2/status", "/api", "/api/v3/x", "/-/", "/metricsx", "/%41", "/a%20b"})
    void anything_else_is_404(String path) {
        assertText(server.get(path), 404, "404 page not found\n");
    }

    /** The Java client cannot even say it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"/x%zz, 400", "/api/v2/%, 400", "/api/v1/rules?type=%zz, 400", "/api/v1/rules?%, 400"})
    void what_cannot_be_decoded_is_refused_and_not_an_internal_error(String target, int status) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                            .formatted(target)
                            .getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 " + status);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /api/v1/status",
        "GET, /api/v1/receivers",
        "POST, /api/v1/alerts",
        "GET, /api/v1/silences",
        "POST, /api/v1/silences",
        "GET, /api/v1/silence/x",
        "DELETE, /api/v1/silence/x"
    })
    void the_removed_api_is_410_in_the_words_of_Alertmanager(String method, String path) {
        HttpResponse<String> answer = server.send(method, path);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was deprecated in version 0.16.0 and"
                                + " is removed as of version 0.27.0 - please use the equivalent route in the v2 API\"}\n");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"GET, /api/v1/query?query=up", "GET, /api/v1/status/flags", "POST, /api/v1/rules", "PUT, /api/v1/alerts"
    })
    void what_was_never_there_is_410_too(String method, String path) {
        HttpResponse<String> answer = server.send(method, path);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).startsWith("{\"status\":\"deprecated\",\"error\":\"not served: ");
    }

    @Test
    void every_path_is_below_the_prefix() {
        try (TestServer below = TestServer.start("/ops/tocsin")) {
            assertThat(below.get("/ops/tocsin/-/ready").statusCode()).isEqualTo(200);
            assertThat(below.get("/ops/tocsin/metrics").statusCode()).isEqualTo(200);
            assertThat(below.get("/ops/tocsin/api/v1/alerts").statusCode()).isEqualTo(200);
            assertThat(below.send("POST", "/ops/tocsin/api/v2/alerts").body())
                    .isEqualTo("{\"code\":602,\"message\":\"alerts in body is required\"}");
            assertThat(below.get("/ops/tocsin/api/v2/x").body())
                    .isEqualTo("{\"code\":404,\"message\":\"path /ops/tocsin/api/v2/x was not found\"}");
            assertText(below.get("/ops/tocsin/"), 404, "404 page not found\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/metrics", "/-/ready", "/api/v2/alerts", "/api/v1/rules", "/ops", "/ops/tocsinx", "/x"})
    void nothing_answers_outside_the_prefix(String path) {
        try (TestServer below = TestServer.start("/ops/tocsin")) {
            assertText(below.get(path), 404, "404 page not found\n");
        }
    }

    @Test
    void the_root_and_the_bare_prefix_lead_to_the_prefix() {
        try (TestServer below = TestServer.start("/ops/tocsin")) {
            HttpResponse<String> root = below.get("/");
            HttpResponse<String> bare = below.get("/ops/tocsin");

            assertThat(root.statusCode()).isEqualTo(302);
            assertThat(root.headers().firstValue("Location")).contains("/ops/tocsin/");
            assertThat(bare.statusCode()).isEqualTo(301);
            assertThat(bare.headers().firstValue("Location")).contains("/ops/tocsin/");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"HEAD, /, 404", "POST, /, 404", "POST, /ops, 404", "DELETE, /ops, 404", "GET, /ops?x=1, 301"})
    void only_a_GET_is_led_to_the_prefix(String method, String path, int status) {
        try (TestServer below = TestServer.start("/ops")) {
            assertThat(below.send(method, path).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void metrics_are_served_as_text() {
        Counter.builder()
                .name("things_total")
                .help("Things.")
                .register(server.registry)
                .inc(2);

        HttpResponse<String> answer = server.get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(answer.body())
                .contains("# HELP things_total Things.\n# TYPE things_total counter\nthings_total 2.0\n");
    }

    @Test
    void metrics_are_served_as_OpenMetrics_to_who_asks() {
        Counter.builder()
                .name("things_total")
                .help("Things.")
                .register(server.registry)
                .inc(2);

        HttpResponse<String> answer = server.send(server.request("/metrics")
                .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"));

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(answer.body()).contains("things_total 2.0\n").endsWith("# EOF\n");
    }

    @Test
    void it_listens_on_several_addresses() {
        server.listen("127.0.0.1:0", "localhost:0");

        assertThat(server.addresses).hasSize(2).doesNotHaveDuplicates();
        for (String address : server.addresses) {
            assertText(server.send(HttpRequest.newBuilder(URI.create("http://" + address + "/-/healthy"))), 200, "OK");
        }
    }

    @Test
    void an_address_in_use_is_named() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThatThrownBy(() -> server.listen("127.0.0.1:0", address))
                    .hasMessageStartingWith("cannot listen on %s: ", address);
        }
    }

    @Test
    void nobody_is_answered_after_the_end() {
        server.get("/-/healthy");

        server.stop().await();

        assertThatThrownBy(() -> server.get("/-/healthy")).hasMessage("no answer");
    }

    private static void assertText(HttpResponse<String> answer, int status, String text) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(text);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    }
}
