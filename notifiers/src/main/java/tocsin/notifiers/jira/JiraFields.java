package tocsin.notifiers.jira;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tocsin.config.YamlMapping;
import tocsin.delivery.FailureReason;
import tocsin.model.Utf8Order;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.Truncation;
import tocsin.notifiers.http.Undelivered;
import tocsin.notifiers.template.FieldException;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.StructuredField;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;
import tocsin.templates.syntax.TemplateException;

/**
 * The fields of an issue. Jira takes 255 characters of summary and 32767 of description; what is longer is cut and ends in {@code
 * …}. A notice of failed templates ends the description. Labels have no blanks in Jira: underscores stand for them. A field of
 * {@code fields} whose template fails is left out. Immutable; any thread.
 */
final class JiraFields {
    private static final int LONGEST_SUMMARY = 255;
    private static final int LONGEST_DESCRIPTION = 32767;
    private static final int LONGEST_LABEL = 255;
    private static final String LABELS = "labels";

    private final JiraConfig config;
    private final boolean documents;
    private final TemplatedField project;
    private final TemplatedField issueType;
    private final TemplatedField summary;
    private final TemplatedField description;
    private final List<TemplatedField> labels;
    private final TemplatedField priority;
    private final List<Custom> custom;

    private record Custom(TemplatedField name, StructuredField value) {}

    /** @param documents whether the description is one, see {@link AdfDocument} */
    JiraFields(JiraConfig config, FieldRenderer renderer, boolean documents) {
        this.config = config;
        this.documents = documents;
        this.project = config.project().with(renderer);
        this.issueType = config.issueType().with(renderer);
        this.summary = config.summary().template().with(renderer);
        this.description = config.description().template().with(renderer);
        this.labels =
                config.labels().stream().map(label -> label.with(renderer)).toList();
        this.priority = config.priority().with(renderer);
        this.custom = custom(config.fields(), renderer);
    }

    private static List<Custom> custom(@Nullable YamlMapping fields, FieldRenderer renderer) {
        List<Custom> custom = new ArrayList<>();
        if (fields != null) {
            fields.entries()
                    .forEach((name, entry) -> custom.add(new Custom(
                            renderer.field("fields", name, "", TemplateMode.TEXT), renderer.structure(entry.value()))));
        }
        return custom;
    }

    /** @throws FieldException when the project cannot be told */
    String project(Rendering rendering) throws FieldException {
        return notEmpty("project", rendering.require(project));
    }

    private static String notEmpty(String name, String text) {
        if (text.isBlank()) {
            throw Undelivered.rejected(FailureReason.OTHER, "`%s` of the Jira issue is empty".formatted(name));
        }
        return text.strip();
    }

    /** An issue as it is opened, and as it is updated. */
    record Bodies(Buffer opening, Buffer update) {}

    /**
     * @param project rendered
     * @param groupLabel by which the issue is found again
     * @throws FieldException when the type of the issue cannot be told
     */
    Bodies bodies(Rendering rendering, String project, String groupLabel) throws FieldException {
        String type = notEmpty("issue_type", rendering.require(issueType));
        Map<String, String> values = new TreeMap<>(Utf8Order::compare);
        values.put("project", named("key", project));
        values.put("issuetype", named("name", type));
        values.put("summary", quoted(summary(rendering)));
        values.put(LABELS, labels(rendering, groupLabel));
        String level = rendering.render(priority).strip();
        if (!level.isEmpty()) {
            values.put("priority", named("name", level));
        }
        Map<String, String> others = custom(rendering);
        // Last, as it ends in a notice of what failed before.
        values.put("description", description(rendering));
        Map<String, String> updated = new TreeMap<>(values);
        removeUnlessUpdated(updated, "summary", config.summary());
        removeUnlessUpdated(updated, "description", config.description());
        values.putAll(others);
        updated.putAll(others);
        return new Bodies(issue(values), issue(updated));
    }

    private static void removeUnlessUpdated(Map<String, String> values, String name, JiraField field) {
        if (!field.enableUpdate()) {
            values.remove(name);
        }
    }

    /** Jira refuses more than one line. */
    private String summary(Rendering rendering) {
        return Truncation.toCodePoints(
                rendering.render(summary).replaceAll("\\s+", " ").strip(), LONGEST_SUMMARY);
    }

    private String labels(Rendering rendering, String groupLabel) {
        TreeSet<String> sorted = new TreeSet<>(Utf8Order::compare);
        sorted.add(groupLabel);
        for (TemplatedField label : labels) {
            String text = rendering.render(label).strip().replaceAll("\\s+", "_");
            if (!text.isEmpty()) {
                sorted.add(Truncation.toCodePoints(text, LONGEST_LABEL));
            }
        }
        return json(json -> {
            json.writeStartArray();
            for (String label : sorted) {
                GoJson.writeString(json, label);
            }
            json.writeEndArray();
        });
    }

    private String description(Rendering rendering) {
        String text = rendering.render(description);
        String notice = rendering.notice();
        if (!documents) {
            return quoted(Truncation.withNotice(text, notice, LONGEST_DESCRIPTION));
        }
        String document = AdfDocument.ofJson(text, notice, LONGEST_DESCRIPTION);
        return document == null
                ? AdfDocument.ofText(most -> Truncation.withNotice(text, notice, most), LONGEST_DESCRIPTION)
                : document;
    }

    /** They win over what has a key of its own, but the labels, by which the issue is found again. */
    private Map<String, String> custom(Rendering rendering) {
        Map<String, String> values = new TreeMap<>(Utf8Order::compare);
        for (Custom field : custom) {
            String name = rendering.render(field.name());
            if (!name.isEmpty() && !name.equals(LABELS)) {
                putUnlessFailed(values, name, field, rendering);
            }
        }
        return values;
    }

    private static void putUnlessFailed(Map<String, String> values, String name, Custom field, Rendering rendering) {
        try {
            values.put(name, value(field, rendering));
        } catch (TemplateException e) {
            rendering.failed("fields", e);
        }
    }

    private static String value(Custom field, Rendering rendering) throws TemplateException {
        StringWriter out = new StringWriter();
        GoJson.<TemplateException>write(out, json -> field.value().write(json, rendering));
        return out.toString();
    }

    private static String named(String key, String text) {
        return json(json -> {
            json.writeStartObject();
            GoJson.writeField(json, key, text);
            json.writeEndObject();
        });
    }

    private static String quoted(String text) {
        return json(json -> GoJson.writeString(json, text));
    }

    /** Writes what fails in no way of its own. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static String json(Content content) {
        StringWriter out = new StringWriter();
        GoJson.<RuntimeException>write(out, content::write);
        return out.toString();
    }

    private static Buffer issue(Map<String, String> values) {
        return GoJson.<RuntimeException>write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("fields");
            for (Map.Entry<String, String> field : values.entrySet()) {
                GoJson.writeName(json, field.getKey());
                json.writeRawValue(field.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }
}
