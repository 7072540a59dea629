package tocsin.evaluator.query;

import io.vertx.core.Future;

/** Answers PromQL queries: the port between the evaluator and whatever holds the series. */
public interface Datasource {
    /**
     * Evaluates an instant query.
     *
     * @return fails with {@link QueryFailure} and nothing else. Completes on the caller's context.
     */
    Future<QueryResult> query(Query query);
}
