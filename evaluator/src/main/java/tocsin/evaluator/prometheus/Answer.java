package tocsin.evaluator.prometheus;

import java.util.Objects;
import tocsin.evaluator.query.QueryResult;

/** What the body of an answer says. */
public sealed interface Answer {
    /** {@code status: "success"} with a vector or scalar. */
    record Success(QueryResult result, boolean partial) implements Answer {
        public Success {
            Objects.requireNonNull(result, "result");
        }
    }

    /**
     * {@code status: "error"}.
     *
     * @param errorType as the data source names it; empty when it gives none
     * @param error for people; empty when the data source gives none
     */
    record Refusal(String errorType, String error) implements Answer {
        public Refusal {
            Objects.requireNonNull(errorType, "errorType");
            Objects.requireNonNull(error, "error");
        }
    }
}
