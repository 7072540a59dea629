package tocsin.router.pipeline;

/** Keeps what was decided. */
public interface DecisionJournal {
    /** On the routing context, once for each flush when it is over. Must be quick; losing a record loses no state. */
    void record(FlushRecord flush);
}
