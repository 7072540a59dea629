package tocsin.notifiers.pagerduty;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import tocsin.config.YamlMapping;
import tocsin.notifiers.GoJson;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.StructuredField;
import tocsin.templates.syntax.TemplateException;

/** The details of an event: a structure of templates, in whose place the four of upstream stand when it fails. */
final class PagerdutyDetails {
    private final StructuredField configured;
    private final StructuredField byDefault;

    PagerdutyDetails(PagerdutyConfig config, FieldRenderer renderer) {
        this.configured = renderer.structure(config.details());
        this.byDefault = renderer.structure(
                withDefaults(YamlMapping.empty(config.details().position())));
    }

    /** Those that are always there. */
    static YamlMapping withDefaults(YamlMapping details) {
        return details.withDefault("firing", "{{ .Alerts.Firing | toJson }}")
                .withDefault("resolved", "{{ .Alerts.Resolved | toJson }}")
                .withDefault("num_firing", "{{ .Alerts.Firing | len }}")
                .withDefault("num_resolved", "{{ .Alerts.Resolved | len }}");
    }

    /** A JSON object. */
    String render(Rendering rendering) {
        try {
            return json(configured, rendering);
        } catch (TemplateException e) {
            rendering.failed("details", e);
            return renderDefault(rendering);
        }
    }

    private String renderDefault(Rendering rendering) {
        try {
            return json(byDefault, rendering);
        } catch (TemplateException e) {
            rendering.failed("details", e);
            return "{}";
        }
    }

    private static String json(StructuredField details, Rendering rendering) throws TemplateException {
        StringWriter text = new StringWriter();
        GoJson.<TemplateException>write(text, json -> details.write(json, rendering));
        return text.toString();
    }

    /** The object with one more member, or as it is when the text is empty. */
    static String with(String object, String name, String text) {
        if (text.isEmpty()) {
            return object;
        }
        StringWriter member = new StringWriter();
        GoJson.<RuntimeException>write(member, json -> write(json, Map.of(name, text)));
        String opened = object.substring(0, object.length() - 1);
        return opened + (opened.equals("{") ? "" : ",") + member.toString().substring(1);
    }

    private static void write(JsonGenerator json, Map<String, String> texts) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            GoJson.writeField(json, text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }
}
