package tocsin.evaluator.template;

/** Counts expansions; the server makes metrics of it. Called on the contexts of groups, and must not block. */
@FunctionalInterface
public interface ExpansionObserver {
    /** Counts nothing. */
    ExpansionObserver NONE = (texts, failures) -> {};

    /**
     * @param texts that were expanded, for all samples of a rule
     * @param failures among them
     */
    void expanded(long texts, long failures);
}
