package tocsin.notifiers.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpAnswer;

/** Small answers in JSON; what they lack or hold in another type than expected counts as absent. */
public final class JsonAnswer {
    private JsonAnswer() {}

    /**
     * The object that the answer is.
     *
     * @param service for people
     * @throws Undelivered when it is none, to be tried again: it comes from something between us and the service
     */
    public static JsonObject object(HttpAnswer answer, String service) {
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException | ClassCastException e) {
            throw Undelivered.retryable(
                    FailureReason.OTHER, "the answer of %s is no JSON object".formatted(service), Duration.ZERO);
        }
    }

    /** Empty when there is none. */
    public static String text(JsonObject object, String name) {
        return object.getValue(name) instanceof String text ? text : "";
    }

    /** Without members when there is none. */
    public static JsonObject inner(JsonObject object, String name) {
        return object.getValue(name) instanceof JsonObject inner ? inner : new JsonObject();
    }
}
