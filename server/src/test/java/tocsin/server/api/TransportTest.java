package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tocsin.model.Labels;
import tocsin.router.ingest.PostResult;
import tocsin.server.transport.HttpLimits;

/** What holds for requests of every kind: ids, places for GETs, time-outs, redirects, compression, counts. */
class TransportTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String ALERT = "[{\"labels\":{\"alertname\":\"A\"}}]";
    private static final String ID = "X-Request-Id";
    private static final String LENGTH = "Content-Length";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<TestServer> started = new ArrayList<>();

    private TestServer server(HttpLimits limits) {
        TestServer server = TestServer.start(limits);
        started.add(server);
        return server;
    }

    private TestServer server() {
        return server(TestServer.limits());
    }

    private TestServer timingOut(Duration timeout) {
        return server(TestServer.limits(new HttpLimits.Patience(LONG, LONG, LONG, timeout)));
    }

    private TestServer withPlaces(int gets) {
        HttpLimits defaults = TestServer.limits();
        return server(new HttpLimits(defaults.sizes(), defaults.patience(), defaults.connections(), gets));
    }

    @AfterEach
    void close() {
        started.forEach(TestServer::close);
    }

    // Ids

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a", "7f1c4f2e-9f7b-4f1e-8a57-0123456789ab", "Root_1.2-3"})
    void an_id_that_can_stand_in_a_log_is_kept(String id) {
        TestServer server = server();

        assertThat(header(server.send(server.request("/x").header(ID, id)), ID)).isEqualTo(id);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"two words", "a\"b", "<script>", "a=b", "caf\u00e9", "a,b"})
    void another_is_replaced(String id) {
        assertThat(RawClient.exchange(server(), RawClient.get("/x", ID + ": " + id)))
                .containsPattern(ID + ": [0-9a-f]{12}-\\d+\r\n");
    }

    @Test
    void one_that_is_too_long_is_replaced_and_no_two_that_are_made_are_equal() {
        TestServer server = server();

        assertThat(Stream.of("x".repeat(129), "", "")
                        .map(id -> header(server.send(server.request("/-/ready").header(ID, id)), ID)))
                .allMatch(id -> id.length() < 30)
                .doesNotHaveDuplicates();
    }

    @Test
    void what_the_client_is_told_of_a_failure_is_found_in_the_log() {
        Logger log = (Logger) LoggerFactory.getLogger(Answers.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        log.addAppender(lines);
        TestServer server = server();
        server.intake = alerts -> Future.failedFuture("disk on fire");

        HttpResponse<String> answer = server.post(ALERT);
        log.detachAppender(lines);

        assertThat(answer.body())
                .isEqualTo("\"internal error; the log says more (request %s)\"\n".formatted(header(answer, ID)));
        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(String.valueOf(line.getKeyValuePairs()))
                        .contains("request_id=\"" + header(answer, ID) + "\"")
                        .contains("path=\"/api/v2/alerts\""));
    }

    // Places for GETs

    @Test
    void a_GET_that_finds_no_place_is_503_and_other_methods_need_none() {
        TestServer server = withPlaces(2);
        Promise<Void> scrape = Promise.promise();
        server.beforeScrape = scrape::future;
        List<CompletableFuture<HttpResponse<String>>> held =
                List.of(sendLater(server, "/metrics"), sendLater(server, "/metrics"));

        await().atMost(RawClient.LONGEST).until(() -> server.get("/-/ready").statusCode() == 503);
        HttpResponse<String> refused = server.get("/api/v2/status");
        HttpResponse<String> post = server.post(ALERT);
        HttpResponse<String> head = server.send("HEAD", "/-/ready");
        scrape.complete();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).isEqualTo("Limit of concurrent GET requests reached (2), try again later.\n\n");
        assertThat(header(refused, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(post.statusCode()).isEqualTo(200);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(held.stream().map(CompletableFuture::join).map(HttpResponse::body))
                .anyMatch(text -> text.contains("alertmanager_http_requests_in_flight{method=\"get\"} 2.0\n"));
        assertThat(server.get("/metrics").body())
                .containsPattern("alertmanager_http_concurrency_limit_exceeded_total\\{method=\"get\"} [1-9]")
                .contains("alertmanager_http_requests_in_flight{method=\"get\"} 1.0\n");
    }

    @Test
    void thousands_of_GETs_at_once_are_answered_or_refused_and_then_it_goes_on() {
        TestServer server = server();
        fill(server);
        List<RawClient> clients =
                IntStream.range(0, 200).mapToObj(i -> RawClient.to(server)).toList();
        String get = "GET /api/v2/alerts?filter=i%3D1 HTTP/1.1\r\nHost: x\r\n\r\n";
        clients.forEach(each -> each.send(get.repeat(14) + RawClient.get("/api/v2/alerts/groups")));

        List<String> answers = clients.stream().map(RawClient::rest).toList();
        clients.forEach(RawClient::close);

        assertThat(answers).allMatch(text -> text.split("HTTP/1.1 (200|503)", -1).length == 16);
        assertThat(server.get("/api/v2/alerts").statusCode()).isEqualTo(200);
    }

    // Time-outs

    @Test
    void what_takes_longer_than_the_timeout_is_503_and_its_late_result_harms_nobody() {
        TestServer server = timingOut(Duration.ofMillis(120));
        Promise<Void> scrape = Promise.promise();
        server.beforeScrape = scrape::future;

        HttpResponse<String> answer = server.get("/metrics");
        scrape.complete();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("Exceeded configured timeout of 120ms.\n");
        assertThat(header(answer, "Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(server.get("/metrics").statusCode()).isEqualTo(200);
    }

    @Test
    void a_post_that_is_timed_out_may_still_be_stored() {
        TestServer server = timingOut(Duration.ofMillis(120));
        Promise<PostResult> stored = Promise.promise();
        server.intake = alerts -> stored.future();

        HttpResponse<String> answer = server.post(ALERT);
        stored.complete(new PostResult(1, 0, List.of()));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(server.get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void a_reload_is_answered_when_it_is_done_whatever_the_timeout() {
        TestServer server = timingOut(Duration.ofMillis(50));
        Promise<Void> reload = Promise.promise();
        server.reload = reload::future;
        server.beforeScrape = () -> Promise.<Void>promise().future();
        CompletableFuture<HttpResponse<String>> reloading = client.sendAsync(
                server.request("/-/reload").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());

        assertThat(server.get("/metrics").statusCode()).isEqualTo(503);
        assertThat(server.get("/metrics").statusCode()).isEqualTo(503);
        reload.fail("a.yml:1:1: no route");

        assertThat(reloading.join().body()).isEqualTo("failed to reload config: a.yml:1:1: no route\n");
    }

    // Redirects

    @ParameterizedTest(name = "{0} {1} leads to {2} {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | //api/v2/status              | 301 | /api/v2/status
                    GET    | /api//v2/status?x=1&y=//     | 301 | /api/v2/status?x=1&y=//
                    POST   | //api/v2/alerts              | 301 | /api/v2/alerts
                    GET    | /api/./v2/status             | 301 | /api/v2/status
                    GET    | /x/../api/v2/status          | 301 | /api/v2/status
                    GET    | /api/v2/alerts/.             | 301 | /api/v2/alerts
                    GET    | ///                          | 301 | /
                    GET    | //evil.example               | 301 | /evil.example
                    GET    | //\\evil.example             | 301 | /%5Cevil.example
                    GET    | /../../etc/passwd            | 301 | /etc/passwd
                    GET    | /-/ready/                    | 301 | /-/ready
                    GET    | /-/READY?x=1                 | 301 | /-/ready?x=1
                    GET    | /Metrics                     | 301 | /metrics
                    GET    | /METRICS/                    | 301 | /metrics
                    HEAD   | /-/Healthy/                  | 307 | /-/healthy
                    POST   | /-/reload/                   | 307 | /-/reload
                    GET    | /api/v2                      | 301 | /api/v2/
                    """)
    void a_path_that_is_nearly_right_leads_to_the_right_one(String method, String target, int status, String location) {
        String answer = RawClient.exchange(
                server(), "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(method, target));

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("\r\nLocation: " + location + "\r\n");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /-/reload/, 404",
        "POST, /-/healthy/, 404",
        "GET, /API/v2/status, 404",
        "GET, /api/v2/Status, 404",
        "GET, /api/v2/alerts/, 200",
        "GET, /api/v2/.hidden, 404",
        "GET, /-/ready/x, 404",
        "GET, /-, 404"
    })
    void others_lead_nowhere(String method, String target, int status) {
        assertThat(RawClient.exchange(
                        server(), "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".formatted(method, target)))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void redirects_stay_below_the_prefix() {
        try (TestServer below = TestServer.start("/ops")) {
            assertThat(header(below.get("/ops/metrics/"), "Location")).isEqualTo("/ops/metrics");
            assertThat(header(below.get("/ops//api/v2/alerts"), "Location")).isEqualTo("/ops/api/v2/alerts");
            assertThat(below.get("/metrics/").statusCode()).isEqualTo(404);
        }
    }

    // Compression

    @Test
    void what_is_large_is_compressed_for_who_takes_it_and_caches_are_told() {
        TestServer server = server();
        fill(server);

        HttpResponse<byte[]> small = bytes(server, "/api/v2/silences");
        HttpResponse<byte[]> large = bytes(server, "/api/v2/alerts");

        assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(small.body()).hasSize(3);
        assertThat(header(large, "Content-Encoding")).isEqualTo("gzip");
        assertThat(large.headers().allValues("Vary")).containsExactly("Origin", "Accept-Encoding");
        assertThat(unzipped(large.body()))
                .isEqualTo(server.get("/api/v2/alerts").body());
    }

    @Test
    void a_compressed_body_is_not_unpacked() {
        TestServer server = server();

        assertThat(server.send(server.request("/api/v2/alerts")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofByteArray(new byte[] {31, (byte) 139, 8, 0})))
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.send(server.request("/api/v2/alerts")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString(ALERT)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_sender_that_asks_first_is_told_to_go_on_unless_it_would_be_refused_anyway() {
        TestServer server = server();
        String head = "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n";
        try (RawClient welcome = RawClient.to(server);
                RawClient tooLarge = RawClient.to(server);
                RawClient wrongType = RawClient.to(server)) {
            welcome.send(head + "Content-Type: application/json\r\n" + LENGTH + ": 2\r\n\r\n");
            assertThat(welcome.until("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(welcome.send("[]").until("\r\n\r\n")).startsWith("HTTP/1.1 200 ");

            tooLarge.send(head + "Content-Type: application/json\r\n" + LENGTH + ": 99999999\r\n\r\n");
            assertThat(tooLarge.until("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
            wrongType.send(head + "Content-Type: text/plain\r\n" + LENGTH + ": 2\r\n\r\n");
            assertThat(wrongType.until("\r\n\r\n")).startsWith("HTTP/1.1 415 ");
        }
    }

    // Counts

    @Test
    void requests_are_counted_under_the_name_of_their_route_and_all_unknown_ones_under_one() {
        TestServer server = server();
        server.get("/api/v2/alerts?filter=a");
        server.get("/api/v2/silence/11111111-1111-1111-1111-111111111111");
        server.send("DELETE", "/api/v2/silence/x");
        server.get("/api/v1/alerts");
        server.get("/-/ready");
        server.get("/api/v2/x1");
        server.get("/x2");
        server.send("BREW", "/api/v2/alerts");

        String text = server.get("/metrics").body();

        assertThat(text.lines()
                        .filter(line -> line.startsWith("alertmanager_http_request_duration_seconds_count"))
                        .map(line -> line.replaceAll("^[^{]*\\{(.*)} (.*)", "$1 $2")))
                .containsExactlyInAnyOrder(
                        "code=\"400\",handler=\"/api/v2/alerts\",method=\"get\" 1",
                        "code=\"404\",handler=\"/api/v2/silence/{silenceID}\",method=\"get\" 1",
                        "code=\"422\",handler=\"/api/v2/silence/{silenceID}\",method=\"delete\" 1",
                        "code=\"200\",handler=\"/api/v1/alerts\",method=\"get\" 1",
                        "code=\"200\",handler=\"/-/ready\",method=\"get\" 1",
                        "code=\"404\",handler=\"other\",method=\"get\" 2",
                        "code=\"405\",handler=\"/api/v2/alerts\",method=\"other\" 1");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("alertmanager_http_response_size_bytes_sum"))
                        .map(line -> line.replaceAll("^[^{]*\\{(.*)} (.*)", "$1 $2")))
                .contains("handler=\"/-/ready\",method=\"get\" 2.0")
                .noneMatch(line -> line.contains("/api/v2"));
    }

    private static void fill(TestServer server) {
        server.routing.fires(IntStream.range(0, 300)
                .mapToObj(i -> Labels.of("alertname", "A", "i", String.valueOf(i)))
                .toArray(Labels[]::new));
    }

    private CompletableFuture<HttpResponse<String>> sendLater(TestServer server, String path) {
        return client.sendAsync(server.request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<byte[]> bytes(TestServer server, String path) {
        HttpRequest request =
                server.request(path).header("Accept-Encoding", "gzip").build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).join();
    }

    private static String unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("(none)");
    }
}
