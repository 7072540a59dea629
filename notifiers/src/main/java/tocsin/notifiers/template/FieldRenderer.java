package tocsin.notifiers.template;

import java.util.Objects;
import tocsin.config.YamlNode;
import tocsin.notifiers.NotificationData;

/**
 * Renders the templated fields of one integration so that a template that fails never costs a notification: the field
 * falls back to its default, rendered with the built-in templates alone; the {@link Rendering} knows what to tell the
 * reader, and the failure is counted.
 *
 * <pre>{@code
 * FieldRenderer renderer = new FieldRenderer("slack", templates, runtime, observer);
 * TemplatedField title = renderer.field("title", config.title(), "{{ template \"slack.default.title\" . }}", TEXT);
 * …
 * Rendering rendering = renderer.rendering(data);
 * String text = rendering.render(title);
 * String told = rendering.notice();
 * }</pre>
 */
public final class FieldRenderer {
    private final String kind;
    private final NotificationTemplates templates;
    private final NotificationTemplates builtIn;
    private final TemplateRuntime runtime;
    private final TemplateObserver observer;

    /** @param kind of the integration, e.g. {@code slack} */
    public FieldRenderer(
            String kind, NotificationTemplates templates, TemplateRuntime runtime, TemplateObserver observer) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.templates = Objects.requireNonNull(templates, "templates");
        this.builtIn = templates.withoutFiles();
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    /**
     * Parses a field once. A text that cannot be parsed fails when it is rendered, as one does that cannot be executed.
     *
     * @param name as in the configuration
     * @param byDefault what the field is without configuration; calls built-in templates only
     */
    public TemplatedField field(String name, String configured, String byDefault, TemplateMode mode) {
        return new TemplatedField(
                name,
                Attempted.of(() -> mode.prepare(templates, configured)),
                Attempted.of(() -> mode.prepare(builtIn, byDefault)));
    }

    /** Likewise, for a field that nothing can stand in for; see {@link Rendering#require}. */
    public TemplatedField required(String name, String configured, TemplateMode mode) {
        return field(name, configured, "", mode);
    }

    /** Parses the texts of a structure once. */
    public StructuredField structure(YamlNode structure) {
        return new StructuredField(structure, templates);
    }

    /** Renders the fields of one notification. */
    public Rendering rendering(NotificationData data) {
        return new Rendering(kind, TemplateData.of(data), runtime, observer);
    }
}
