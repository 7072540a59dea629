package tocsin.evaluator.prometheus;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.query.QueryFailure;
import tocsin.evaluator.query.QueryFailure.Kind;
import tocsin.http.HttpExchange;
import tocsin.http.HttpFailure;

/**
 * One query from its wait for a turn over its attempts to its outcome. All fields are touched on {@link #context} only;
 * the first outcome wins.
 */
final class RunningQuery {
    private final PrometheusDatasource datasource;
    private final Vertx vertx;
    private final Context context;
    private final Query query;
    private final ResultShape shape;
    private final long deadline;
    private final Runnable turn = this::turnHasCome;
    private final Promise<Answer.Success> promise = Promise.promise();

    private Map<String, String> headers = Map.of();
    private Redaction redaction = new Redaction(List.of());
    private Iterator<Endpoint> others = List.<Endpoint>of().iterator();
    private @Nullable HttpExchange<Answer> exchange;
    private boolean failedOver;
    private boolean retried;
    /** This query found POST refused and asks the same URL with GET. */
    private boolean triesGet;

    private boolean hasTurn;
    private boolean ended;
    private long timer = -1;

    RunningQuery(PrometheusDatasource datasource, Vertx vertx, Query query, ResultShape shape) {
        this.datasource = datasource;
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.query = query;
        this.shape = shape;
        this.deadline = System.nanoTime() + query.timeout().toNanos();
    }

    Future<Answer.Success> start() {
        onContext(this::enter);
        return promise.future();
    }

    /** Any thread. */
    void cancel() {
        context.runOnContext(
                nothing -> fail(new QueryFailure(Kind.CANCELED, "given up, as the data source is closed")));
    }

    private void onContext(Runnable action) {
        if (Vertx.currentContext() == context) {
            action.run();
        } else {
            context.runOnContext(nothing -> action.run());
        }
    }

    private void enter() {
        switch (datasource.turns().enter(turn)) {
            case NOW -> begin();
            case LATER -> timer = vertx.setTimer(Math.max(1, query.timeout().toMillis()), this::waitedTooLong);
            case FULL ->
                fail(
                        new QueryFailure(
                                Kind.UNAVAILABLE,
                                "too many queries wait for their turn; raise --datasource.max-concurrency or evaluate less often"));
        }
    }

    private void waitedTooLong(long id) {
        timer = -1;
        fail(new QueryFailure(
                Kind.TIMEOUT,
                "waited %d ms for its turn; raise --datasource.max-concurrency or evaluate less often"
                        .formatted(query.timeout().toMillis())));
    }

    private void turnHasCome() {
        onContext(() -> {
            if (ended) {
                datasource.turns().leave();
            } else {
                begin();
            }
        });
    }

    private void begin() {
        hasTurn = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        try {
            headers = datasource.headers(query);
        } catch (IllegalArgumentException e) {
            fail(new QueryFailure(Kind.BAD_QUERY, String.valueOf(e.getMessage()), e));
            return;
        }
        List<Endpoint> order = datasource.endpoints().inOrder(System.nanoTime());
        redaction = new Redaction(secrets(order));
        others = order.iterator();
        attempt(others.next());
    }

    private List<String> secrets(List<Endpoint> endpoints) {
        List<String> secrets = new ArrayList<>(headers.values());
        endpoints.forEach(endpoint -> secrets.addAll(endpoint.secrets()));
        return secrets;
    }

    private void attempt(Endpoint endpoint) {
        Duration left = left();
        if (left.isZero()) {
            fail(timedOut());
            return;
        }
        HttpExchange<Answer> sent = datasource.send(endpoint.call(query, headers, left, triesGet), shape, redaction);
        exchange = sent;
        sent.result()
                .onComplete(outcome -> onContext(() -> {
                    if (!ended) {
                        answered(endpoint, outcome.result(), outcome.cause());
                    }
                }));
    }

    /** Whole milliseconds, the unit of timers and parameters. */
    private Duration left() {
        long nanos = deadline - System.nanoTime();
        return nanos < 1_000_000 ? Duration.ZERO : Duration.ofMillis(nanos / 1_000_000);
    }

    private void answered(Endpoint endpoint, @Nullable Answer answer, @Nullable Throwable failure) {
        exchange = null;
        if (failure instanceof HttpFailure http) {
            failedAt(endpoint, http);
        } else if (answer instanceof Answer.Success success) {
            succeededAt(endpoint, success);
        } else {
            fail(new QueryFailure(Kind.BAD_ANSWER, endpoint + ": no answer", failure));
        }
    }

    private void succeededAt(Endpoint endpoint, Answer.Success success) {
        Answer.Success result;
        try {
            result = datasource.accept(success);
        } catch (QueryFailure e) {
            failedAt(endpoint, new QueryFailure(e.kind(), endpoint + ": " + e.getMessage(), e));
            return;
        }
        datasource.endpoints().answered(endpoint, failedOver, System.nanoTime());
        if (triesGet) {
            endpoint.refusesPost();
        }
        end();
        promise.complete(result);
    }

    private void failedAt(Endpoint endpoint, HttpFailure failure) {
        if ((failure.status() == 405 || failure.status() == 501) && endpoint.takesPost() && !triesGet) {
            triesGet = true;
            attempt(endpoint);
        } else if (failure.kind() == HttpFailure.Kind.CUT && !retried) {
            // A connection that was kept alive may have been closed at the very moment of use.
            retried = true;
            attempt(endpoint);
        } else {
            failedAt(endpoint, HttpFailures.translate(endpoint, failure, left().isZero()));
        }
    }

    private void failedAt(Endpoint endpoint, QueryFailure failure) {
        boolean goesOn = HttpFailures.isOfThisUrlOnly(failure.kind());
        if (goesOn && others.hasNext() && !left().isZero()) {
            failedOver = true;
            retried = false;
            triesGet = false;
            attempt(others.next());
            return;
        }
        if (left().isZero()) {
            datasource.endpoints().timedOut(endpoint, System.nanoTime());
        }
        fail(failure);
    }

    private QueryFailure timedOut() {
        return new QueryFailure(
                Kind.TIMEOUT,
                "no complete answer within %d ms".formatted(query.timeout().toMillis()));
    }

    private void fail(QueryFailure failure) {
        if (!ended) {
            end();
            promise.fail(failure);
        }
    }

    private void end() {
        ended = true;
        if (timer >= 0) {
            vertx.cancelTimer(timer);
        }
        if (exchange != null) {
            exchange.cancel();
        }
        if (hasTurn) {
            datasource.turns().leave();
        } else {
            // When the turn is already on its way, turnHasCome passes it on.
            datasource.turns().giveUp(turn);
        }
        datasource.ended(this);
    }
}
