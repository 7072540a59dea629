package tocsin.notifiers.template;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.notifiers.YamlValues;
import tocsin.templates.syntax.TemplateException;

/**
 * A structure of a configuration whose texts, keys included, are templates, e.g. a webhook's {@code payload}. Immutable; any
 * thread.
 */
public final class StructuredField {
    private final YamlNode structure;
    private final Map<String, Attempted> templates = new HashMap<>();

    StructuredField(YamlNode structure, NotificationTemplates set) {
        this.structure = structure;
        for (YamlScalar scalar : TemplatedTexts.in(structure)) {
            String text = scalar.text();
            if (TemplatedTexts.isTemplate(text)) {
                templates.computeIfAbsent(text, first -> Attempted.of(() -> set.text(text)));
            }
        }
    }

    /**
     * Writes it as JSON, see {@link YamlValues}.
     *
     * @throws TemplateException when one of its texts fails; what was written then is of no use
     */
    public void write(JsonGenerator json, Rendering rendering) throws IOException, TemplateException {
        YamlValues.write(json, structure, text -> expand(text, rendering));
    }

    private String expand(String text, Rendering rendering) throws TemplateException {
        Attempted template = templates.get(text);
        return template == null ? text : rendering.render(template.orThrow());
    }
}
