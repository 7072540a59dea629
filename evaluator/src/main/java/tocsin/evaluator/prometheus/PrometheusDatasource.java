package tocsin.evaluator.prometheus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tocsin.evaluator.query.Datasource;
import tocsin.evaluator.query.LastSample;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;
import tocsin.evaluator.query.QueryResult;
import tocsin.http.HeaderLines;
import tocsin.http.HttpCall;
import tocsin.http.HttpExchange;
import tocsin.http.HttpHead;
import tocsin.http.HttpSender;

/**
 * Asks Prometheus, VictoriaMetrics, Thanos, Mimir or whatever else answers {@code /api/v1/query}.
 *
 * <p>A query is one POST, bounded with all its attempts by its timeout: a connection cut is tried once more at the same
 * URL, what is wrong with one URL only (not reachable, not ready, not authorized, no such API) is tried at the next. An
 * answer that may lack series is a failure, since a series that is only missing must not look like recovery.
 *
 * <p>Any thread; an answer is decoded and the result completes on the caller's context. Whether answers are compressed is
 * a setting of the sender.
 */
public final class PrometheusDatasource implements Datasource {
    private static final String TRUNCATED = "results truncated due to limit";

    private final Vertx vertx;
    private final HttpSender http;
    private final PrometheusSettings settings;
    private final Endpoints endpoints;
    private final Turns turns;
    private final Set<RunningQuery> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public PrometheusDatasource(Vertx vertx, HttpSender http, PrometheusSettings settings) {
        this.vertx = vertx;
        this.http = http;
        this.settings = settings;
        this.turns = new Turns(settings.maxConcurrency(), settings.maxWaiting());
        this.endpoints = new Endpoints(
                settings.urls().stream()
                        .distinct()
                        .map(url -> new Endpoint(url, settings.refusePartialResponse()))
                        .toList(),
                settings.failBack());
    }

    @Override
    public Future<QueryResult> query(Query query) {
        return ask(query, ResultShape.VECTOR).map(Answer.Success::result);
    }

    @Override
    public Future<List<LastSample>> last(Query rangeSelector) {
        return ask(rangeSelector, ResultShape.MATRIX).map(Answer.Success::last);
    }

    private Future<Answer.Success> ask(Query query, ResultShape shape) {
        RunningQuery started = new RunningQuery(this, vertx, query, shape);
        running.add(started);
        Future<Answer.Success> result = started.start();
        if (closed) {
            started.cancel();
        }
        return result;
    }

    /**
     * Gives up what is under way with {@link Kind#CANCELED}; later queries fail likewise. The sender is not closed, as it
     * belongs to whoever opened it. Any thread.
     */
    public void close() {
        closed = true;
        running.forEach(RunningQuery::cancel);
    }

    Turns turns() {
        return turns;
    }

    Endpoints endpoints() {
        return endpoints;
    }

    void ended(RunningQuery query) {
        running.remove(query);
    }

    Map<String, String> headers(Query query) {
        return HeaderLines.parse(query.headers());
    }

    HttpExchange<Answer> send(HttpCall call, ResultShape shape, Redaction redaction) {
        return http.send(
                call,
                (HttpHead head) -> head.successful()
                        ? new VectorBody(settings.limits(), shape, head.status(), redaction)
                        : new RefusalBody(head.status(), redaction));
    }

    /** @throws QueryFailure when the result lacks series */
    Answer.Success accept(Answer.Success success) {
        QueryResult result = success.result();
        if (result.warnings().stream().anyMatch(warning -> warning.contains(TRUNCATED))) {
            throw new QueryFailure(
                    Kind.TOO_LARGE,
                    "the data source left series out (\"%s\"); remove `limit` from the URL or the group's params"
                            .formatted(TRUNCATED));
        }
        return success.partial() ? success.with(acceptPartial(result)) : success;
    }

    private QueryResult acceptPartial(QueryResult result) {
        return switch (settings.partialResponse()) {
            case IGNORE -> result;
            case WARN -> {
                List<String> warnings = new ArrayList<>(result.warnings());
                warnings.add("the data source says that the result is partial");
                yield new QueryResult(result.samples(), warnings, result.infos(), result.seriesFetched());
            }
            case FAIL ->
                throw new QueryFailure(
                        Kind.UNAVAILABLE,
                        "the data source says that the result is partial; --datasource.partial-response=warn accepts that");
        };
    }
}
