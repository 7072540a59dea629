package tocsin.evaluator.group;

/**
 * Keeps what rules decided: a port of {@code explain}. One record for an evaluation in which something changed, never one for
 * each alert and evaluation.
 */
@FunctionalInterface
public interface RuleDecisions {
    /** Keeps nothing. */
    RuleDecisions NONE = decided -> {};

    /** On the contexts of groups, so on several threads. Must be quick; losing a record loses no state. */
    void record(RuleRecord decided);
}
