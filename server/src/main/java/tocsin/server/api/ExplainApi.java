package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.explain.AlertFacts;
import tocsin.router.explain.Explanation;
import tocsin.router.explain.History;
import tocsin.router.explain.Past;
import tocsin.router.explain.Present;
import tocsin.router.route.NodeExplanation;

/**
 * {@code GET /api/tocsin/v1/explain} and {@code /api/tocsin/v1/routes/match}. The router is asked for what it knows; the search
 * in records and the look ahead are a worker's.
 */
final class ExplainApi {
    private final Vertx vertx;
    private final RouterAccess router;
    private final Supplier<Future<History>> history;
    private final RuleGate rules;
    private final boolean dryRun;

    ExplainApi(Vertx vertx, RouterAccess router, WebServer.Explaining explaining) {
        this.vertx = vertx;
        this.router = router;
        this.history = explaining.history();
        this.rules = explaining.rules();
        this.dryRun = explaining.dryRun();
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/tocsin/v1/explain").get(this::explain).only();
        routes.at("/api/tocsin/v1/routes/match").get(this::match).only();
    }

    private void explain(RoutingContext context) {
        ExplainQuery query = ExplainQuery.of(context);
        answer(
                context,
                history.get()
                        .compose(records -> labels(query, records)
                                .compose(labels -> router.ask(owner -> owner.inquire(labels)))
                                .compose(facts -> onWorker(() -> explanation(query, facts, records)))
                                .map(explanation -> json -> {
                                    ExplanationJson.write(json, dryRun ? inDryRun(explanation) : explanation);
                                    return false;
                                })));
    }

    /** Of a fingerprint, the labels of an alert that is held, or else of one in the records. */
    private Future<Labels> labels(ExplainQuery query, History records) {
        if (query.fingerprint() == null) {
            return Future.succeededFuture(query.labels());
        }
        return router.ask(Router::known).compose(known -> onWorker(() -> find(query, known, records)));
    }

    /** One that is pending is known to its rule only. */
    private Labels find(ExplainQuery query, List<Labels> known, History records) {
        Labels found = first(query, known);
        found = found == null ? first(query, rules.alerts()) : found;
        found = found == null ? first(query, Past.recorded(records)) : found;
        if (found == null) {
            throw ApiFailure.of(
                    404,
                    "no alert with fingerprint %s is held or on record; ask by labels for what would happen if it came"
                            .formatted(query.fingerprint()));
        }
        return found;
    }

    private static @Nullable Labels first(ExplainQuery query, List<Labels> all) {
        return all.stream()
                .filter(labels -> labels.fingerprint().equals(query.fingerprint()))
                .findFirst()
                .orElse(null);
    }

    private Explanation explanation(ExplainQuery query, AlertFacts facts, History records) {
        Labels labels = facts.alert().labels();
        Instant at = query.at();
        if (at == null) {
            return Present.explain(facts, rules.now(labels, facts.now().at()), records);
        }
        if (at.isAfter(facts.now().at())) {
            throw ApiFailure.of(400, "at lies ahead; what comes next is part of the answer without it");
        }
        if (!facts.held() && !Past.isRecorded(labels, records)) {
            throw ApiFailure.of(404, "no alert with the labels %s is held or on record".formatted(labels));
        }
        return Past.explain(labels, at, rules.at(labels, at), facts.alertsPerName(), records);
    }

    private static Explanation inDryRun(Explanation told) {
        return new Explanation(
                told.labels(),
                told.kind(),
                told.at(),
                "In a dry run, which delivers nothing and only notes what it would have delivered: " + told.sentence(),
                told.findings(),
                told.groups(),
                told.remarks());
    }

    private void match(RoutingContext context) {
        Labels labels = ExplainQuery.labels(context.queryParams().getAll("label"));
        answer(
                context,
                router.ask(owner -> Future.succeededFuture(owner.explainRoute(labels)))
                        .map(route -> json -> {
                            RouteMatchJson.write(json, labels, configured(route));
                            return false;
                        }));
    }

    private static NodeExplanation configured(@Nullable NodeExplanation route) {
        return Objects.requireNonNull(route, "a server that is ready has a configuration");
    }

    private <T> Future<T> onWorker(Supplier<T> work) {
        return vertx.executeBlocking(work::get, false);
    }

    private void answer(RoutingContext context, Future<? extends Pieces> pieces) {
        pieces.onSuccess(written -> StreamedAnswer.send(vertx, context, written))
                .onFailure(context::fail);
    }
}
