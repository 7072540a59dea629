package tocsin.evaluator.query;

import io.vertx.core.Future;
import java.util.List;

/** Answers PromQL queries: the port between the evaluator and whatever holds the series. */
public interface Datasource {
    /**
     * Evaluates an instant query.
     *
     * @return fails with {@link QueryFailure} and nothing else. Completes on the caller's context.
     */
    Future<QueryResult> query(Query query);

    /**
     * Evaluates an instant query that gives a range vector, as {@code up[5m]} does, and keeps the newest sample of each
     * series. Native histograms are left out.
     *
     * @return as {@link #query}; without series from a data source that has no past
     */
    default Future<List<LastSample>> last(Query rangeSelector) {
        return Future.succeededFuture(List.of());
    }
}
