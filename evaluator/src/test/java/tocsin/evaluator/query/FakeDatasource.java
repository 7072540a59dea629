package tocsin.evaluator.query;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tocsin.model.Labels;
import tocsin.time.Scheduler;

/**
 * A data source in memory. Each expression has an answer that a test sets and changes as time goes by; one without has an
 * empty vector. For one thread.
 */
public final class FakeDatasource implements Datasource {
    /** Every query that was asked, in order. */
    public final List<Query> queries = new ArrayList<>();

    private final Map<String, Function<Query, Future<QueryResult>>> answers = new LinkedHashMap<>();
    /** Every range that was asked for, in order. */
    public final List<Query> ranges = new ArrayList<>();

    private List<LastSample> newest = List.of();
    private Duration foundFor = Duration.ZERO;
    private Future<List<LastSample>> past = Future.succeededFuture(List.of());
    private Function<Query, Future<QueryResult>> otherwise = query -> Future.succeededFuture(QueryResult.of(List.of()));

    @Override
    public Future<QueryResult> query(Query query) {
        if (query.expression().startsWith("max_over_time((ALERTS_FOR_STATE")) {
            return Future.succeededFuture(QueryResult.of(found(query.time())));
        }
        queries.add(query);
        return answers.getOrDefault(query.expression(), otherwise).apply(query);
    }

    @Override
    public Future<List<LastSample>> last(Query rangeSelector) {
        ranges.add(rangeSelector);
        return past;
    }

    /** Every range vector has these series; an instant selector has found each of them for five minutes more. */
    public void past(LastSample... newest) {
        pastFoundFor(Duration.ofMinutes(5), newest);
    }

    /** An instant selector has found each of the series for so long after its last sample. */
    public void pastFoundFor(Duration after, LastSample... series) {
        newest = List.of(series);
        foundFor = after;
        past = Future.succeededFuture(newest);
    }

    private List<Sample> found(Instant now) {
        return newest.stream()
                .map(last -> {
                    Instant until = last.at().plus(foundFor);
                    Labels labels =
                            last.labels().toBuilder().remove(Labels.METRIC_NAME).build();
                    return new Sample(labels, (until.isBefore(now) ? until : now).toEpochMilli() / 1000.0);
                })
                .toList();
    }

    /** Every range vector is what the test says later. */
    public Promise<List<LastSample>> latePast() {
        Promise<List<LastSample>> answer = Promise.promise();
        past = answer.future();
        return answer;
    }

    public void noPast(String message) {
        past = Future.failedFuture(new QueryFailure(QueryFailure.Kind.UNAVAILABLE, message));
    }

    /** The expression gives these samples from now on, at once. */
    public void answer(String expression, Sample... samples) {
        answer(expression, QueryResult.of(List.of(samples)));
    }

    public void answer(String expression, QueryResult result) {
        answers.put(expression, query -> Future.succeededFuture(result));
    }

    public void answer(String expression, Function<Query, Future<QueryResult>> answer) {
        answers.put(expression, answer);
    }

    /** The expression gives these samples so long after it was asked. */
    public void answerAfter(Duration delay, Scheduler scheduler, String expression, Sample... samples) {
        answers.put(expression, query -> {
            Promise<QueryResult> promise = Promise.promise();
            scheduler.after(delay, () -> promise.complete(QueryResult.of(List.of(samples))));
            return promise.future();
        });
    }

    public void fail(String expression, QueryFailure.Kind kind, String message) {
        answers.put(expression, query -> Future.failedFuture(new QueryFailure(kind, message)));
    }

    /** A query of the expression never ends. */
    public void hang(String expression) {
        answers.put(expression, query -> Promise.<QueryResult>promise().future());
    }

    /** Nothing is reachable until {@link #up}; what was set per expression is forgotten. */
    public void down(String message) {
        answers.clear();
        otherwise = query -> Future.failedFuture(new QueryFailure(QueryFailure.Kind.UNREACHABLE, message));
    }

    public void up() {
        otherwise = query -> Future.succeededFuture(QueryResult.of(List.of()));
    }
}
