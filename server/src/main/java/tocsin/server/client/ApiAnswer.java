package tocsin.server.client;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import tocsin.http.HttpAnswer;

/**
 * What the server said.
 *
 * @param request method and URL without secrets, for messages
 */
record ApiAnswer(String request, int status, String body) {
    private static final int MOST_WORDS = 1_000;

    static ApiAnswer of(String request, HttpAnswer answer) {
        return new ApiAnswer(request, answer.status(), answer.text());
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }

    /** Whether the server does not know the path or the method: it is an Alertmanager, or a prefix is missing. */
    boolean unknownPath() {
        return status == 404 || status == 405;
    }

    /** @throws ClientFailure with the server's words when it is not successful */
    ApiAnswer accepted() throws ClientFailure {
        if (successful()) {
            return this;
        }
        String message = "%s: %s".formatted(request, words());
        throw status >= 500 ? ClientFailure.couldNot(message) : ClientFailure.refused(message);
    }

    /** What an answer of 404 means: other servers, too, give it. */
    ClientFailure missing() {
        return message()
                .map(ClientFailure::refused)
                .orElseGet(() -> ClientFailure.couldNot(
                        "%s: the server answered 404, and not as Tocsin does; does --url lack a path prefix, or is it an Alertmanager?"
                                .formatted(request)));
    }

    /** @throws ClientFailure when the body is no list */
    JsonArray list() throws ClientFailure {
        Object value = json();
        if (value instanceof JsonArray list) {
            return list;
        }
        throw notOurs("a list");
    }

    /** @throws ClientFailure when the body is no object */
    JsonObject object() throws ClientFailure {
        Object value = json();
        if (value instanceof JsonObject object) {
            return object;
        }
        throw notOurs("an object");
    }

    private Object json() throws ClientFailure {
        try {
            return Json.decodeValue(body);
        } catch (DecodeException e) {
            throw notOurs("JSON");
        }
    }

    private ClientFailure notOurs(String wanted) {
        return ClientFailure.couldNot(
                "%s: the answer is not %s; does --url name Tocsin or an Alertmanager, with its path prefix?"
                        .formatted(request, wanted));
    }

    /** The server's message, when the answer is an error of Tocsin's own API; others, too, answer 404. */
    Optional<String> message() {
        try {
            return Json.decodeValue(body) instanceof JsonObject object
                            && object.getValue("message") instanceof String message
                    ? Optional.of(TextTable.oneLine(message))
                    : Optional.empty();
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    /** What is wrong, in the server's words and perhaps a hint. */
    String words() {
        String said = said();
        return switch (status) {
            case 401 -> said + "; give credentials, in --url (http://USER:PASSWORD@HOST) or with --http.config.file";
            case 404 ->
                body.isEmpty() || body.startsWith("\"")
                        ? said
                        : said + "; does --url lack a path prefix, or is it another server?";
            default -> said;
        };
    }

    private String said() {
        String said = text().strip();
        if (said.isEmpty()) {
            return status == 404 ? "not found" : "HTTP status " + status;
        }
        String shown = TextTable.oneLine(said.length() > MOST_WORDS ? said.substring(0, MOST_WORDS) + "…" : said);
        return status == 400 ? shown : "%s (HTTP status %d)".formatted(shown, status);
    }

    /** The API has two shapes for errors, and proxies have their own. */
    private String text() {
        try {
            Object value = Json.decodeValue(body);
            if (value instanceof JsonObject object) {
                return String.valueOf(object.getValue("message", object.getValue("error", body)));
            }
            return value instanceof String text ? text : body;
        } catch (DecodeException e) {
            return body;
        }
    }
}
