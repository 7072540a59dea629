package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;
import tocsin.router.HeldAlert;
import tocsin.router.Router;
import tocsin.router.RouterView;
import tocsin.router.silence.SilenceOutcome;
import tocsin.router.silence.SilenceRequest;

/**
 * {@code POST /api/tocsin/v1/silences/preview}: what a silence would do.
 *
 * <pre>
 *   routing context   rehearse, copy references            look at what was picked, some at a time
 *   worker                                       match                                              encode
 * </pre>
 */
final class SilencePreviewApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000_000;

    private final Vertx vertx;
    private final RouterAccess router;
    private final Requester requester;
    private final SilenceAuthor author;

    SilencePreviewApi(Vertx vertx, RouterAccess router, Requester requester, SilenceAuthor author) {
        this.vertx = vertx;
        this.router = router;
        this.requester = requester;
        this.author = author;
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/tocsin/v1/silences/preview").post(this::preview).only();
    }

    /** @param alerts all of them at first, then those that the request names */
    private record Asked(RouterView view, SilenceOutcome outcome, int total, List<HeldAlert> alerts) {
        Asked named(SilenceRequest request) {
            List<HeldAlert> named = alerts.stream()
                    .filter(held -> request.matches(held.alert().labels()))
                    .toList();
            return new Asked(view, outcome, total, named);
        }
    }

    private void preview(RoutingContext context) {
        int limit = QueryParameters.of(context).number("limit", DEFAULT_LIMIT, MOST);
        byte[] body = Answers.body(context);
        vertx.executeBlocking(() -> SilenceReader.readForPreview(body))
                .map(request -> author.sign(request, requester.user(context)))
                .compose(request -> preview(request, limit))
                .onSuccess(preview -> StreamedAnswer.send(vertx, context, preview))
                .onFailure(context::fail);
    }

    private Future<SilencePreview> preview(SilenceRequest request, int limit) {
        return router.ask(owner -> ask(owner, request))
                .compose(asked -> onWorker(() -> asked.named(request)))
                .compose(asked -> router.ask(owner -> asked.view().judge(asked.alerts(), anyReceiver -> true))
                        .compose(views -> onWorker(() -> new SilencePreview(
                                request,
                                asked.outcome(),
                                asked.total(),
                                views,
                                limit,
                                asked.view().openEnd()))));
    }

    private static Future<Asked> ask(Router owner, SilenceRequest request) {
        SilenceOutcome outcome = owner.silences().rehearse(request);
        RouterView view = owner.view();
        return view.alerts().map(alerts -> new Asked(view, outcome, alerts.size(), alerts));
    }

    private <T> Future<T> onWorker(Supplier<T> work) {
        return vertx.executeBlocking(work::get, false);
    }
}
