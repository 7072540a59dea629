package tocsin.server.contract;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The form in which answers are recorded and compared: status, the headers that clients look at, and the body as JSON or
 * as text.
 */
final class Answer {
    static final String STATUS = "status";
    static final String HEADERS = "headers";
    static final String JSON = "json";
    static final String TEXT = "text";
    /** Instead of all others: the server closed the connection without a word. */
    static final String CLOSED = "closed";

    static final List<String> BODY = List.of(JSON, TEXT, CLOSED);

    private static final List<String> LOOKED_AT = List.of(
            "Content-Type",
            "Allow",
            "Location",
            "Warning",
            "Cache-Control",
            "Vary",
            "Access-Control-Allow-Origin",
            "Access-Control-Allow-Methods",
            "Access-Control-Allow-Headers");

    private static final int LONG = 100;

    private Answer() {}

    static JsonObject closed() {
        return new JsonObject().put(CLOSED, true);
    }

    static JsonObject of(RawAnswer raw, Normalizer normalizer) {
        JsonObject headers = new JsonObject();
        for (String name : LOOKED_AT) {
            raw.header(name).ifPresent(value -> headers.put(name, header(name, value)));
        }
        JsonObject answer = new JsonObject().put(STATUS, raw.status()).put(HEADERS, headers);
        String body = raw.text();
        if (!body.isEmpty()) {
            put(answer, raw, body, normalizer);
        }
        return answer;
    }

    private static void put(JsonObject answer, RawAnswer raw, String body, Normalizer normalizer) {
        if (raw.header("Content-Type").orElse("").startsWith("application/json")) {
            try {
                answer.put(JSON, normalizer.normal(Json.decodeValue(body)));
                return;
            } catch (DecodeException e) {
                answer.put(TEXT, "not JSON: " + body);
                return;
            }
        }
        answer.put(TEXT, body.length() > LONG ? "(long)" : normalizer.normal(body));
    }

    /** The order of methods means nothing. */
    private static String header(String name, String value) {
        return name.equals("Allow")
                ? Arrays.stream(value.split(",", -1)).map(String::trim).sorted().collect(Collectors.joining(","))
                : value;
    }

    /** What must be equal: texts of errors and redirections are for people, and may be better ones. */
    static JsonObject withoutErrorTexts(JsonObject answer) {
        JsonObject shape = answer.copy();
        int status = answer.getInteger(STATUS, 0);
        if (status < 400) {
            return status < 300 ? shape : withoutLink(shape);
        }
        if (answer.getValue(JSON) instanceof JsonObject error && error.getValue("message") instanceof String text) {
            shape.put(JSON, error.copy().put("message", kind(text)));
        } else if (answer.getValue(JSON) instanceof JsonObject error
                && error.getValue("error") instanceof String text) {
            shape.put(JSON, error.copy().put("error", kind(text)));
        } else if (answer.getValue(JSON) instanceof String text) {
            shape.put(JSON, kind(text));
        } else if (answer.getValue(TEXT) instanceof String text) {
            shape.put(TEXT, kind(text));
        }
        return shape;
    }

    /** Who is sent elsewhere reads the header. */
    private static JsonObject withoutLink(JsonObject redirection) {
        redirection.getJsonObject(HEADERS).remove("Content-Type");
        redirection.remove(TEXT);
        return redirection;
    }

    private static String kind(String text) {
        return text.isBlank() ? "(blank)" : "(text)";
    }
}
