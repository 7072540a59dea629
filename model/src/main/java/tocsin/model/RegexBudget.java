package tocsin.model;

/**
 * What the regular expressions of one request may cost together. Each alone is bounded, but a request can hold hundreds, and
 * repeats make of a few letters what takes megabytes. Texts without repeats, such as lists of names, may have as many
 * characters as there are states. Not thread-safe.
 */
public final class RegexBudget {
    private static final int MOST_STATES = 100_000;

    private int left = MOST_STATES;

    /**
     * Counts one more.
     *
     * @return the same
     * @throws IllegalArgumentException when it and those before it are too much
     */
    public Matcher take(Matcher matcher) {
        if (matcher.states() > left) {
            throw new IllegalArgumentException(
                    "the regular expressions have together more than %d states when repeats are written out; write them simpler"
                            .formatted(MOST_STATES));
        }
        left -= matcher.states();
        return matcher;
    }
}
