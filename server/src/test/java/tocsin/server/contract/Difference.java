package tocsin.server.contract;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Where Tocsin must answer otherwise than what was recorded.
 *
 * @param because why, for people
 * @param as the request whose recorded answer it must have instead; null for its own
 * @param expect a merge patch (RFC 7386) of the recorded answer; a body of one kind takes the place of one of the other
 */
record Difference(String because, @Nullable String as, JsonObject expect) {
    /** @param recorded all answers of the chapter, by the names of the requests */
    JsonObject applyTo(JsonObject recorded, String name) {
        String basis = as == null ? name : as;
        JsonObject base = recorded.getJsonObject(basis, new JsonObject()).copy();
        if (base.isEmpty()) {
            throw new IllegalArgumentException("%s is to answer as `%s`, which is not recorded".formatted(name, basis));
        }
        base = Additions.in(base);
        if (expect.containsKey(Answer.JSON) || expect.containsKey(Answer.TEXT)) {
            base.remove(expect.containsKey(Answer.STATUS) ? Answer.JSON : Answer.TEXT);
            base.remove(Answer.TEXT);
        }
        if (expect.containsKey(Answer.STATUS)) {
            base.remove(Answer.CLOSED);
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
