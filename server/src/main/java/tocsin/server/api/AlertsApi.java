package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.router.HeldAlert;
import tocsin.router.RouterView;
import tocsin.router.config.RoutingConfig;
import tocsin.router.matcher.MatcherMode;

/**
 * {@code GET /api/v2/alerts} and {@code /api/v2/alerts/groups}.
 *
 * <pre>
 *   routing context   copy references            look at what was picked, some at a time
 *   worker                            filter                                            sort > encode chunk by chunk
 *   this context      parse parameters                                                  send
 * </pre>
 */
final class AlertsApi {
    private final Vertx vertx;
    private final RouterAccess router;
    private final MatcherMode matchers;
    private final Supplier<@Nullable RoutingConfig> config;

    AlertsApi(Vertx vertx, RouterAccess router, MatcherMode matchers, Supplier<@Nullable RoutingConfig> config) {
        this.vertx = vertx;
        this.router = router;
        this.matchers = matchers;
        this.config = config;
    }

    /** All alerts of one instant, and the means to look closer. */
    private record Asked(RouterView view, List<HeldAlert> alerts) {
        Instant openEnd() {
            return view.openEnd();
        }
    }

    void alerts(RoutingContext context) {
        AlertsQuery query = query(context);
        answer(
                context,
                picked(query)
                        .compose(asked -> router.ask(owner -> asked.view().judge(asked.alerts(), query.receivers()))
                                .compose(views -> onWorker(() -> AlertPieces.of(views, query, asked.openEnd())))));
    }

    void groups(RoutingContext context) {
        AlertsQuery query = query(context);
        answer(
                context,
                picked(query)
                        .compose(asked -> router.ask(owner -> asked.view().groups(asked.alerts(), query.receivers()))
                                .compose(groups -> onWorker(() -> GroupPieces.of(groups, query, asked.openEnd())))));
    }

    private AlertsQuery query(RoutingContext context) {
        return AlertsQuery.of(QueryParameters.of(context), matchers, config.get());
    }

    /** What the labels alone decide is decided first, and where it holds up nobody. */
    private Future<Asked> picked(AlertsQuery query) {
        return router.ask(owner -> {
                    RouterView view = owner.view();
                    return view.alerts().map(alerts -> new Asked(view, alerts));
                })
                .compose(asked -> query.labels().isEmpty()
                        ? Future.succeededFuture(asked)
                        : onWorker(() -> new Asked(asked.view(), query.pick(asked.alerts()))));
    }

    private <T> Future<T> onWorker(Supplier<T> work) {
        return vertx.executeBlocking(work::get, false);
    }

    private void answer(RoutingContext context, Future<? extends Pieces> pieces) {
        pieces.onSuccess(written -> StreamedAnswer.send(vertx, context, written))
                .onFailure(failure -> Answers.handlerFailure(context, failure));
    }
}
