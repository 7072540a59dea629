package tocsin.server.demo.story;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the demo's Tocsin as any client does. Blocks: for the command line's thread. */
final class OwnApi {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    /** @param base without a path */
    OwnApi(URI base) {
        this.base = base;
    }

    /** An alert as it is now. */
    record Shown(Map<String, String> labels, AlertState state, String summary) {
        Shown {
            labels = Map.copyOf(labels);
        }

        String name() {
            return labels.getOrDefault("alertname", "?");
        }
    }

    /** The alerts of rules: what the rules say, and whether the routing holds them back. */
    List<Shown> alerts() throws IOException, InterruptedException {
        Map<Map<String, String>, AlertState> held = held();
        return objects(get("/api/v1/alerts"), "data", "alerts")
                .map(alert -> shown(alert, held))
                .toList();
    }

    private Map<Map<String, String>, AlertState> held() throws IOException, InterruptedException {
        Object alerts = get("/api/v2/alerts?active=false");
        return objects(alerts).collect(Collectors.toMap(alert -> texts(alert, "labels"), OwnApi::held, (a, b) -> a));
    }

    private static AlertState held(JsonObject alert) {
        JsonObject status = alert.getJsonObject("status", new JsonObject());
        return status.getJsonArray("silencedBy", new JsonArray()).isEmpty()
                ? status.getJsonArray("inhibitedBy", new JsonArray()).isEmpty()
                        ? AlertState.FIRING
                        : AlertState.INHIBITED
                : AlertState.SILENCED;
    }

    private static Shown shown(JsonObject alert, Map<Map<String, String>, AlertState> held) {
        Map<String, String> labels = texts(alert, "labels");
        AlertState state = "pending".equals(alert.getString("state"))
                ? AlertState.PENDING
                : held.getOrDefault(labels, AlertState.FIRING);
        return new Shown(labels, state, texts(alert, "annotations").getOrDefault("summary", ""));
    }

    /** @return its id */
    String addSilence(String alertName, Instant from, Instant to, String author, String comment)
            throws IOException, InterruptedException {
        JsonObject matcher = new JsonObject()
                .put("name", "alertname")
                .put("value", alertName)
                .put("isRegex", false)
                .put("isEqual", true);
        JsonObject silence = new JsonObject()
                .put("matchers", new JsonArray().add(matcher))
                .put("startsAt", from.toString())
                .put("endsAt", to.toString())
                .put("createdBy", author)
                .put("comment", comment);
        HttpRequest.Builder post = request("/api/v2/silences")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(silence.encode()));
        return send(post) instanceof JsonObject made ? made.getString("silenceID", "") : "";
    }

    void expireSilence(String id) throws IOException, InterruptedException {
        send(request("/api/v2/silence/" + id).DELETE());
    }

    /** Why an alert is or is not notified, in a sentence. */
    String explanation(Map<String, String> labels) throws IOException, InterruptedException {
        List<String> parameters = new ArrayList<>();
        new TreeMap<>(labels)
                .forEach((name, value) ->
                        parameters.add("label=" + URLEncoder.encode(name + '=' + value, StandardCharsets.UTF_8)));
        return get("/api/tocsin/v1/explain?" + String.join("&", parameters)) instanceof JsonObject explanation
                ? explanation.getString("sentence", "")
                : "";
    }

    private Object get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).GET());
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(base.resolve(pathAndQuery))
                .timeout(TIMEOUT)
                .header("Accept", "application/json");
    }

    private Object send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest built = request.build();
        HttpResponse<String> answer = client.send(built, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("%s %s answered %d: %s"
                    .formatted(built.method(), built.uri().getPath(), answer.statusCode(), answer.body()));
        }
        try {
            return answer.body().isEmpty() ? "" : Json.decodeValue(answer.body());
        } catch (DecodeException e) {
            throw new IOException(
                    "%s answered what is no JSON".formatted(built.uri().getPath()), e);
        }
    }

    private static Stream<JsonObject> objects(Object json, String... path) {
        Object at = json;
        for (String key : path) {
            at = at instanceof JsonObject object ? object.getValue(key) : null;
        }
        return at instanceof JsonArray array
                ? array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast)
                : Stream.empty();
    }

    private static Map<String, String> texts(JsonObject json, String key) {
        Map<String, String> texts = new TreeMap<>();
        json.getJsonObject(key, new JsonObject())
                .forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
        return texts;
    }
}
