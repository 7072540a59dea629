package tocsin.evaluator.prometheus;

import java.util.List;
import java.util.Objects;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.QueryResult;

/** What the body of an answer says. */
public sealed interface Answer {
    /**
     * {@code status: "success"}.
     *
     * @param result the vector or scalar; without samples when a matrix was asked for
     * @param last of each series of the matrix; empty when a vector was asked for
     */
    record Success(QueryResult result, List<LastSample> last, boolean partial) implements Answer {
        public Success {
            Objects.requireNonNull(result, "result");
            last = List.copyOf(last);
        }

        Success with(QueryResult changed) {
            return new Success(changed, last, partial);
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
