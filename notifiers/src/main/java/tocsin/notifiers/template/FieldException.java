package tocsin.notifiers.template;

import tocsin.templates.syntax.TemplateException;

/** A field that nothing can stand in for could not be rendered. The message names it and holds nothing of its text. */
public final class FieldException extends Exception {
    private static final long serialVersionUID = 1;

    FieldException(String field, TemplateException cause) {
        super("`%s`: %s".formatted(field, cause.messageWithoutSource()), cause);
    }
}
