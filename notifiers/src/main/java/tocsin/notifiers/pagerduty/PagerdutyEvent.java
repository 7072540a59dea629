package tocsin.notifiers.pagerduty;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tocsin.notifiers.GoJson;

/**
 * An event, rendered.
 *
 * @param key of the service; a secret
 * @param dedupKey names the incident
 * @param links attributes of each, in their order
 * @param images likewise
 */
record PagerdutyEvent(
        String key,
        String dedupKey,
        boolean firing,
        String summary,
        String source,
        String severity,
        String className,
        String component,
        String group,
        String client,
        String clientUrl,
        List<Map<String, String>> images,
        List<Map<String, String>> links) {

    /**
     * The body of version 2.
     *
     * @param details JSON
     */
    void writeV2(JsonGenerator json, String details) throws IOException {
        json.writeStartObject();
        GoJson.writeField(json, "routing_key", key);
        GoJson.writeField(json, "dedup_key", dedupKey);
        GoJson.writeField(json, "event_action", action());
        json.writeObjectFieldStart("payload");
        GoJson.writeField(json, "summary", summary);
        GoJson.writeField(json, "source", source);
        GoJson.writeField(json, "severity", severity);
        GoJson.writeIfSet(json, "class", className);
        GoJson.writeIfSet(json, "component", component);
        GoJson.writeIfSet(json, "group", group);
        json.writeFieldName("custom_details");
        json.writeRawValue(details);
        json.writeEndObject();
        writeClient(json);
        writeList(json, "images", images);
        writeList(json, "links", links);
        json.writeEndObject();
    }

    /** The body of version 1, likewise. */
    void writeV1(JsonGenerator json, String details) throws IOException {
        json.writeStartObject();
        GoJson.writeField(json, "service_key", key);
        GoJson.writeField(json, "incident_key", dedupKey);
        GoJson.writeField(json, "event_type", action());
        GoJson.writeField(json, "description", summary);
        if (firing) {
            writeClient(json);
        }
        json.writeFieldName("details");
        json.writeRawValue(details);
        json.writeEndObject();
    }

    private String action() {
        return firing ? "trigger" : "resolve";
    }

    private void writeClient(JsonGenerator json) throws IOException {
        GoJson.writeIfSet(json, "client", client);
        GoJson.writeIfSet(json, "client_url", clientUrl);
    }

    private static void writeList(JsonGenerator json, String name, List<Map<String, String>> items) throws IOException {
        if (items.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (Map<String, String> item : items) {
            json.writeStartObject();
            for (Map.Entry<String, String> attribute : item.entrySet()) {
                GoJson.writeField(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Shows nothing: the key is a secret. */
    @Override
    public String toString() {
        return "PagerdutyEvent";
    }
}
