package tocsin.router.matcher;

/** Text that is not a matcher. The message says what was found and what to write, without naming a file. */
public final class MatcherSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    MatcherSyntaxException(String message) {
        super(message);
    }

    MatcherSyntaxException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param start first character of what is wrong, from 0
     * @param end one past its last character
     */
    static MatcherSyntaxException at(int start, int end, String message) {
        return new MatcherSyntaxException("%d:%d: %s".formatted(start, end, message));
    }
}
