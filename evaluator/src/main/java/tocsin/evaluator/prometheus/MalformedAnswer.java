package tocsin.evaluator.prometheus;

/** Well-formed JSON that is no answer of the Prometheus API; the message says what is wrong with it. */
final class MalformedAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedAnswer(String message) {
        super(message);
    }
}
