package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.explain.Explanation;
import tocsin.router.explain.Finding;
import tocsin.router.explain.GroupStory;
import tocsin.router.explain.IntegrationStory;

/**
 * Writes explanations: {@code sentence}, {@code gates} before the groups, {@code groups} with their gates and
 * {@code integrations}, each with its gates and {@code next}. Times are UTC with milliseconds, null when unknown.
 */
final class ExplanationJson {
    private ExplanationJson() {}

    static void write(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStartObject();
        json.writeStringField("fingerprint", explanation.labels().fingerprint().toString());
        labels(json, "labels", explanation.labels());
        json.writeStringField("kind", explanation.kind().name().toLowerCase(Locale.ROOT));
        time(json, "at", explanation.at());
        json.writeStringField("sentence", explanation.sentence());
        gates(json, explanation.findings());
        json.writeArrayFieldStart("groups");
        for (GroupStory group : explanation.groups()) {
            group(json, group);
        }
        json.writeEndArray();
        texts(json, "remarks", explanation.remarks());
        json.writeEndObject();
    }

    private static void group(JsonGenerator json, GroupStory group) throws IOException {
        json.writeStartObject();
        json.writeStringField("receiver", group.receiver());
        json.writeStringField("routeId", group.routeId());
        json.writeStringField("groupKey", group.groupKey());
        labels(json, "groupLabels", group.groupLabels());
        gates(json, group.findings());
        json.writeArrayFieldStart("integrations");
        for (IntegrationStory integration : group.integrations()) {
            json.writeStartObject();
            json.writeStringField("integration", integration.integration().toString());
            gates(json, List.of(integration.dedup(), integration.delivery()));
            json.writeObjectFieldStart("next");
            json.writeStringField("text", integration.next());
            time(json, "at", integration.nextAt());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void gates(JsonGenerator json, List<Finding> findings) throws IOException {
        json.writeArrayFieldStart("gates");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringField("gate", finding.gate().label());
            json.writeStringField("effect", finding.effect().label());
            json.writeStringField("text", finding.text());
            time(json, "until", finding.until());
            texts(json, "by", finding.by());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void labels(JsonGenerator json, String field, Labels labels) throws IOException {
        json.writeObjectFieldStart(field);
        for (int i = 0; i < labels.size(); i++) {
            json.writeStringField(labels.name(i), labels.value(i));
        }
        json.writeEndObject();
    }

    static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String field, @Nullable Instant at) throws IOException {
        json.writeStringField(field, at == null ? null : ApiTime.text(at));
    }
}
