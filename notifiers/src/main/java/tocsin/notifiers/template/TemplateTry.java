package tocsin.notifiers.template;

import tocsin.templates.syntax.TemplateException;

/** Renders a text once with data whose route labels still are templates, as the command line does. Any thread. */
public final class TemplateTry {
    private TemplateTry() {}

    /** @throws TemplateException when the text cannot be parsed, or fails with the data */
    public static String render(
            NotificationTemplates templates, TemplateMode mode, String text, TemplateData data, TemplateRuntime runtime)
            throws TemplateException {
        RouteLabelRenderer routeLabels = new RouteLabelRenderer(templates, mode, data, runtime);
        return mode.prepare(templates, text).render(data, routeLabels.environment(), runtime);
    }
}
