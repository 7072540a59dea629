package tocsin.notifiers.opsgenie;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import tocsin.notifiers.GoJson;

/** Who is told of an alert, rendered. */
record Addressee(String id, String name, String username, String type) {
    /** What the alerts are to fill in may be empty. */
    boolean isNobody() {
        return id.isEmpty() && name.isEmpty() && username.isEmpty();
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        GoJson.writeIfSet(json, "id", id);
        GoJson.writeIfSet(json, "name", name);
        GoJson.writeIfSet(json, "username", username);
        GoJson.writeField(json, "type", type);
        json.writeEndObject();
    }
}
