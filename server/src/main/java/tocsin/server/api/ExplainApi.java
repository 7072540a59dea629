package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tocsin.model.Fingerprint;
import tocsin.model.Labels;
import tocsin.router.Router;
import tocsin.router.explain.AlertFacts;
import tocsin.router.explain.Explanation;
import tocsin.router.explain.Finding;
import tocsin.router.explain.History;
import tocsin.router.explain.HistorySource;
import tocsin.router.explain.Past;
import tocsin.router.explain.Present;
import tocsin.router.route.NodeExplanation;

/**
 * {@code GET /api/tocsin/v1/explain} and {@code /api/tocsin/v1/routes/match}. The router is asked for what it knows; the search
 * in records and the look ahead are a worker's.
 */
final class ExplainApi {
    private static final int MOST_OTHERS = 10;

    private final Vertx vertx;
    private final RouterAccess router;
    private final HistorySource history;
    private final RuleGate rules;
    private final boolean dryRun;

    ExplainApi(Vertx vertx, RouterAccess router, WebServer.Explaining explaining) {
        this.vertx = vertx;
        this.router = router;
        this.history = new HistorySource(explaining.log(), this::onWorker);
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
                labels(query)
                        .compose(labels -> router.ask(owner -> owner.inquire(labels)))
                        .compose(facts -> resembling(facts).compose(others -> explanation(query, facts, others)))
                        .map(explanation -> json -> {
                            ExplanationJson.write(json, dryRun ? inDryRun(explanation) : explanation);
                            return false;
                        }));
    }

    /** Of a fingerprint, the labels of an alert that is held or pending, or else of one in the records. */
    private Future<Labels> labels(ExplainQuery query) {
        Fingerprint fingerprint = query.fingerprint();
        if (fingerprint == null) {
            return Future.succeededFuture(query.labels());
        }
        return router.ask(Router::known)
                .compose(known -> onWorker(() -> first(fingerprint, known, rules.alerts())))
                .compose(held -> held.isPresent() ? Future.succeededFuture(held) : history.labels(fingerprint))
                .map(found -> found.orElseThrow(() -> ApiFailure.of(
                        404,
                        "no alert with fingerprint %s is held or on record; ask by labels for what would happen if it came"
                                .formatted(fingerprint))));
    }

    /** One that is pending is known to its rule only. */
    private static Optional<Labels> first(Fingerprint fingerprint, List<Labels> known, List<Labels> ofRules) {
        return Stream.concat(known.stream(), ofRules.stream())
                .filter(labels -> labels.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /** Alerts that have the labels asked about and others: people seldom know all of them. None when the alert is there. */
    private Future<List<Labels>> resembling(AlertFacts facts) {
        Labels asked = facts.alert().labels();
        return facts.held()
                ? Future.succeededFuture(List.of())
                : router.ask(Router::known)
                        .compose(known -> onWorker(() -> Stream.concat(known.stream(), rules.alerts().stream())
                                .filter(labels -> !labels.equals(asked) && hasAll(labels, asked))
                                .distinct()
                                .sorted()
                                .toList()));
    }

    private static boolean hasAll(Labels labels, Labels asked) {
        for (int i = 0; i < asked.size(); i++) {
            if (!labels.getOrEmpty(asked.name(i)).equals(asked.value(i))) {
                return false;
            }
        }
        return true;
    }

    private static String text(List<Labels> others) {
        String more = others.size() > MOST_OTHERS ? " and %d more".formatted(others.size() - MOST_OTHERS) : "";
        return others.stream()
                .limit(MOST_OTHERS)
                .map(labels -> labels.fingerprint() + " " + labels)
                .collect(Collectors.joining(
                        ", ", "alerts that have these labels and others, to be asked for by fingerprint: ", more));
    }

    private static Explanation with(Explanation told, List<Labels> others) {
        List<String> remarks = new ArrayList<>(told.remarks());
        if (!others.isEmpty()) {
            remarks.add(text(others));
        }
        return new Explanation(
                told.labels(), told.kind(), told.at(), told.sentence(), told.findings(), told.groups(), remarks);
    }

    private Future<Explanation> explanation(ExplainQuery query, AlertFacts facts, List<Labels> others) {
        Instant at = query.at();
        if (at == null) {
            return history.present(facts)
                    .compose(records -> onWorker(() -> {
                        Finding rule =
                                rules.now(facts.alert().labels(), facts.now().at());
                        return with(Present.explain(facts, rule, records), others);
                    }));
        }
        if (at.isAfter(facts.now().at())) {
            throw ApiFailure.of(400, "at lies ahead; what comes next is part of the answer without it");
        }
        Labels labels = facts.alert().labels();
        return history.past(labels, at)
                .compose(records ->
                        rules.at(labels, at).compose(rule -> onWorker(() -> past(facts, at, rule, records, others))));
    }

    private static Explanation past(AlertFacts facts, Instant at, Finding rule, History records, List<Labels> others) {
        Labels labels = facts.alert().labels();
        if (!facts.held() && !Past.isRecorded(labels, records)) {
            throw ApiFailure.of(
                    404,
                    "no alert with exactly the labels %s is held or on record%s"
                            .formatted(labels, others.isEmpty() ? "" : "; " + text(others)));
        }
        return Past.explain(labels, at, rule, facts.alertsPerName(), records);
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
