package tocsin.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.Annotations;
import tocsin.model.Labels;
import tocsin.router.ingest.PostedAlert;

/** {@code POST /api/v2/alerts} as senders see it, over real HTTP. */
class PostAlertsTest {
    private static final String ALERT = "[{\"labels\":{\"alertname\":\"A\"}}]";
    private static final String NO_NAME = "at least one label pair required";

    private final TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_accepted_post_is_answered_200_without_a_body() {
        HttpResponse<String> answer = server.post(ALERT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertApiHeaders(answer);
        assertThat(server.received).containsExactly(alert(Labels.of("alertname", "A")));
    }

    @Test
    void an_accepted_post_has_no_body_either_when_the_sender_takes_gzip() {
        HttpResponse<String> answer = server.send(server.request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", "gzip")
                .POST(BodyPublishers.ofString(ALERT)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
        assertThat(answer.headers().firstValue("Content-Encoding")).isNotEqualTo(Optional.of("gzip"));
    }

    @Test
    void every_field_of_an_alert_arrives() {
        server.post("""
                [{"labels":{"b":"2","alertname":"A","empty":""},"annotations":{"summary":"s","none":""},
                  "startsAt":"2026-01-02T03:04:05.678+01:00","endsAt":"2026-01-02T04:00:00Z",
                  "generatorURL":"http://p:9090/graph?g0.expr=up","unknown":{"deep":[1,{"x":null}]}}]""");

        assertThat(server.received)
                .containsExactly(new PostedAlert(
                        Labels.of("alertname", "A", "b", "2"),
                        Annotations.of("summary", "s", "none", ""),
                        Instant.parse("2026-01-02T02:04:05.678Z"),
                        Instant.parse("2026-01-02T04:00:00Z"),
                        "http://p:9090/graph?g0.expr=up"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON",
                " application/json ;charset=latin1"
            })
    void json_by_any_spelling_is_read(String contentType) {
        assertThat(postAs(contentType).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/jsonp",
                "application/octet-stream"
            })
    void another_content_type_is_415(String contentType) {
        assertShapeA(
                postAs(contentType),
                415,
                415,
                "unsupported media type \"%s\", only [application/json] are allowed".formatted(contentType));
        assertThat(server.received).isEmpty();
    }

    @Test
    void a_body_without_content_type_is_415() {
        assertShapeA(
                server.send(server.request("/api/v2/alerts").POST(BodyPublishers.ofString(ALERT))),
                415,
                415,
                "unsupported media type \"application/octet-stream\", only [application/json] are allowed");
    }

    @Test
    void a_refused_content_type_leaves_the_connection_usable() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nnull"
                                    + "GET /-/healthy HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));

            String answers = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answers).startsWith("HTTP/1.1 415 ").contains("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "text/html, application/json;q=0.1",
                "text/html;q=1, */*;q=0.001",
                "Application/Json; version=1"
            })
    void an_accept_header_that_admits_json_is_fine(String accept) {
        assertThat(getAccepting(accept).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"text/html", "application/xml, text/*", "application/json;q=0", "*/*; q=0.000", "json"})
    void an_accept_header_that_does_not_is_406(String accept) {
        assertShapeA(
                getAccepting(accept),
                406,
                406,
                "unsupported media type requested, only [application/json] are available");
    }

    @Test
    void alerts_are_taken_whatever_their_sender_accepts() {
        HttpResponse<String> answer = server.send(server.request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(ALERT)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void a_missing_body_is_422_with_code_602_whatever_its_type() {
        assertShapeA(server.post(""), 422, 602, "alerts in body is required");
        assertShapeA(server.send("POST", "/api/v2/alerts"), 422, 602, "alerts in body is required");
        assertShapeA(server.post("  \n"), 422, 602, "alerts in body is required");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"[]", "null", " [ ] ", "[]]]]", "null and more"})
    void no_alerts_are_fine(String body) {
        assertThat(server.post(body).statusCode()).isEqualTo(200);
        assertThat(server.received).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    [null]                                                                | 602 | 0.labels in body is required
                    [{}]                                                                  | 602 | 0.labels in body is required
                    [{"labels":null}]                                                     | 602 | 0.labels in body is required
                    [{"labels":{"a":"b"}},{"annotations":{}}]                             | 602 | 1.labels in body is required
                    [{"labels":{"a":"b"},"generatorURL":"not a url"}]                     | 601 | 0.generatorURL in body must be of type uri: "not a url"
                    [{"labels":{"a":"b"}},{"labels":{"a":"b"},"generatorURL":"host/x"}]   | 601 | 1.generatorURL in body must be of type uri: "host/x"
                    [{"generatorURL":"://"}]                                              | 601 | 0.generatorURL in body must be of type uri: "://"
                    [{"labels":{"a":"b"},"generatorURL":"http://a/\\u0007"}]              | 601 | 0.generatorURL in body must be of type uri: "http://a/\\u0007"
                    """)
    void a_missing_field_or_a_wrong_format_refuses_the_whole_post(String body, int code, String message) {
        HttpResponse<String> answer = server.post(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message.replace("\"", "\\\"")));
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertApiHeaders(answer);
        assertThat(server.received).isEmpty();
    }

    @ParameterizedTest(name = "`{0}`")
    @ValueSource(strings = {"http://p:9090/graph?g0.expr=up", "/graph", "mailto:a@b", "HTTPS://x", ""})
    void a_url_or_a_path_is_a_generator(String url) {
        assertThat(server.post("[{\"labels\":{\"a\":\"b\"},\"generatorURL\":\"%s\"}]".formatted(url))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{",
                "[",
                "[{\"labels\":{\"a\":\"b\"}}",
                "[{\"labels\":{\"a\":\"b\"}},]",
                "[{\"labels\":{\"a\":\"b}}]",
                "{\"labels\":{\"a\":\"b\"}}",
                "\"alerts\"",
                "5",
                "true",
                "[5]",
                "[[]]",
                "[{\"labels\":[]}]",
                "[{\"labels\":\"a\"}]",
                "[{\"labels\":{\"a\":5}}]",
                "[{\"labels\":{\"a\":{}}}]",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":5}]",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":{\"a\":true}}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":5}]",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"yesterday\"}]",
                "[{\"labels\":{\"a\":\"b\"},\"endsAt\":{}}]",
                "[{\"labels\":{\"a\":\"b\"},\"generatorURL\":5}]",
                "[{\"labels\":{\"a\":\"\\x\"}}]",
                "nul",
                "'a'",
                "\u001f\u008b\b"
            })
    void what_cannot_be_read_is_400_and_stores_nothing(String body) {
        HttpResponse<String> answer = server.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"code\":400,\"message\":\"parsing alerts body from \\\"\\\" failed, because ");
        assertApiHeaders(answer);
        assertThat(server.received).isEmpty();
    }

    @Test
    void the_reason_says_where_and_what() {
        assertThat(server.post("[{\"labels\":{\"a\":5}}]").body())
                .contains("a string is wanted at line 1 column ", ", found a number");
        assertThat(server.post("[{\"labels\":{\"a\":\"b\"},\"endsAt\":\"soon\"}]")
                        .body())
                .contains("\\\"soon\\\" is not a time; write RFC 3339, e.g. 2026-01-02T03:04:05Z");
    }

    @Test
    void a_body_must_be_readable_to_its_end_before_its_alerts_are_judged() {
        assertThat(server.post("[null,{\"labels\":5}]").statusCode()).isEqualTo(400);
    }

    @Test
    void deep_nesting_is_refused_and_does_not_end_the_process() {
        String deep = "[".repeat(100_000);

        assertThat(server.post(deep).statusCode()).isEqualTo(400);
        assertThat(server.post("[{\"labels\":{\"a\":\"b\"},\"x\":" + deep).statusCode())
                .isEqualTo(400);
        assertThat(server.post(ALERT).statusCode()).isEqualTo(200);
    }

    @Test
    void more_than_the_limit_is_413_told_in_advance_or_not() {
        byte[] large = new byte[(int) TestServer.MAX_BODY + 1];

        assertShapeA(
                server.post(BodyPublishers.ofByteArray(large)),
                413,
                413,
                "request body is larger than --web.max-body-bytes allows");
        assertThat(server.post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void a_large_body_is_read_like_a_small_one() {
        String note = "n".repeat(2_000);
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 1_000; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"labels\":{\"i\":\"%d\"},\"annotations\":{\"note\":\"%s\"}}".formatted(i, note));
        }

        assertThat(server.post(body.append("]").toString()).statusCode()).isEqualTo(200);

        assertThat(server.received).hasSize(1_000);
        assertThat(server.received.get(999))
                .isEqualTo(new PostedAlert(Labels.of("i", "999"), Annotations.of("note", note), null, null, ""));
        assertShapeA(
                server.post("[{\"labels\":5}," + " ".repeat(2 << 20)),
                400,
                400,
                "parsing alerts body from \"\" failed, because an object of label names and values is wanted at line 1"
                        + " column 12, found a number");
    }

    @Test
    void bytes_that_are_not_UTF_8_become_replacement_characters() {
        byte[] body =
                "[{\"labels\":{\"alertname\":\"caf\u00e9\"},\"annotations\":{\"\u00ff\":\"x\"}}]".getBytes(ISO_8859_1);

        assertThat(server.post(BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(200);

        assertThat(server.received)
                .containsExactly(new PostedAlert(
                        Labels.of("alertname", "caf\uFFFD"), Annotations.of("\uFFFD", "x"), null, null, ""));
    }

    @Test
    void half_of_a_surrogate_pair_becomes_a_replacement_character() {
        String value = "\\ud83d " + "x".repeat(100) + " \\ude00 \\ud83d\\ude00";

        assertThat(server.post("[{\"labels\":{\"alertname\":\"\\ud83d\"},\"annotations\":{\"a\":\"%s\"}}]"
                                .formatted(value))
                        .statusCode())
                .isEqualTo(200);

        assertThat(server.received)
                .containsExactly(new PostedAlert(
                        Labels.of("alertname", "\uFFFD"),
                        Annotations.of("a", "\uFFFD " + "x".repeat(100) + " \uFFFD \uD83D\uDE00"),
                        null,
                        null,
                        ""));
    }

    @Test
    void of_a_key_that_is_there_twice_the_last_wins() {
        server.post("""
                [{"labels":{"x":"gone"},"labels":{"a":"1","b":"1","a":"2"},
                  "annotations":{"n":"1","n":"2"},"generatorURL":"/1","generatorURL":"/2"}]""");

        assertThat(server.received)
                .containsExactly(
                        new PostedAlert(Labels.of("a", "2", "b", "1"), Annotations.of("n", "2"), null, null, "/2"));
    }

    @Test
    void bytes_after_the_list_are_ignored() {
        assertThat(server.post(ALERT + " and more ]").statusCode()).isEqualTo(200);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void null_is_as_good_as_absent() {
        server.post("""
                [{"labels":{"a":"1","b":null},"annotations":null,"startsAt":null,"endsAt":null,"generatorURL":null}]""");

        assertThat(server.received).containsExactly(alert(Labels.of("a", "1")));
    }

    @Test
    void the_zero_time_is_as_good_as_absent_and_an_empty_time_is_the_epoch() {
        server.post("""
                [{"labels":{"a":"1"},"startsAt":"","endsAt":"0001-01-01T00:00:00.000Z"}]""");

        assertThat(server.received)
                .containsExactly(new PostedAlert(Labels.of("a", "1"), Annotations.empty(), Instant.EPOCH, null, ""));
    }

    @Test
    void the_valid_alerts_of_a_post_are_stored_and_the_problems_of_the_others_answered() {
        HttpResponse<String> answer = server.post("""
                [{"labels":{"alertname":"mix1","e":""},"annotations":{"x":"","y":"1"}},{"labels":{"a":""}},\
                {"labels":{"alertname":"m"},"startsAt":"2026-01-02T00:00:00Z","endsAt":"2026-01-01T00:00:00Z"},\
                {"labels":{"":"v","alertname":"m"}},{"labels":{"alertname":"m3"},"annotations":{"":"x"}}]""");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("\"" + NO_NAME + "\\nstart time must be before end time\\ninvalid label set: invalid name"
                        + " \\\"\\\"\\ninvalid annotations: invalid name \\\"\\\"\"\n");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertApiHeaders(answer);
    }

    @Test
    void a_failure_to_store_is_500_with_a_plain_string() {
        server.intake = alerts -> Future.failedFuture(new IllegalStateException("disk on fire"));

        HttpResponse<String> answer = server.post(ALERT);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .isEqualTo("\"internal error; the log says more (request %s)\"\n".formatted(requestId(answer)));
        assertApiHeaders(answer);
    }

    @Test
    void a_trailing_slash_is_tolerated() {
        HttpResponse<String> answer = server.send(server.request("/api/v2/alerts/")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ALERT)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void parameters_are_ignored() {
        HttpResponse<String> answer = server.send(server.request("/api/v2/alerts?x=1&y")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ALERT)));

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"/api/v2/x", "/api/v2/", "/api/v2/alerts/x", "/api/v2/alertsx", "/api/v2/status/x"})
    void an_unknown_path_is_404(String path) {
        assertShapeA(server.get(path), 404, 404, "path %s was not found".formatted(path));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS"})
    void another_method_is_405_and_says_which_are_allowed(String method) {
        HttpResponse<String> answer = server.send(method, "/api/v2/alerts");

        assertShapeA(answer, 405, 405, "method %s is not allowed, but [POST,GET] are".formatted(method));
        assertThat(answer.headers().firstValue("Allow")).contains("POST,GET");
    }

    @Test
    void HEAD_is_405_without_a_body() {
        HttpResponse<String> answer = server.send("HEAD", "/api/v2/alerts");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("POST,GET");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void before_it_is_ready_alerts_are_sent_back() {
        server.ready = false;

        HttpResponse<String> answer = server.post(ALERT);

        assertShapeA(
                answer, 503, 503, "Tocsin is still starting; send again (request %s)".formatted(requestId(answer)));
        assertThat(server.received).isEmpty();
    }

    @Test
    void without_routing_there_is_no_such_path() {
        try (TestServer evaluator = TestServer.startWithoutRouting()) {
            assertShapeA(evaluator.post(ALERT), 404, 404, "path /api/v2/alerts was not found");
        }
    }

    private static String requestId(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-Id").orElseThrow();
    }

    private HttpResponse<String> postAs(String contentType) {
        return server.send(server.request("/api/v2/alerts")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(ALERT)));
    }

    private HttpResponse<String> getAccepting(String accept) {
        return server.send(
                server.request("/api/v2/alerts").header("Accept", accept).GET());
    }

    private static PostedAlert alert(Labels labels) {
        return new PostedAlert(labels, Annotations.empty(), null, null, "");
    }

    /** The error of what was refused before anything was done: an object. */
    private static void assertShapeA(HttpResponse<String> answer, int status, int code, String message) {
        assertThat(answer.body()).isEqualTo("{\"code\":%d,\"message\":%s}".formatted(code, JsonText.quote(message)));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertApiHeaders(answer);
    }

    private static void assertApiHeaders(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }

    @Test
    void the_answer_names_a_thousand_problems_at_most() {
        HttpResponse<String> answer = server.post("[" + "{\"labels\":{}},".repeat(1_004) + "{\"labels\":{}}]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).hasSizeLessThan(50_000).endsWith("required\\nand 5 more\"\n");
    }
}
