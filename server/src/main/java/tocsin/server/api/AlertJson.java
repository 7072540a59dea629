package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import tocsin.model.Alert;
import tocsin.model.NameValues;
import tocsin.router.AlertView;
import tocsin.router.GroupView;
import tocsin.router.Suppression;

/** Writes alerts and groups as the API shows them. */
final class AlertJson {
    private final JsonGenerator json;
    private final Instant openEnd;

    /** @param openEnd shown of alerts without end: clients take an end that is past or not set for a resolution */
    AlertJson(JsonGenerator json, Instant openEnd) {
        this.json = json;
        this.openEnd = openEnd;
    }

    void alert(AlertView view) throws IOException {
        Alert alert = view.alert();
        json.writeStartObject();
        pairs("annotations", alert.annotations());
        time("endsAt", alert.endsAt() == null ? openEnd : alert.endsAt());
        json.writeStringField("fingerprint", alert.fingerprint().toString());
        receivers(view.receivers());
        time("startsAt", alert.startsAt());
        status(view.suppression());
        time("updatedAt", alert.updatedAt());
        if (!alert.generatorUrl().isEmpty()) {
            json.writeStringField("generatorURL", alert.generatorUrl());
        }
        pairs("labels", alert.labels());
        json.writeEndObject();
    }

    /** Its alerts follow. */
    void beginGroup() throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("alerts");
    }

    void endGroup(GroupView group) throws IOException {
        json.writeEndArray();
        pairs("labels", group.labels());
        json.writeFieldName("receiver");
        receiver(group.receiver());
        pairs("routeLabels", group.routeLabels());
        json.writeEndObject();
    }

    private void receivers(List<String> names) throws IOException {
        json.writeArrayFieldStart("receivers");
        for (String name : names) {
            receiver(name);
        }
        json.writeEndArray();
    }

    private void receiver(String name) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeEndObject();
    }

    private void status(Suppression by) throws IOException {
        json.writeObjectFieldStart("status");
        texts("inhibitedBy", by.inhibitedBy());
        texts("mutedBy", by.mutedBy());
        texts("silencedBy", by.silencedBy());
        json.writeStringField("state", by.suppressed() ? "suppressed" : "active");
        json.writeEndObject();
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void time(String field, Instant time) throws IOException {
        json.writeStringField(field, ApiTime.text(time));
    }

    private void pairs(String field, NameValues pairs) throws IOException {
        json.writeObjectFieldStart(field);
        for (int i = 0; i < pairs.size(); i++) {
            json.writeStringField(pairs.name(i), pairs.value(i));
        }
        json.writeEndObject();
    }
}
