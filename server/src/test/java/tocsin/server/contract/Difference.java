package tocsin.server.contract;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where Tocsin must answer otherwise than what was recorded.
 *
 * @param because why, for people
 * @param as the request whose recorded answer it must have instead; null for its own
 * @param expect a merge patch (RFC 7386) of the recorded answer; with another status comes another body
 */
record Difference(String because, @Nullable String as, JsonObject expect) {
    /** @param recorded all answers of the chapter, by the names of the requests */
    JsonObject applyTo(JsonObject recorded, String name) {
        JsonObject basis = recorded.getJsonObject(as == null ? name : as);
        if (basis == null) {
            throw new IllegalArgumentException("%s: nothing was recorded for `as: %s`".formatted(name, as));
        }
        JsonObject base = Additions.in(basis);
        if (expect.containsKey(Answer.STATUS)) {
            Answer.BODY.forEach(base::remove);
        }
        return merged(base, expect);
    }

    private static JsonObject merged(JsonObject base, JsonObject patch) {
        JsonObject result = base.copy();
        for (String name : patch.fieldNames()) {
            Object value = patch.getValue(name);
            if (value == null) {
                result.remove(name);
            } else if (value instanceof JsonObject inner) {
                Object old = result.getValue(name);
                result.put(name, merged(old instanceof JsonObject object ? object : new JsonObject(), inner));
            } else {
                result.put(name, value);
            }
        }
        return result;
    }
}
