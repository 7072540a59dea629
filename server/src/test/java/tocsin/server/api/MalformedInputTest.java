package tocsin.server.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is broken at every place in every way is refused in the API's own shapes, and never an internal error. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedInputTest {
    private static final String ALERTS = "/api/v2/alerts";
    private static final String SILENCES = "/api/v2/silences";
    private static final String ALERT = """
            [{"labels":{"alertname":"A","b":"2"},"annotations":{"s":"t"},"startsAt":"2026-03-01T11:00:00Z",\
            "endsAt":"2026-03-02T11:00:00Z","generatorURL":"http://p/g","x":[1]}]""";
    private static final String SILENCE = """
            {"id":"","matchers":[{"name":"a","value":"b","isRegex":false,"isEqual":true}],\
            "startsAt":"2026-03-01T11:00:00Z","endsAt":"2026-03-02T11:00:00Z","createdBy":"me","comment":"c",\
            "annotations":{"k":"v"}}""";
    private static final List<String> OTHERS = List.of(
            "5",
            "-0",
            "1e999",
            "true",
            "null",
            "\"\"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "{\"a\":null}",
            "{\"a\":{}}",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "NaN",
            "'x'",
            "undefined",
            "",
            "{\"\":\"\"}",
            "\"2026-13-99T99:99:99Z\"",
            "\"+999999999-01-01T00:00:00Z\"",
            "9".repeat(2_000),
            "\"" + "9".repeat(20_000) + "\"");
    private static final Pattern TEXT_OR_WORD = Pattern.compile("\"[^\"]*\"|true|false|1");
    private static final Pattern INNERMOST_BRACKETS = Pattern.compile("\\{[^{}]*}|\\[[^\\[\\]]*]");

    private final TestServer server = TestServer.start();

    @AfterEach
    void goesOn() {
        assertThat(post(ALERTS, ALERT.getBytes(ISO_8859_1)).statusCode()).isEqualTo(200);
        assertThat(post(SILENCES, SILENCE.getBytes(ISO_8859_1)).statusCode()).isEqualTo(200);
    }

    @AfterAll
    void close() {
        server.close();
    }

    static Stream<Arguments> documents() {
        return Stream.of(Arguments.of(ALERTS, ALERT), Arguments.of(SILENCES, SILENCE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void a_document_that_ends_too_early_is_400_wherever_it_ends(String path, String document) {
        for (int length = 1; length < document.length(); length++) {
            String cut = document.substring(0, length);

            assertThat(post(path, cut.getBytes(ISO_8859_1)).statusCode())
                    .as(cut)
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void a_byte_that_is_no_text_is_refused_or_replaced_wherever_it_is(String path, String document) {
        neverAnInternalError(path, document.length(), at -> {
            byte[] bytes = document.getBytes(ISO_8859_1);
            bytes[at] = (byte) 0xFF;
            return bytes;
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void a_zero_byte_is_refused_wherever_it_is(String path, String document) {
        neverAnInternalError(path, document.length(), at -> {
            byte[] bytes = document.getBytes(ISO_8859_1);
            bytes[at] = 0;
            return bytes;
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void a_value_of_another_type_is_judged_wherever_it_is(String path, String document) {
        List<MatchResult> places = Stream.of(TEXT_OR_WORD, INNERMOST_BRACKETS)
                .flatMap(pattern -> pattern.matcher(document).results())
                .toList();
        assertThat(places).hasSizeGreaterThan(15);

        for (MatchResult place : places) {
            neverAnInternalError(
                    path,
                    OTHERS.size(),
                    other -> (document.substring(0, place.start())
                                    + OTHERS.get(other)
                                    + document.substring(place.end()))
                            .getBytes(ISO_8859_1));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void deep_nesting_is_400_at_every_level(String path, String document) {
        for (String open : List.of("[", "{\"a\":", "[{\"labels\":", "{\"matchers\":[")) {
            String deep = open.repeat(100_000);

            assertThat(post(path, deep.getBytes(ISO_8859_1)).statusCode()).isEqualTo(400);
            assertThat(post(
                                    path,
                                    document.replace("\"x\":[1]", "\"x\":" + deep)
                                            .replace("\"annotations\"", "\"x\":" + deep + ",\"annotations\"")
                                            .getBytes(ISO_8859_1))
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest(name = "{0}?{1} is {2}")
    @CsvSource(delimiter = '|', textBlock = """
            /api/v2/alerts        | filter=                               | 400
            /api/v2/alerts        | filter=foo                            | 400
            /api/v2/alerts        | filter=%7Ba%3D%22b%22%7D              | 400
            /api/v2/alerts        | filter=a%3D~(                         | 400
            /api/v2/alerts        | filter=a%3D~%28%3F%3Dx%29             | 400
            /api/v2/alerts        | filter=a%3D~x%7B1001%7D               | 400
            /api/v2/alerts        | filter=a%3D~((((((x%7B99%7D)%7B99%7D)%7B99%7D)%7B99%7D)%7B99%7D)%7B99%7D) | 400
            /api/v2/alerts        | filter=%00                            | 400
            /api/v2/alerts        | filter=a%3D%FF                        | 400
            /api/v2/alerts        | filter=a%3D%C3%28                     | 400
            /api/v2/alerts        | filter=a%3D%EF%BF%BD                  | 200
            /api/v2/alerts        | filter=a%3D%ef%bf%bd                  | 200
            /api/v2/alerts        | filter=a%3Db&filter=(                 | 400
            /api/v2/alerts        | receiver=(                            | 400
            /api/v2/alerts        | receiver_matchers=x                   | 400
            /api/v2/alerts        | active=%FF&silenced=&x=%22            | 200
            /api/v2/alerts/groups | filter=%22                            | 400
            /api/v2/alerts/groups | receiver=%5B                          | 400
            /api/v2/silences      | filter=%7B                            | 400
            /api/v2/silences      | filter=a%3D~%5B                       | 400
            /api/v2/receivers     | receiver_matchers=name%3D~%2A         | 400
            """)
    void a_bad_filter_is_400_and_a_plain_string(String path, String query, int status) {
        HttpResponse<String> answer = server.get(path + "?" + query);

        assertThat(answer.statusCode()).isEqualTo(status);
        if (status == 400) {
            assertThat(answer.body()).startsWith("\"").endsWith("\"\n");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/api/v2/alerts, filter=a%3D~",
        "/api/v2/alerts, receiver_matchers=a%3D~",
        "/api/v2/alerts/groups, filter=a%3D~",
        "/api/v2/silences, filter=a%3D~",
        "/api/v2/receivers, receiver_matchers=a%3D~",
        "/api/v1/rules, match[]=%7Ba%3D~%22x%22%2Cb%3D~"
    })
    void many_expressions_that_are_small_only_in_writing_are_400(String path, String parameter) {
        String large = parameter + "%22(" + "x".repeat(60) + ")%7B1000%7D%22" + (path.contains("v1") ? "%7D" : "");

        assertThat(server.get(path + "?" + large).statusCode()).isEqualTo(200);
        assertThat(server.get(path + "?" + large + "&" + large).statusCode()).isEqualTo(400);
    }

    @Test
    void many_expressions_in_one_selector_are_400() {
        String large = "a%3D~%22(" + "x".repeat(60) + ")%7B1000%7D%22";

        assertThat(server.get("/api/v1/rules?match[]=%7B" + large + "%2C" + large + "%7D")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {SILENCES, "/api/tocsin/v1/silences/preview"})
    void a_silence_with_many_expressions_that_are_small_only_in_writing_is_400(String path) {
        String large = "{\"name\":\"a\",\"value\":\"(%s){1000}\",\"isRegex\":true}".formatted("x".repeat(60));
        String silence = """
                {"matchers":[%s],"startsAt":"2026-03-01T12:00:00Z","endsAt":"2026-03-01T13:00:00Z","createdBy":"x","comment":""}
                """;

        assertThat(post(path, silence.formatted(large).getBytes(ISO_8859_1)).statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused =
                post(path, silence.formatted(large + "," + large).getBytes(ISO_8859_1));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("matcher 1 in set 0", "100000 states");
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET, 11111111-1111-1111-1111-111111111111, 404",
        "DELETE, 11111111-1111-1111-1111-111111111111, 404",
        "GET, 11111111111111111111111111111111, 404",
        "GET, x, 422",
        "DELETE, 11111111-1111-1111-1111-11111111111, 422",
        "GET, 11111111-1111-1111-1111-11111111111g, 422",
        "GET, %00, 422",
        "GET, %2F, 422",
        "GET, %E2%82%AC, 422",
        "PUT, 11111111-1111-1111-1111-111111111111, 405",
        "GET, x/y, 404"
    })
    void an_id_that_is_not_there_or_is_none(String method, String id, int status) {
        assertThat(server.send(method, "/api/v2/silence/" + id).statusCode()).isEqualTo(status);
    }

    private void neverAnInternalError(String path, int variants, IntFunction<byte[]> variant) {
        IntStream.range(0, variants).forEach(i -> {
            byte[] body = variant.apply(i);
            HttpResponse<String> answer = post(path, body);

            assertThat(answer.statusCode()).as(new String(body, ISO_8859_1)).isIn(200, 400, 404, 422);
            if (answer.statusCode() != 200) {
                assertThat(answer.body()).matches("(?s)\\{\"code\":\\d+,\"message\":\".+\"}|\".+\"\n");
            }
        });
    }

    private HttpResponse<String> post(String path, byte[] body) {
        return server.send(
                server.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)));
    }
}
