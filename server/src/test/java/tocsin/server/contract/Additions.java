package tocsin.server.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Fields and headers that came after the recorded version, 0.25, with the value that they have where there is nothing to say. Where
 * there is, the table says what.
 */
final class Additions {
    private Additions() {}

    static JsonObject in(JsonObject recorded) {
        JsonObject answer = recorded.copy();
        answer.forEach(part -> added(part.getValue()));
        if (answer.getValue(Answer.HEADERS) instanceof JsonObject headers
                && "Origin".equals(headers.getString("Vary"))) {
            headers.put("Cache-Control", "no-store");
        }
        return answer;
    }

    /** Without the mention that the answer could be compressed, which the recorded version never does. */
    static JsonObject uncompressed(JsonObject answer) {
        JsonObject without = answer.copy();
        if (without.getValue(Answer.HEADERS) instanceof JsonObject headers && headers.containsKey("Vary")) {
            headers.put("Vary", headers.getString("Vary").replaceAll("(, )?Accept-Encoding$", ""));
            if (headers.getString("Vary").isEmpty()) {
                headers.remove("Vary");
            }
        }
        return without;
    }

    private static Object added(Object json) {
        if (json instanceof JsonArray array) {
            array.forEach(Additions::added);
        } else if (json instanceof JsonObject object) {
            object.forEach(field -> added(field.getValue()));
            addTo(object);
        }
        return json;
    }

    private static void addTo(JsonObject object) {
        if (isAlertStatus(object) && !object.containsKey("mutedBy")) {
            object.put("mutedBy", new JsonArray());
        }
        if (isGroup(object) && !object.containsKey("routeLabels")) {
            object.put("routeLabels", new JsonObject());
        }
    }

    /** {@code mutedBy} is of 0.28. */
    private static boolean isAlertStatus(JsonObject object) {
        return object.containsKey("silencedBy") && object.containsKey("inhibitedBy");
    }

    /** {@code routeLabels} is of 0.34. */
    private static boolean isGroup(JsonObject object) {
        return object.containsKey("alerts") && object.containsKey("receiver") && object.containsKey("labels");
    }
}
