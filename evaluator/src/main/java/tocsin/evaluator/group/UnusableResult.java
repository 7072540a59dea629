package tocsin.evaluator.group;

/** The data source answered, but the rule cannot take the answer. The message is for people. */
final class UnusableResult extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableResult(String message) {
        super(message, null, false, false);
    }
}
