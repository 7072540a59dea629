package tocsin.evaluator.prometheus;

/** What a query must give for an answer to be of use. */
enum ResultShape {
    /** A vector or scalar: the result of a rule. */
    VECTOR,
    /** A matrix, of which only the newest sample of each series is kept. */
    MATRIX
}
