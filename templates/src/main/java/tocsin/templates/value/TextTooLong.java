package tocsin.templates.value;

/** A text grew beyond the bound of its execution, which turns this into an error with a place. */
public final class TextTooLong extends RuntimeException {
    private static final long serialVersionUID = 1;

    TextTooLong(int limit) {
        this("output is longer than %d characters".formatted(limit));
    }

    private TextTooLong(String message) {
        super(message, null, false, false);
    }

    /** Lists and maps within each other, more than {@code levels} of them. */
    public static TextTooLong nested(int levels) {
        return new TextTooLong("a value is nested deeper than %d levels".formatted(levels));
    }
}
