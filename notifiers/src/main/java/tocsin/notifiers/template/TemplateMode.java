package tocsin.notifiers.template;

import tocsin.templates.syntax.TemplateException;

/** What a template writes. */
public enum TemplateMode {
    TEXT,
    /** Inserted values are escaped for the place where they stand. */
    HTML;

    /** A text of a configuration. */
    public PreparedText prepare(NotificationTemplates templates, String text) throws TemplateException {
        return switch (this) {
            case TEXT -> templates.text(text);
            case HTML -> templates.html(text);
        };
    }
}
