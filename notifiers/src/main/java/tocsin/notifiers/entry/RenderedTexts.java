package tocsin.notifiers.entry;

import java.util.List;
import java.util.Map;

/** The texts of one notification. {@link TextTemplates} makes it. */
public final class RenderedTexts {
    private final Map<FieldText, String> texts;
    private final String notice;
    private final List<String> notes;

    RenderedTexts(Map<FieldText, String> texts, String notice, List<String> notes) {
        this.texts = texts;
        this.notice = notice;
        this.notes = notes;
    }

    /** @throws IllegalArgumentException when the text was not among the templates */
    public String of(FieldText text) {
        String rendered = texts.get(text);
        if (rendered == null) {
            throw new IllegalArgumentException("no template of the integration: " + text.field());
        }
        return rendered;
    }

    /** See {@link tocsin.notifiers.template.Rendering#notice}. */
    public String notice() {
        return notice;
    }

    /** See {@link tocsin.notifiers.template.Rendering#notes}. */
    public List<String> notes() {
        return notes;
    }
}
