package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.Labels;
import tocsin.router.ingest.PostResult;
import tocsin.server.transport.HttpLimits;

/** What clients may cost, and that the server still answers after each that wanted more. */
class HostileClientsTest {
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final String ALERT = "[{\"labels\":{\"alertname\":\"A\"}}]";
    private static final String JSON = "Content-Type: application/json\r\n";

    private final List<TestServer> started = new ArrayList<>();

    private TestServer server(HttpLimits limits) {
        TestServer server = TestServer.start(limits);
        started.add(server);
        return server;
    }

    private TestServer server() {
        return server(TestServer.limits());
    }

    private TestServer patient(Duration read, Duration write, Duration idle) {
        return server(TestServer.limits(new HttpLimits.Patience(read, write, idle, Duration.ZERO)));
    }

    private TestServer holding(int connections, int gets, Duration write) {
        HttpLimits defaults = TestServer.limits();
        return server(new HttpLimits(
                defaults.sizes(), new HttpLimits.Patience(LONG, write, LONG, Duration.ZERO), connections, gets));
    }

    @AfterEach
    void goesOnAndCloses() {
        for (TestServer server : started) {
            assertThat(server.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(server.post(ALERT).statusCode()).isEqualTo(200);
            server.close();
        }
    }

    private static String post(String headers, String body) {
        return "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + JSON + headers + "\r\n" + body;
    }

    private static String sized(String body) {
        return post("Content-Length: " + body.length() + "\r\n", body);
    }

    private static void answersPosts(TestServer server) {
        server.intake = alerts -> Future.succeededFuture(new PostResult(alerts.size(), 0, List.of()));
    }

    // What has too much of a head

    @Test
    void a_request_line_that_is_too_long_is_414() {
        assertThat(RawClient.exchange(server(), RawClient.get("/" + "x".repeat(5_000))))
                .startsWith("HTTP/1.0 414 ")
                .contains("X-Request-Id: ")
                .contains("the request line is longer than --web.max-request-line-bytes allows");
    }

    @Test
    void headers_that_are_too_large_are_431() {
        assertThat(RawClient.exchange(server(), RawClient.get("/-/ready", "X-Large: " + "x".repeat(9_000))))
                .startsWith("HTTP/1.1 431 ")
                .contains("the header fields are larger than --web.max-header-bytes allows");
    }

    @Test
    void too_many_header_fields_are_431() {
        String[] fields = IntStream.range(0, 60).mapToObj(i -> "X: " + i).toArray(String[]::new);

        assertThat(RawClient.exchange(server(), RawClient.get("/-/ready", fields)))
                .startsWith("HTTP/1.1 431 ")
                .contains("more header fields than --web.max-header-fields allows");
    }

    @Test
    void headers_without_end_are_cut_off() {
        try (RawClient client = RawClient.to(server())) {
            client.send("GET /-/ready HTTP/1.1\r\nHost: x\r\n");
            for (int i = 0; i < 2_000; i++) {
                client.send("X-" + i + ": y\r\n");
            }

            assertThat(client.rest()).matches("(?s)|HTTP/1.1 431 .*");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n\r\nrubbish\r\n\r\n",
                "GET\r\n\r\n",
                "GET /-/ready\r\n\r\n",
                "GET /-/ready HTTP/9.9\r\n\r\n",
                "GET /-/ready HTTP/1.1\r\nHost: x\r\nno colon\r\nConnection: close\r\n\r\n",
                "GET /-/ready HTTP/1.1\r\nHost: x\r\nBad\u0000Name: x\r\nConnection: close\r\n\r\n",
                "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: x\r\n\r\n",
                "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n[]",
                "POST /api/v2/alerts HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n[]",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void what_is_no_http_ends_its_connection(String rubbish) {
        assertThat(RawClient.exchange(server(), rubbish))
                .doesNotContain("HTTP/1.1 200 ")
                .doesNotContain("HTTP/1.1 5");
    }

    // Who is slow to send

    @Test
    void a_connection_that_says_nothing_is_closed() {
        assertThat(RawClient.exchange(patient(SHORT, LONG, LONG), "")).isEmpty();
    }

    @Test
    void a_head_that_dribbles_is_cut_off_however_steadily() {
        try (RawClient client = RawClient.to(patient(SHORT, LONG, LONG))) {
            client.send("GET /-/ready HTTP/1.1\r\nHost: x\r\nX-Slow: ");

            await().atMost(RawClient.LONGEST)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        client.send("x");
                        return client.hasEnded();
                    });
        }
    }

    @Test
    void the_next_request_of_a_connection_must_come_within_the_idle_timeout() {
        try (RawClient client = RawClient.to(patient(LONG, LONG, SHORT))) {
            client.send("GET /-/ready HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.until("OK")).startsWith("HTTP/1.1 200 ");
            client.send("GET /-/re");

            assertThat(client.rest()).doesNotContain("HTTP/1.1");
        }
    }

    @Test
    void a_request_that_is_worked_on_is_not_idle() {
        TestServer server = patient(SHORT, SHORT, SHORT);
        Promise<Void> reload = Promise.promise();
        server.reload = reload::future;
        try (RawClient client = RawClient.to(server)) {
            client.send("POST /-/reload HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(RawClient.exchange(server, "")).isEmpty();
            assertThat(RawClient.exchange(server, "")).isEmpty();
            reload.complete();

            assertThat(client.rest()).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Content-Length: 1000", "Transfer-Encoding: chunked"})
    void a_body_that_does_not_come_is_408(String framing) {
        assertThat(RawClient.exchange(patient(SHORT, LONG, LONG), post(framing + "\r\n", "")))
                .startsWith("HTTP/1.1 408 ")
                .contains("{\"code\":408,\"message\":\"the request body did not arrive within --web.read-timeout\"}");
    }

    @Test
    void a_body_that_comes_fast_enough_may_take_longer_than_the_timeout() {
        TestServer server = patient(Duration.ofSeconds(1), LONG, LONG);
        String large = ALERT + " ".repeat(200 << 10);
        try (RawClient client = RawClient.to(server)) {
            client.send(post("Content-Length: " + large.length() + "\r\n", large.substring(0, large.length() - 1)));
            assertThat(RawClient.exchange(server, post("Content-Length: 2\r\n", "")))
                    .startsWith("HTTP/1.1 408 ");
            client.send(" ");

            assertThat(client.rest()).startsWith("HTTP/1.1 200 ");
        }
    }

    // Who sends too much

    @Test
    void a_body_of_unknown_length_beyond_the_limit_is_413_before_its_end() {
        try (RawClient client = RawClient.to(server())) {
            client.send(post("Transfer-Encoding: chunked\r\n", ""));
            String chunk = "10000\r\n" + " ".repeat(1 << 16) + "\r\n";
            for (int i = 0; i <= TestServer.MAX_BODY >> 16; i++) {
                client.send(chunk);
            }

            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void an_unfinished_body_whose_sender_goes_away_leaves_its_room_to_others() {
        TestServer server = server();
        for (int i = 0; i < 20; i++) {
            try (RawClient client = RawClient.to(server)) {
                client.send(post("Content-Length: 3000000\r\n", " ".repeat(2_900_000)));
            }
        }

        await().atMost(RawClient.LONGEST)
                .untilAsserted(() -> assertThat(RawClient.exchange(server, sized(ALERT + " ".repeat(2_900_000))))
                        .startsWith("HTTP/1.1 200 "));
    }

    @Test
    void bodies_that_do_not_fit_together_are_refused_and_the_others_are_not() {
        TestServer server = server();
        answersPosts(server);
        String most = " ".repeat(2_900_000);
        List<RawClient> clients =
                IntStream.range(0, 12).mapToObj(i -> RawClient.to(server)).toList();
        clients.forEach(client -> client.send(post("Content-Length: 2900002\r\n", most)));
        clients.forEach(client -> client.send("[]"));

        List<String> answers = clients.stream()
                .map(RawClient::rest)
                .map(answer -> answer.substring(9, 12))
                .toList();
        clients.forEach(RawClient::close);

        assertThat(answers).contains("200").contains("503").containsOnly("200", "503");
    }

    // Who opens too much

    @Test
    void beyond_the_limit_of_connections_the_one_that_waits_longest_makes_room() {
        TestServer server = holding(3, 8, LONG);
        List<RawClient> silent =
                IntStream.range(0, 3).mapToObj(i -> RawClient.to(server)).toList();

        assertThat(RawClient.exchange(server, RawClient.get("/-/ready"))).startsWith("HTTP/1.1 200 ");

        assertThat(silent.get(0).rest()).isEmpty();
        assertThat(silent.get(2).send(RawClient.get("/-/ready")).rest()).startsWith("HTTP/1.1 200 ");
        silent.forEach(RawClient::close);
    }

    @Test
    void when_all_connections_are_busy_a_new_one_is_turned_away() {
        TestServer server = holding(2, 8, LONG);
        Promise<Void> reload = Promise.promise();
        server.reload = reload::future;
        String post = "POST /-/reload HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        try (RawClient one = RawClient.to(server).send(post);
                RawClient other = RawClient.to(server).send(post)) {
            await().atMost(RawClient.LONGEST)
                    .until(() -> RawClient.exchange(server, RawClient.get("/-/ready"))
                            .isEmpty());
            reload.complete();

            assertThat(one.rest()).startsWith("HTTP/1.1 200 ");
            assertThat(other.rest()).startsWith("HTTP/1.1 200 ");
        }
        await().atMost(RawClient.LONGEST)
                .until(() ->
                        !RawClient.exchange(server, RawClient.get("/-/ready")).isEmpty());
    }

    @Test
    void pipelined_requests_are_answered_one_after_another() {
        String many = "GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n".repeat(100);

        assertThat(RawClient.exchange(server(), many + RawClient.get("/-/ready"))
                        .split("HTTP/1.1 200 OK", -1))
                .hasSize(102);
    }

    @Test
    void a_flood_of_pipelined_requests_ends_its_connection() {
        String flood = "POST /-/reload HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20_000);
        TestServer server = server();
        server.reload = () -> Promise.<Void>promise().future();
        try (RawClient client = RawClient.to(server)) {
            assertThat(client.send(flood).rest()).isEmpty();
        }
    }

    // Who is slow to read, or goes away

    /** Some megabytes of alerts. */
    private static void fill(TestServer server) {
        fill(server, 1_500);
    }

    private static void fill(TestServer server, int alerts) {
        String text = "x".repeat(4_000);
        server.routing.fires(IntStream.range(0, alerts)
                .mapToObj(i -> Labels.of("alertname", "A", "i", String.valueOf(i), "text", text))
                .toArray(Labels[]::new));
    }

    @Test
    void a_reader_that_takes_nothing_is_cut_off() {
        TestServer server = patient(LONG, SHORT, LONG);
        fill(server);
        try (RawClient client = RawClient.withSmallBuffer(server)) {
            client.send(RawClient.get("/api/v2/alerts"));
            await().atMost(RawClient.LONGEST)
                    .until(() -> server.get("/metrics").body().contains("reason=\"write_timeout\"} 1.0"));

            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void a_reader_that_is_slow_but_steady_gets_everything() {
        TestServer server = patient(LONG, Duration.ofSeconds(2), LONG);
        fill(server);
        try (RawClient client = RawClient.withSmallBuffer(server)) {
            client.send(RawClient.get("/api/v2/alerts"));
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            long bytes = 0;
            for (int read = client.read(1 << 10); read > 0; read = client.read(1 << 10)) {
                bytes += read;
            }

            assertThat(bytes).isGreaterThan(6_000_000);
        }
    }

    @Test
    void slow_readers_make_way_when_others_find_no_room() {
        TestServer server = holding(512, 2, SHORT);
        fill(server);
        try (RawClient one = RawClient.withSmallBuffer(server).send(RawClient.get("/api/v2/alerts"));
                RawClient other = RawClient.withSmallBuffer(server).send(RawClient.get("/api/v2/alerts"))) {
            assertThat(one.until("alertname")).startsWith("HTTP/1.1 200 ");
            assertThat(other.until("alertname")).startsWith("HTTP/1.1 200 ");

            await().atMost(RawClient.LONGEST).until(() -> {
                one.read(1 << 10);
                other.read(1 << 10);
                return server.get("/-/ready").statusCode() == 200;
            });
        }
    }

    @Test
    void a_reader_that_goes_away_in_the_middle_gives_its_place_back() {
        TestServer server = holding(512, 1, LONG);
        fill(server);
        for (int i = 0; i < 5; i++) {
            try (RawClient client = RawClient.withSmallBuffer(server)) {
                client.send(RawClient.get("/api/v2/alerts"));
                assertThat(client.until("alertname")).startsWith("HTTP/1.1 200 ");
            }
            await().atMost(RawClient.LONGEST).until(() -> server.get("/-/ready").statusCode() == 200);
        }
    }

    @Test
    void a_client_that_knows_no_chunks_gets_everything_until_the_end_of_its_connection() {
        TestServer server = server();
        fill(server, 500);
        String answer = RawClient.exchange(server, "GET /api/v2/alerts HTTP/1.0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.0 200 ").doesNotContainIgnoringCase("transfer-encoding");
        assertThat(new JsonArray(answer.substring(answer.indexOf("\r\n\r\n") + 4)))
                .hasSize(500);
    }

    @Test
    void a_client_that_says_no_more_still_gets_its_answer() {
        TestServer server = server();
        fill(server);
        try (RawClient client = RawClient.to(server)) {
            client.send("GET /api/v2/alerts HTTP/1.1\r\nHost: x\r\n\r\n").sayNoMore();

            assertThat(client.rest()).startsWith("HTTP/1.1 200 ").endsWith("0\r\n\r\n");
        }
    }

    @ParameterizedTest(name = "`{0}`")
    @ValueSource(
            strings = {
                "",
                "GET /-/re",
                "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n" + JSON + "\r\n[]"
            })
    void a_client_that_says_no_more_before_its_request_is_complete_is_not_waited_for(String begun) {
        try (RawClient client = RawClient.to(patient(LONG, LONG, LONG))) {
            assertThat(client.send(begun).sayNoMore().rest()).isEmpty();
        }
    }
}
