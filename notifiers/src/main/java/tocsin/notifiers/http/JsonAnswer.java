package tocsin.notifiers.http;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.FailureReason;
import tocsin.http.HttpAnswer;

/** Small answers in JSON; what they lack or hold in another type than expected counts as absent. */
public final class JsonAnswer {
    private JsonAnswer() {}

    /** The object that the answer is; null when it is none. */
    public static @Nullable JsonObject read(HttpAnswer answer) {
        try {
            return new JsonObject(answer.body());
        } catch (DecodeException | ClassCastException notAnObject) {
            return null;
        }
    }

    /**
     * As {@link #read}.
     *
     * @param service for people
     * @throws Undelivered when it is none, to be tried again: it comes from something between us and the service
     */
    public static JsonObject object(HttpAnswer answer, String service) {
        JsonObject object = read(answer);
        if (object == null) {
            throw Undelivered.retryable(
                    FailureReason.OTHER, "the answer of %s is no JSON object".formatted(service), Duration.ZERO);
        }
        return object;
    }

    /** Whether a member is {@code true}. */
    public static boolean says(JsonObject object, String name) {
        return Boolean.TRUE.equals(object.getValue(name));
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
