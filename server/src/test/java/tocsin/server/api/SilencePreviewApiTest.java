package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.model.Labels;
import tocsin.router.silence.SilenceOptions;

/** What a silence would do, over real HTTP and with a real router. It is noon on the first of March 2026. */
class SilencePreviewApiTest {
    private static final String PATH = "/api/tocsin/v1/silences/preview";

    private TestServer server = TestServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    private static String silence(String matchers) {
        return "{\"matchers\":[%s],\"endsAt\":\"2026-03-01T13:00:00Z\"}".formatted(matchers);
    }

    private static String is(String name, String value) {
        return "{\"name\":\"%s\",\"value\":\"%s\",\"isRegex\":false}".formatted(name, value);
    }

    private static String like(String name, String value) {
        return "{\"name\":\"%s\",\"value\":\"%s\",\"isRegex\":true}".formatted(name, value);
    }

    private HttpResponse<String> post(String path, String body) {
        return server.send(
                server.request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    private JsonObject preview(String query, String body) {
        HttpResponse<String> answer = post(PATH + query, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private JsonObject preview(String body) {
        return preview("", body);
    }

    private String set(String body) {
        JsonObject full = new JsonObject(body)
                .put("startsAt", "2026-03-01T12:00:00Z")
                .put("createdBy", "ann")
                .put("comment", "c");
        HttpResponse<String> answer = post("/api/v2/silences", full.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("silenceID");
    }

    private void fire(String name, int many) {
        for (int i = 0; i < many; i++) {
            server.routing.fires(Labels.of("alertname", name, "i", String.valueOf(i)));
        }
    }

    @Test
    void it_shows_the_alerts_that_would_be_silenced_and_silences_nothing() {
        server.routing.fires(Labels.of("alertname", "Down", "i", "1"), Labels.of("alertname", "Slow"));

        JsonObject preview = preview(silence(is("alertname", "Down")));

        assertThat(preview.fieldNames())
                .containsExactly(
                        "accepted", "reason", "keepsID", "total", "count", "active", "warnings", "truncated", "alerts");
        assertThat(preview.getBoolean("accepted")).isTrue();
        assertThat(preview.getInteger("total")).isEqualTo(2);
        assertThat(preview.getInteger("count")).isEqualTo(1);
        assertThat(preview.getInteger("active")).isEqualTo(1);
        assertThat(preview.getJsonArray("warnings")).isEmpty();
        assertThat(preview.getJsonArray("alerts").getJsonObject(0))
                .isEqualTo(new JsonArray(server.get("/api/v2/alerts?filter=alertname%3DDown")
                                .body())
                        .getJsonObject(0));
        assertThat(server.get("/api/v2/silences").body()).isEqualTo("[]\n");
        assertThat(server.get("/api/tocsin/v1/silences/audit").body()).isEqualTo("[]\n");
    }

    @Test
    void alerts_that_are_held_back_already_count_but_are_not_active() {
        fire("Down", 2);
        set(silence(is("i", "1")));

        JsonObject one = preview(silence(is("alertname", "Down")));
        assertThat(one.getInteger("count")).isEqualTo(2);
        assertThat(one.getInteger("active")).isEqualTo(1);

        JsonObject none = preview(silence(is("i", "1")));
        assertThat(none.getInteger("active")).isZero();
        assertThat(none.getJsonArray("warnings"))
                .containsExactly("changes nothing now: whatever it matches is held back already");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            0  | 0  | matches nothing now: no alert is firing
            0  | 1  | matches nothing now, while 1 alert is firing
            0  | 12 | matches nothing now, while 12 alerts are firing
            1  | 1  |
            2  | 2  | matches everything now: all of the 2 alerts
            2  | 3  |
            5  | 10 |
            6  | 10 | is broad: matches 6 of the 10 alerts of now
            """)
    void it_warns_of_a_silence_that_matches_nothing_everything_or_much(int matching, int total, String warning) {
        fire("Named", matching);
        fire("Other", total - matching);

        assertThat(preview(silence(is("alertname", "Named"))).getJsonArray("warnings"))
                .isEqualTo(warning == null ? new JsonArray() : new JsonArray().add(warning));
    }

    @Test
    void a_limit_cuts_the_alerts_and_not_the_figures() {
        fire("Down", 150);

        JsonObject usual = preview(silence(is("alertname", "Down")));
        assertThat(usual.getJsonArray("alerts")).hasSize(100);
        assertThat(usual.getBoolean("truncated")).isTrue();
        JsonObject figures = preview("?limit=0", silence(is("alertname", "Down")));
        assertThat(figures.getJsonArray("alerts")).isEmpty();
        assertThat(figures.getInteger("count")).isEqualTo(150);
        JsonObject all = preview("?limit=1000", silence(is("alertname", "Down")));
        assertThat(all.getJsonArray("alerts")).hasSize(150);
        assertThat(all.getBoolean("truncated")).isFalse();
    }

    @Test
    void an_edit_says_whether_it_keeps_the_id() {
        String id = set(silence(is("alertname", "Down")));
        JsonObject edit =
                new JsonObject(silence(is("alertname", "Down"))).put("id", id).put("startsAt", "2026-03-01T12:00:00Z");

        assertThat(preview(edit.encode()).getBoolean("keepsID")).isTrue();
        assertThat(preview(edit.put("startsAt", "2026-03-01T12:30:00Z").encode())
                        .getBoolean("keepsID"))
                .isFalse();
        JsonObject unknown = preview(edit.put("id", "nobody").encode());
        assertThat(unknown.getBoolean("accepted")).isFalse();
        assertThat(unknown.getString("reason")).isEqualTo("silence not found");
    }

    @Test
    void a_guard_that_would_refuse_is_told_with_the_alerts_all_the_same() {
        server.close();
        server = TestServer.start(SilenceAuthor.REQUEST, SilenceOptions.DEFAULTS.withGuards(2, Duration.ofMinutes(30)));
        fire("Down", 1);

        JsonObject few = preview(silence(is("alertname", "Down")));
        assertThat(few.getBoolean("accepted")).isFalse();
        assertThat(few.getString("reason")).contains("--silences.min-matchers asks for 2");
        assertThat(few.getInteger("count")).isEqualTo(1);
        JsonObject tooLong = preview(silence(is("alertname", "Down") + "," + like("i", ".+")));
        assertThat(tooLong.getString("reason")).contains("lasts 1h, and --silences.max-duration allows 30m");
        HttpResponse<String> refused = post(
                "/api/v2/silences",
                new JsonObject(silence(is("alertname", "Down")))
                        .put("startsAt", "2026-03-01T12:00:00Z")
                        .put("createdBy", "")
                        .put("comment", "")
                        .encode());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).isEqualTo("\"" + few.getString("reason") + "\"\n");
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ''         | {"matchers":[]}                                                                                       | 422 | 602 | endsAt in body is required
            ''         | {"matchers":[],"endsAt":"2026-03-01T13:00:00Z"}                                                       | 422 | 612 | matchers in body should have at least 1 items
            ''         | {"matchers":[{"name":"a","value":"[","isRegex":true}],"endsAt":"2026-03-01T13:00:00Z"}                 | 400 | 400 | invalid silence: invalid label matcher 0
            ?limit=x   | {"matchers":[{"name":"a","value":"b","isRegex":false}],"endsAt":"2026-03-01T13:00:00Z"}                | 400 | 400 | parameter limit: `x` is not a whole number
            ?limit=-1  | {"matchers":[{"name":"a","value":"b","isRegex":false}],"endsAt":"2026-03-01T13:00:00Z"}                | 400 | 400 | parameter limit
            """)
    void what_cannot_be_read_is_refused_with_code_and_message(
            String query, String body, int status, int code, String message) {
        HttpResponse<String> answer = post(PATH + query.replace("''", ""), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(new JsonObject(answer.body()).getInteger("code")).isEqualTo(code);
        assertThat(new JsonObject(answer.body()).getString("message")).contains(message);
    }

    @Test
    void other_methods_are_refused_and_nothing_is_kept_in_caches() {
        HttpResponse<String> get = server.get(PATH);

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST");
        assertThat(get.body()).startsWith("{\"code\":405,");
        assertThat(post(PATH, silence(is("a", "b"))).headers().firstValue("Cache-Control"))
                .contains("no-store");
    }
}
