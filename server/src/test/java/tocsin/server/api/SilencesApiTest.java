package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.silence.ChangeOrigin;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;

/** Silences as clients see them, over real HTTP and with a real router. It is noon on the first of March 2026. */
class SilencesApiTest {
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

    private final TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    private static String body(String changed) {
        JsonObject silence = new JsonObject("""
                {"matchers":[{"name":"alertname","value":"A","isRegex":false}],"startsAt":"2026-03-01T12:00:00Z",
                 "endsAt":"2026-03-01T13:00:00Z","createdBy":"ann","comment":"c"}""");
        return silence.mergeIn(new JsonObject(changed)).encode();
    }

    private HttpResponse<String> post(String body) {
        return server.send(server.request("/api/v2/silences")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private String set(String changed) {
        HttpResponse<String> answer = post(body(changed));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("silenceID");
    }

    private JsonObject silence(String id) {
        return new JsonObject(server.get("/api/v2/silence/" + id).body());
    }

    private List<String> comments(String query) {
        HttpResponse<String> answer = server.get("/api/v2/silences" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonArray(answer.body())
                .stream()
                        .map(JsonObject.class::cast)
                        .map(silence -> silence.getString("comment"))
                        .toList();
    }

    @Test
    void a_silence_is_shown_with_all_its_fields_in_upstreams_order() {
        String id = set("""
                {"matchers":[{"name":"b","value":"x|y","isRegex":true,"isEqual":false},
                             {"name":"alertname","value":"A","isRegex":false}],
                 "annotations":{"ticket":"T-1"},"startsAt":"2026-03-01T12:30:00.1239+00:00"}""");

        HttpResponse<String> answer = server.get("/api/v2/silence/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Vary")).contains("Origin");
        assertThat(answer.body()).isEqualTo("""
                {"id":"%s","status":{"state":"pending"},"updatedAt":"2026-03-01T12:00:00.000Z",\
                "annotations":{"ticket":"T-1"},"comment":"c","createdBy":"ann","endsAt":"2026-03-01T13:00:00.000Z",\
                "matchers":[{"isEqual":false,"isRegex":true,"name":"b","value":"x|y"},\
                {"isEqual":true,"isRegex":false,"name":"alertname","value":"A"}],\
                "startsAt":"2026-03-01T12:30:00.123Z"}
                """.formatted(id));
        assertThat(server.get("/api/v2/silences/").body())
                .isEqualTo("[" + answer.body().strip() + "]\n");
    }

    @Test
    void no_silences_are_an_empty_list() {
        assertThat(server.get("/api/v2/silences").body()).isEqualTo("[]\n");
    }

    @Test
    void a_silence_that_is_set_silences_at_once_and_its_id_is_answered() {
        HttpResponse<String> answer = post(body("{}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).matches("\\{\"silenceID\":\"[0-9a-f-]{36}\"}\n");
        assertThat(server.routing.<List<String>>get(
                        router -> router.silences().silencing(Labels.of("alertname", "A"), TestServer.NOW)))
                .hasSize(1);
    }

    @ParameterizedTest(name = "`{0}`")
    @ValueSource(strings = {"0001-01-01T00:00:00.000Z", "", "2026-03-01T11:00:00Z"})
    void a_start_that_is_not_set_or_past_is_now(String start) {
        assertThat(silence(set("{\"startsAt\":\"%s\"}".formatted(start))).getString("startsAt"))
                .isEqualTo("2026-03-01T12:00:00.000Z");
    }

    @Test
    void an_edit_that_falsifies_nothing_keeps_the_id_and_another_gets_a_new_one() {
        String id = set("{}");

        assertThat(set("{\"id\":\"%s\",\"comment\":\"longer\",\"endsAt\":\"2026-03-01T18:00:00Z\"}".formatted(id)))
                .isEqualTo(id);
        String narrower = set("""
                {"id":"%s","comment":"narrower","matchers":[{"name":"alertname","value":"B","isRegex":false}]}""".formatted(id));

        assertThat(narrower).isNotEqualTo(id);
        assertThat(silence(id).getJsonObject("status").getString("state")).isEqualTo("expired");
        assertThat(silence(narrower).getString("comment")).isEqualTo("narrower");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {NOBODY, "not a UUID"})
    void an_edit_of_a_silence_that_is_not_there_is_404_with_a_text_so_that_amtool_imports_it_anew(String id) {
        HttpResponse<String> answer = post(body("{\"id\":\"%s\"}".formatted(id)));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("\"silence not found\"\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"endsAt":"2026-03-01T12:00:00Z"}                                                                           | Failed to create silence: start time must be before end time
            {"startsAt":"2026-03-01T10:00:00Z","endsAt":"2026-03-01T11:00:00Z"}                                         | Failed to create silence: end time can't be in the past
            {"startsAt":"0001-01-01T00:00:00Z","endsAt":"0001-01-01T00:00:00Z"}                                         | Failed to create silence: end time can't be in the past
            {"matchers":[{"name":"a","value":"","isRegex":false}]}                                                      | invalid silence: matcher set 0: at least one matcher must not match the empty string
            {"matchers":[{"name":"a","value":".*","isRegex":true}]}                                                     | invalid silence: matcher set 0: at least one matcher must not match the empty string
            {"matchers":[{"name":"","value":"x","isRegex":false}]}                                                      | invalid silence: invalid label matcher 0 in set 0: invalid label name ""
            {"matchers":[{"name":"a","value":"x","isRegex":false},{"name":"b","value":"[","isRegex":true}]}             | invalid silence: invalid label matcher 1 in set 0: bad regular expression `[`: missing closing ]
            """)
    void what_makes_no_sense_is_400_with_a_bare_string(String changed, String message) {
        HttpResponse<String> answer = post(body(changed));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).isEqualTo(JsonText.quote(message) + "\n");
        assertThat(comments("")).isEmpty();
    }

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                                               | 602 | comment in body is required
            null                                                             | 602 | comment in body is required
            {"comment":""}                                                   | 602 | createdBy in body is required
            {"comment":"","createdBy":""}                                    | 602 | endsAt in body is required
            {"comment":"","createdBy":"","endsAt":null}                      | 602 | endsAt in body is required
            {"comment":"","createdBy":"","endsAt":""}                        | 602 | matchers in body is required
            {"comment":"","createdBy":"","endsAt":"","matchers":[]}          | 612 | matchers in body should have at least 1 items
            {"comment":"","createdBy":"","endsAt":"","matchers":[null]}      | 602 | matchers.0 in body is required
            {"comment":"","createdBy":"","endsAt":"","matchers":[{}]}        | 602 | matchers.0.isRegex in body is required
            {"comment":"","createdBy":"","endsAt":"","matchers":[{"isRegex":true}]} | 602 | matchers.0.name in body is required
            {"comment":"","createdBy":"","endsAt":"","matchers":[{"isRegex":true,"name":""}]} | 602 | matchers.0.value in body is required
            {"comment":"","createdBy":"","endsAt":"","matchers":[{"isRegex":true,"name":"a","value":"["}]} | 602 | startsAt in body is required
            """)
    void what_is_missing_is_422_in_the_order_of_the_fields(String body, int code, String message) {
        HttpResponse<String> answer = post(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
    }

    @Test
    void a_missing_body_is_422_and_one_that_is_not_json_400() {
        assertThat(post("").body()).isEqualTo("{\"code\":602,\"message\":\"silence in body is required\"}");
        for (String body : List.of("{", "[]", "{\"matchers\":{}}", "{\"comment\":5}", "{\"endsAt\":\"soon\"}")) {
            HttpResponse<String> answer = post(body);
            assertThat(answer.statusCode()).as(body).isEqualTo(400);
            assertThat(answer.body())
                    .startsWith("{\"code\":400,\"message\":\"parsing silence body from \\\"\\\" failed, because ");
        }
    }

    @Test
    void half_of_a_surrogate_pair_in_a_comment_cannot_break_the_list() {
        post(body("{}").replace("\"comment\":\"c\"", "\"comment\":\"\\ud83d!\""));

        assertThat(comments("")).containsExactly("\uFFFD!");
    }

    @Test
    void a_deleted_silence_is_expired_at_once_and_again_without_complaint() {
        String id = set("{}");

        HttpResponse<String> answer = server.send("DELETE", "/api/v2/silence/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type")).isEmpty();
        assertThat(silence(id).getJsonObject("status").getString("state")).isEqualTo("expired");
        assertThat(server.send("DELETE", "/api/v2/silence/" + id).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "DELETE"})
    void a_silence_that_is_not_there_is_404_without_a_body(String method) {
        HttpResponse<String> answer = server.send(method, "/api/v2/silence/" + NOBODY);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains("0");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"GET", "DELETE"})
    void an_id_that_is_not_a_UUID_is_422(String method) {
        HttpResponse<String> answer = server.send(method, "/api/v2/silence/foo");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("{\"code\":601,\"message\":\"silenceID in path must be of type uuid: \\\"foo\\\"\"}");
    }

    @Test
    void an_id_is_known_in_upper_case_without_dashes_and_with_a_slash_at_its_end() {
        String id = set("{}");

        for (String written : List.of(id.toUpperCase(Locale.ROOT), id.replace("-", ""), id + "/")) {
            assertThat(silence(written).getString("id")).as(written).isEqualTo(id);
        }
        assertThat(set("{\"id\":\"%s\"}".formatted(id.toUpperCase(Locale.ROOT))))
                .isEqualTo(id);
    }

    @Test
    void the_list_has_active_silences_first_then_pending_ones_then_the_expired() {
        server.send("DELETE", "/api/v2/silence/" + set("{\"comment\":\"expired first\"}"));
        server.routing.advance(Duration.ofMinutes(1));
        server.send("DELETE", "/api/v2/silence/" + set("{\"comment\":\"expired last\"}"));
        server.routing.advance(Duration.ofMinutes(1));
        set("{\"comment\":\"begins late\",\"startsAt\":\"2026-03-02T15:00:00Z\",\"endsAt\":\"2026-03-02T16:00:00Z\"}");
        set("{\"comment\":\"begins soon\",\"startsAt\":\"2026-03-02T14:00:00Z\",\"endsAt\":\"2026-03-02T17:00:00Z\"}");
        set("{\"comment\":\"ends late\",\"endsAt\":\"2026-03-01T18:00:00Z\"}");
        set("{\"comment\":\"ends soon\"}");

        assertThat(comments(""))
                .containsExactly(
                        "ends soon", "ends late", "begins soon", "begins late", "expired last", "expired first");
        assertThat(comments("?expired=false&pending=no")).containsExactly("ends soon", "ends late");
        assertThat(comments("?active=0&expired=foo")).containsExactly("begins soon", "begins late");
        assertThat(comments("?active=0&pending=0&expired=0")).isEmpty();
        assertThat(comments("?active=0&active=&pending=0&expired=0")).hasSize(2);
    }

    @Test
    void a_silence_is_expired_from_the_very_instant_of_its_end() {
        set("{}");
        server.routing.advance(Duration.ofHours(1));

        assertThat(comments("?expired=false")).isEmpty();
        assertThat(comments("?active=false")).hasSize(1);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', nullValues = "-", textBlock = """
            ?filter=alertname%3DA                                 | 1
            ?filter=alertname%3D%22A%22&filter=env%3D~%22p.*%22   | 1
            ?filter=alertname%3D~A                                | 0
            ?filter=alertname%3DA&filter=x%3Dy                    | 0
            ?filter=env%3D~%22p.%2B%22                            | 0
            ?filter=env!%3Dprod                                   | 0
            """)
    void a_filter_keeps_silences_that_have_this_very_matcher(String query, int count) {
        set("""
                {"matchers":[{"name":"alertname","value":"A","isRegex":false},
                             {"name":"env","value":"p.*","isRegex":true}]}""");
        set("{\"matchers\":[{\"name\":\"alertname\",\"value\":\"B\",\"isRegex\":false}]}");

        assertThat(comments(query)).hasSize(count);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"?filter=", "?filter=foo", "?filter=%7Ba%3Db%7D", "?filter=a%3D~%5B"})
    void a_filter_that_is_not_a_matcher_is_400_with_a_bare_string(String query) {
        HttpResponse<String> answer = server.get("/api/v2/silences" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("\"").endsWith("\"\n");
    }

    @Test
    void a_silence_with_several_sets_of_matchers_is_listed_with_all_of_them_and_can_be_ended() {
        Matcher a = new Matcher("a", Matcher.Op.EQUAL, "1");
        Matcher b = new Matcher("b", Matcher.Op.REGEX, "2");
        SilenceRequest request = new SilenceRequest(
                null, List.of(List.of(a), List.of(b)), null, TestServer.NOW.plusSeconds(60), "ann", "two", Map.of());
        String id = server.routing
                .ask(router -> router.silences().set(request, ChangeOrigin.PROCESS))
                .await()
                .fold(accepted -> accepted.silence().id(), SilenceOutcome::toString, SilenceOutcome::toString);

        assertThat(silence(id).getJsonArray("matchers")).hasSize(2);
        assertThat(comments("?filter=b%3D~2")).containsExactly("two");
        assertThat(server.send("DELETE", "/api/v2/silence/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void many_silences_come_in_one_list_however_many_chunks_it_takes() {
        String note = "n".repeat(1_000);
        for (int i = 0; i < 400; i++) {
            set("{\"comment\":\"%d %s\"}".formatted(i, note));
        }

        assertThat(comments("").stream()
                        .map(comment -> comment.substring(0, comment.indexOf(' ')))
                        .map(Integer::valueOf))
                .hasSize(400)
                .doesNotHaveDuplicates();
    }

    @Test
    void other_methods_are_405_and_say_which_are_allowed() {
        HttpResponse<String> list = server.send("PUT", "/api/v2/silences");
        HttpResponse<String> one = server.send("POST", "/api/v2/silence/" + NOBODY);

        assertThat(list.statusCode()).isEqualTo(405);
        assertThat(list.headers().firstValue("Allow")).contains("GET,POST");
        assertThat(list.body())
                .isEqualTo("{\"code\":405,\"message\":\"method PUT is not allowed, but [GET,POST] are\"}");
        assertThat(one.headers().firstValue("Allow")).contains("GET,DELETE");
    }
}
