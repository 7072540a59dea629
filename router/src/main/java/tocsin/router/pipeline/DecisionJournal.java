package tocsin.router.pipeline;

/**
 * Keeps what was decided: the port of {@code explain}. One record for each flush and for each batch of which something was
 * turned away, never one for each alert and evaluation.
 */
public interface DecisionJournal {
    /** On the routing context. Must be quick; losing a record loses no state. */
    void record(DecisionRecord decided);
}
