package tocsin.rules.promql;

/** Leaves the parser at the first place where it cannot go on. Never seen outside this package. */
final class SyntaxException extends RuntimeException {
    private final int offset;

    /** @param offset index into the text */
    SyntaxException(int offset, String message) {
        super(message, null, false, false);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
