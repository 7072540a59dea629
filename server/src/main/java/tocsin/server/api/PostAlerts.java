package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tocsin.router.ingest.PostProblem;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;

/** {@code POST /api/v2/alerts}: alerts that others send. */
final class PostAlerts {
    /** Larger bodies are read on a worker; below, the hop costs more than the reading. */
    private static final int LARGE_BODY = 1 << 20;

    private static final int MOST_MESSAGES = 1_000;

    private final Vertx vertx;
    private final Function<List<PostedAlert>, Future<PostResult>> intake;
    private final PostedAlertsReader reader = new PostedAlertsReader();

    PostAlerts(Vertx vertx, Function<List<PostedAlert>, Future<PostResult>> intake) {
        this.vertx = vertx;
        this.intake = intake;
    }

    void post(RoutingContext context) {
        read(Answers.body(context))
                .compose(intake)
                .onSuccess(result -> answer(context, result))
                .onFailure(failure -> Answers.handlerFailure(context, failure));
    }

    private Future<List<PostedAlert>> read(byte[] body) {
        if (body.length > LARGE_BODY) {
            return vertx.executeBlocking(() -> new PostedAlertsReader().read(body), false);
        }
        return Future.succeededFuture(reader.read(body));
    }

    private static void answer(RoutingContext context, PostResult result) {
        if (result.overLimit() > 0) {
            context.response().putHeader("Warning", warning(result));
        }
        if (result.problems().isEmpty()) {
            Answers.empty(context, 200);
            return;
        }
        Answers.string(context, 400, messages(result.problems()));
    }

    /** Many alerts fit into a body, and what is wrong with each would be larger than it. */
    private static String messages(List<PostProblem> problems) {
        String first =
                problems.stream().limit(MOST_MESSAGES).map(PostProblem::message).collect(Collectors.joining("\n"));
        return problems.size() <= MOST_MESSAGES
                ? first
                : "%s\nand %d more".formatted(first, problems.size() - MOST_MESSAGES);
    }

    /** Upstream drops them without a word. An error would not do: senders would take the whole batch for lost. */
    private static String warning(PostResult result) {
        return "199 tocsin \"%d of %d alerts dropped: their alertname has as many as --alerts.per-alertname-limit allows\""
                .formatted(result.overLimit(), result.accepted());
    }
}
