package tocsin.evaluator.template;

import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.Function;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryResult;

/**
 * One evaluation of a rule, as its templates see it.
 *
 * @param query the rule's own at the slot, not shifted by an offset; queries of templates take over its time, parameters
 *     and headers, and its timeout is for all of them together
 * @param externalUrl where a person opens the data source: without user, password and a slash at its end
 * @param ask gives an answer, or fails, within the query's timeout
 * @param heavy the one before took long: the worker does everything
 */
public record Evaluation(Query query, String externalUrl, Function<Query, Future<QueryResult>> ask, boolean heavy) {
    public Evaluation {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(externalUrl, "externalUrl");
        Objects.requireNonNull(ask, "ask");
    }
}
