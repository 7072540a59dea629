package tocsin.evaluator.prometheus;

/** What to do with a result that the data source itself calls partial; option {@code --datasource.partial-response}. */
public enum PartialResponse {
    /** Take it for whole. */
    IGNORE,
    /** Take it, and say so in the warnings of the rule. */
    WARN,
    /** The default: a series that is only missing must not look like recovery, so the query fails. */
    FAIL
}
