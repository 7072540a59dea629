package tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.model.Matcher;
import tocsin.router.matcher.MatcherMode;
import tocsin.router.matcher.MatcherParser;

/** The answers that Alertmanager 0.34 gave to filters, over HTTP: of alerts, of groups and of silences. */
class FilterCorpusTest {
    private static final Path CORPUS = Path.of("..", "router/src/test/resources/tocsin/router/matcher/cases.json");
    private static final String MARK = "lsid";

    private static final TestServer SERVER = TestServer.start();

    private record Case(String id, String input, boolean valid, List<Integer> matches) {
        @Override
        public String toString() {
            return id + " " + input;
        }

        String query() {
            return "?filter=" + URLEncoder.encode(input, StandardCharsets.UTF_8);
        }
    }

    static Stream<Case> valid() throws IOException {
        return cases().filter(Case::valid);
    }

    /** No silence has a matcher without a name. */
    static Stream<Case> ofSilences() throws IOException {
        return valid().filter(one -> !one.input().startsWith("\"\""));
    }

    static Stream<Case> invalid() throws IOException {
        return cases().filter(one -> !one.valid());
    }

    private static Stream<Case> cases() throws IOException {
        return corpus().getJsonArray("cases").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("via").equals("filter"))
                .map(one -> new Case(
                        one.getString("id"),
                        one.getString("input"),
                        one.getBoolean("valid"),
                        one.getJsonArray("matches", new JsonArray()).stream()
                                .map(Integer.class::cast)
                                .toList()));
    }

    private static JsonObject corpus() throws IOException {
        return new JsonObject(Files.readString(CORPUS));
    }

    /** One alert for each label set, marked with its index. */
    @BeforeAll
    static void fire() throws IOException {
        SERVER.intake = posted -> SERVER.routing.ask(router -> Future.succeededFuture(router.post(posted)));
        List<JsonObject> labelSets = corpus().getJsonArray("labelsets").stream()
                .map(JsonObject.class::cast)
                .toList();
        JsonArray alerts = IntStream.range(0, labelSets.size())
                .mapToObj(index -> labelSets.get(index).put(MARK, String.valueOf(index)))
                .map(labels -> new JsonObject().put("labels", labels))
                .collect(JsonArray::new, JsonArray::add, JsonArray::addAll);
        assertThat(SERVER.post(alerts.encode()).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_filter_that_upstream_reads_chooses_the_alerts_that_upstream_chooses(Case one) {
        assertThat(marks(list("/api/v2/alerts" + one.query()))).containsExactlyInAnyOrderElementsOf(one.matches());
        assertThat(list("/api/v2/alerts/groups" + one.query()).stream()
                        .map(JsonObject.class::cast)
                        .flatMap(group -> marks(group.getJsonArray("alerts")).stream()))
                .containsExactlyInAnyOrderElementsOf(one.matches());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void a_filter_that_upstream_refuses_is_400_with_a_bare_string(Case one) {
        for (String path : List.of("/api/v2/alerts", "/api/v2/alerts/groups", "/api/v2/silences")) {
            HttpResponse<String> answer = SERVER.get(path + one.query());

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(Json.decodeValue(answer.body())).as(path).isInstanceOf(String.class);
        }
    }

    /** Beside a matcher of its own, as a silence may not match everything. */
    @ParameterizedTest
    @MethodSource("ofSilences")
    void a_silence_is_found_by_a_filter_that_is_one_of_its_matchers(Case one) {
        Matcher matcher = new MatcherParser(MatcherMode.FALLBACK)
                .parseSingle(one.input())
                .matchers()
                .get(0);
        String id = silence(matcher(matcher), own(one));
        String other = silence(own(one));

        List<String> found = list("/api/v2/silences" + one.query()).stream()
                .map(silence -> ((JsonObject) silence).getString("id"))
                .toList();

        assertThat(found).contains(id).doesNotContain(other);
    }

    private static JsonObject own(Case one) {
        return matcher(new Matcher("own", Matcher.Op.EQUAL, one.id()));
    }

    private static JsonObject matcher(Matcher matcher) {
        Matcher.Op op = matcher.op();
        return new JsonObject()
                .put("name", matcher.name())
                .put("value", matcher.value())
                .put("isRegex", op == Matcher.Op.REGEX || op == Matcher.Op.NOT_REGEX)
                .put("isEqual", op == Matcher.Op.EQUAL || op == Matcher.Op.REGEX);
    }

    private static String silence(JsonObject... matchers) {
        JsonObject silence = new JsonObject()
                .put("matchers", new JsonArray(List.of(matchers)))
                .put("startsAt", TestServer.NOW)
                .put("endsAt", TestServer.NOW.plusSeconds(3600))
                .put("createdBy", "ann")
                .put("comment", "c");
        HttpResponse<String> answer = SERVER.send(SERVER.request("/api/v2/silences")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(silence.encode())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body()).getString("silenceID");
    }

    private static JsonArray list(String pathAndQuery) {
        HttpResponse<String> answer = SERVER.get(pathAndQuery);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonArray(answer.body());
    }

    private static List<Integer> marks(JsonArray alerts) {
        return alerts.stream()
                .map(alert -> ((JsonObject) alert).getJsonObject("labels").getString(MARK))
                .map(Integer::valueOf)
                .collect(Collectors.toList());
    }
}
