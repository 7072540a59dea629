package tocsin.templates.value;

/** What surrounds a call of a function: the execution that it belongs to. */
public interface Call {
    /**
     * What the caller of the execution handed in for its functions, such as the time or a source of query results.
     *
     * @throws ClassCastException when it is of another type: the functions and the execution do not belong together
     */
    <E> E environment(Class<E> type);

    /**
     * Counts work, or memory that a result takes, beyond what the call itself counts for.
     *
     * @param steps e.g. elements copied; small values need not be told
     */
    default void spend(long steps) {}

    /** An empty text that refuses to grow beyond the execution's bound. */
    BoundedText newText();
}
