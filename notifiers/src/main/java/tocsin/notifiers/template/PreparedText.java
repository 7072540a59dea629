package tocsin.notifiers.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tocsin.templates.Template;
import tocsin.templates.syntax.TemplateException;

/** A text of a configuration that was parsed once and is rendered for each notification. Immutable; any thread. */
public final class PreparedText {
    static final PreparedText EMPTY = new PreparedText(null);

    private final @Nullable Template template;

    private PreparedText(@Nullable Template template) {
        this.template = template;
    }

    static PreparedText of(Template template) {
        return new PreparedText(Objects.requireNonNull(template, "template"));
    }

    /**
     * May take as long as the limits allow: on a worker.
     *
     * @throws TemplateException when it fails with this data, or costs too much
     */
    public String render(TemplateData data, TemplateRuntime runtime) throws TemplateException {
        // A notification carries labels that were rendered when its group was flushed.
        return render(
                data,
                new NotificationEnvironment(
                        runtime.clock().now(), name -> data.routeLabels().getOrDefault(name, "")),
                runtime);
    }

    String render(TemplateData data, NotificationEnvironment environment, TemplateRuntime runtime)
            throws TemplateException {
        return template == null ? "" : template.execute(data, environment, runtime.limits());
    }
}
