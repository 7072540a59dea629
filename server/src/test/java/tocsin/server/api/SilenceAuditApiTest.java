package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.router.silence.SilenceOptions;

/** The life of a silence as its audit tells it, and whose name it bears. It is noon on the first of March 2026. */
class SilenceAuditApiTest {
    private TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    private static JsonObject body(String author) {
        return new JsonObject("""
                {"matchers":[{"name":"alertname","value":"A","isRegex":false}],"startsAt":"2026-03-01T12:00:00Z",
                 "endsAt":"2026-03-01T13:00:00Z","comment":"c"}""").put("createdBy", author);
    }

    private HttpRequest.Builder posting(JsonObject body) {
        return server.request("/api/v2/silences")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()));
    }

    private String set(HttpRequest.Builder request) {
        HttpResponse<String> answer = server.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("silenceID");
    }

    private List<JsonObject> audit(String query) {
        HttpResponse<String> answer = server.get("/api/tocsin/v1/silences/audit" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonArray(answer.body()).stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void a_life_is_told_from_its_end_to_its_beginning() {
        server.user = "ann";
        String id = set(posting(body("ann")).header("X-Forwarded-For", "203.0.113.9, 10.0.0.1"));
        server.routing.advance(Duration.ofMinutes(1));
        server.user = "bob";
        set(posting(body("ann").put("id", id).put("comment", "longer").put("endsAt", "2026-03-01T18:00:00Z")));
        server.send(posting(body("ann").put("endsAt", "2026-03-01T11:00:00Z")));
        server.user = null;
        server.send("DELETE", "/api/v2/silence/" + id);

        List<JsonObject> audit = audit("");
        assertThat(audit.stream().map(change -> change.getString("action")))
                .containsExactly("expired", "refused", "updated", "created");
        assertThat(audit.stream().map(change -> change.getString("user"))).containsExactly("", "bob", "bob", "ann");
        assertThat(audit.get(3).encode()).isEqualTo("""
                        {"at":"2026-03-01T12:00:00.000Z","action":"created","user":"ann","remoteAddress":"127.0.0.1",\
                        "forwardedFor":"203.0.113.9, 10.0.0.1","reason":"","before":null,\
                        "after":{"id":"%s","matchers":["alertname=\\"A\\""],"startsAt":"2026-03-01T12:00:00.000Z",\
                        "endsAt":"2026-03-01T13:00:00.000Z","createdBy":"ann","comment":"c"}}""".formatted(id));
        assertThat(audit.get(2).getJsonObject("before").getString("comment")).isEqualTo("c");
        assertThat(audit.get(2).getJsonObject("after").getString("endsAt")).isEqualTo("2026-03-01T18:00:00.000Z");
        assertThat(audit.get(1).getString("reason")).contains("start time must be before end time");
        assertThat(audit.get(0).getJsonObject("after").getString("endsAt")).isEqualTo("2026-03-01T12:01:00.000Z");
    }

    @Test
    void the_changes_of_one_silence_are_found_by_its_id_in_any_spelling() {
        String id = set(posting(body("ann")));
        set(posting(body("ann")));
        server.send("DELETE", "/api/v2/silence/" + id);

        assertThat(audit("?id=" + id)).hasSize(2);
        assertThat(audit("?id=" + id.replace("-", ""))).hasSize(2);
        assertThat(audit("?id=nobody")).isEmpty();
        assertThat(audit("?limit=1").get(0).getString("action")).isEqualTo("expired");
        assertThat(server.get("/api/tocsin/v1/silences/audit?limit=many").body())
                .startsWith("{\"code\":400,\"message\":\"parameter limit: `many` is not a whole number");
    }

    @ParameterizedTest(name = "{0}: user {1}, request says {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            REQUEST,       -,    ann, ann
            REQUEST,       bob,  ann, ann
            REQUEST,       bob,  '',  bob
            REQUEST,       -,    '',  ''
            AUTHENTICATED, -,    ann, ann
            AUTHENTICATED, bob,  ann, bob
            AUTHENTICATED, bob,  '',  bob
            """)
    void a_silence_bears_the_name_that_the_option_says(SilenceAuthor policy, String user, String asked, String author) {
        server.close();
        server = TestServer.start(policy, SilenceOptions.DEFAULTS);
        server.user = user;

        set(posting(body(asked)));

        JsonObject change = audit("").get(0);
        assertThat(change.getJsonObject("after").getString("createdBy")).isEqualTo(author);
        assertThat(change.getString("user")).isEqualTo(user == null ? "" : user);
    }
}
