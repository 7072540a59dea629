package tocsin.templates.value;

/** A text grew beyond the bound of its execution, which turns this into an error with a place. */
public final class TextTooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    TextTooLong(int limit) {
        super("output is longer than %d characters".formatted(limit), null, false, false);
    }
}
