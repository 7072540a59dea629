package tocsin.templates.value;

/** A function could not do what the template asked for. Cheap: carries no stack trace. */
public final class FunctionFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message for the person who wrote the template; holds no secret */
    public FunctionFailure(String message) {
        super(message, null, false, false);
    }
}
