package tocsin.notifiers.entry;

import java.util.Objects;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.TemplateMode;
import tocsin.notifiers.template.TemplatedField;

/**
 * A text of an integration that is a template.
 *
 * @param field the key of the entry under which it stands, whatever lies between
 * @param text as configured, or the default
 * @param byDefault what the field is without configuration; stands in when the text fails
 */
public record FieldText(String field, String text, String byDefault) {
    public FieldText {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(byDefault, "byDefault");
    }

    /** What a field is that is not configured. */
    public static FieldText absent(String field, String byDefault) {
        return new FieldText(field, byDefault, byDefault);
    }

    /** Parsed, as a text. */
    public TemplatedField with(FieldRenderer renderer) {
        return with(renderer, TemplateMode.TEXT);
    }

    public TemplatedField with(FieldRenderer renderer, TemplateMode mode) {
        return renderer.field(field, text, byDefault, mode);
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
