package tocsin.evaluator.group;

/** How far a group has come. Confined to the group's context. */
final class Lifecycle {
    private boolean stopping;
    private boolean closed;

    void stop() {
        stopping = true;
    }

    void close() {
        stopping = true;
        closed = true;
    }

    /** No further rule is begun. */
    boolean stopping() {
        return stopping;
    }

    /** Even results that are on their way are ignored. */
    boolean closed() {
        return closed;
    }
}
