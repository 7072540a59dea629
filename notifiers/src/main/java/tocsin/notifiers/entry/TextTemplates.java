package tocsin.notifiers.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.notifiers.NotificationData;
import tocsin.notifiers.template.FieldRenderer;
import tocsin.notifiers.template.Rendering;
import tocsin.notifiers.template.TemplatedField;

/**
 * The texts of an integration whose message has many of them: parsed once, and rendered together before any of them is
 * written, since the message says somewhere in its middle which of them failed. Immutable; any thread.
 */
public final class TextTemplates {
    private final FieldRenderer renderer;
    private final Map<FieldText, TemplatedField> parsed = new LinkedHashMap<>();

    /** @param texts equal ones are rendered once */
    public TextTemplates(FieldRenderer renderer, List<FieldText> texts) {
        this.renderer = renderer;
        texts.forEach(text -> parsed.put(text, text.with(renderer)));
    }

    /** Takes long when there are many alerts: not on an event loop. */
    public RenderedTexts render(NotificationData data) {
        Rendering rendering = renderer.rendering(data);
        Map<FieldText, String> rendered = new LinkedHashMap<>();
        parsed.forEach((text, template) -> rendered.put(text, rendering.render(template)));
        return new RenderedTexts(rendered, rendering.notice(), rendering.notes());
    }
}
