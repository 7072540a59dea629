package tocsin.templates.value;

/**
 * Leaves an execution from inside a function without being an error of the template: it passes through to whoever called
 * {@code execute}, who may answer what was asked and execute again. Cheap: carries no stack trace.
 */
public abstract class Interruption extends RuntimeException {
    private static final long serialVersionUID = 1;

    protected Interruption(String message) {
        super(message, null, false, false);
    }
}
