package tocsin.notifiers.template;

import java.util.ArrayList;
import java.util.List;
import tocsin.templates.syntax.TemplateException;

/** The fields of one notification, and what failed among them. For one thread. */
public final class Rendering {
    private final String kind;
    private final TemplateData data;
    private final TemplateRuntime runtime;
    private final TemplateObserver observer;
    private final List<String> notes = new ArrayList<>();

    Rendering(String kind, TemplateData data, TemplateRuntime runtime, TemplateObserver observer) {
        this.kind = kind;
        this.data = data;
        this.runtime = runtime;
        this.observer = observer;
    }

    /** The field's text; when it fails, that of its default, and empty when even that fails. */
    public String render(TemplatedField field) {
        try {
            return configured(field);
        } catch (TemplateException e) {
            return byDefault(field);
        }
    }

    private String byDefault(TemplatedField field) {
        try {
            return field.byDefault().orThrow().render(data, runtime);
        } catch (TemplateException e) {
            // Only limits can do that to a built-in template: the notification is too large for any text of it.
            notes.add("`%s`: its default failed too: %s".formatted(field.name(), e.getMessage()));
            return "";
        }
    }

    /**
     * The text of a field that has no default.
     *
     * @throws FieldException when it fails, which is counted
     */
    public String require(TemplatedField field) throws FieldException {
        try {
            return configured(field);
        } catch (TemplateException e) {
            throw new FieldException(field.name(), e);
        }
    }

    private String configured(TemplatedField field) throws TemplateException {
        try {
            return field.configured().orThrow().render(data, runtime);
        } catch (TemplateException e) {
            failed(field.name(), e);
            throw e;
        }
    }

    /** One text of a structure; whoever writes the structure counts what fails. */
    String render(PreparedText text) throws TemplateException {
        return text.render(data, runtime);
    }

    /** Counts and notes that a field could not be rendered. */
    public void failed(String field, TemplateException failure) {
        observer.failed(kind, field);
        notes.add("`%s`: %s".formatted(field, failure.getMessage()));
    }

    /** What failed, for the record of the delivery; empty when nothing did. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * What the reader of the message has to know, in one line of plain text; empty when nothing failed. Whoever puts it into
     * HTML escapes it.
     */
    public String notice() {
        return notes.isEmpty()
                ? ""
                : "Tocsin could not render this notification as configured and shows defaults instead: "
                        + String.join("; ", notes);
    }
}
