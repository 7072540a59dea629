package tocsin.notifiers.opsgenie;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tocsin.notifiers.GoJson;

/**
 * An open alert of Opsgenie, rendered.
 *
 * @param alias by which it is found again
 * @param details in their order
 */
record OpsgenieAlert(
        String alias,
        String message,
        String description,
        Map<String, String> details,
        String source,
        List<Addressee> responders,
        List<String> tags,
        String note,
        String priority,
        String entity,
        List<String> actions) {

    /** Opens it; does nothing but count when it is open. Keys in upstream's order. */
    Buffer json() {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeField(json, "alias", alias);
            GoJson.writeField(json, "message", message);
            GoJson.writeIfSet(json, "description", description);
            writeDetails(json);
            GoJson.writeField(json, "source", source);
            writeResponders(json);
            writeList(json, "tags", tags);
            GoJson.writeIfSet(json, "note", note);
            GoJson.writeIfSet(json, "priority", priority);
            GoJson.writeIfSet(json, "entity", entity);
            writeList(json, "actions", actions);
            json.writeEndObject();
        });
    }

    /** Changes the message of one that is open. */
    Buffer messageJson() {
        return object("message", message);
    }

    /** Changes the description of one that is open. */
    Buffer descriptionJson() {
        return object("description", description);
    }

    private static Buffer object(String name, String text) {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            GoJson.writeIfSet(json, name, text);
            json.writeEndObject();
        });
    }

    private void writeDetails(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("details");
        for (Map.Entry<String, String> detail : details.entrySet()) {
            GoJson.writeName(json, detail.getKey());
            GoJson.writeString(json, detail.getValue());
        }
        json.writeEndObject();
    }

    private void writeResponders(JsonGenerator json) throws IOException {
        if (responders.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("responders");
        for (Addressee responder : responders) {
            responder.write(json);
        }
        json.writeEndArray();
    }

    private static void writeList(JsonGenerator json, String name, List<String> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            GoJson.writeString(json, text);
        }
        json.writeEndArray();
    }
}
