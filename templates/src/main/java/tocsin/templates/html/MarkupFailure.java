package tocsin.templates.html;

/** A text is no markup that can be judged. Cheap: carries no stack trace. */
final class MarkupFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final int index;

    /** @param index in the text */
    MarkupFailure(int index, String message) {
        super(message, null, false, false);
        this.index = index;
    }

    int index() {
        return index;
    }
}
