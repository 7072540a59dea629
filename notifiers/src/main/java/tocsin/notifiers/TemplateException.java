package tocsin.notifiers;

/** A template that fails when it is expanded. The message is for people and holds no secret. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    public TemplateException(String message) {
        super(message);
    }
}
