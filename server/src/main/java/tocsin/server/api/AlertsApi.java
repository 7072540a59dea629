package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import tocsin.router.ingest.PostProblem;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;

/** {@code /api/v2/alerts}: alerts that others send. */
final class AlertsApi {
    private static final String PATH = "/api/v2/alerts";
    /** Larger bodies are read on a worker; below, the hop costs more than the reading. */
    private static final int LARGE_BODY = 1 << 20;

    private final Vertx vertx;
    private final Function<List<PostedAlert>, Future<PostResult>> intake;
    private final BooleanSupplier ready;
    private final long maxBodyBytes;
    private final PostedAlertsReader reader = new PostedAlertsReader();

    AlertsApi(
            Vertx vertx,
            Function<List<PostedAlert>, Future<PostResult>> intake,
            BooleanSupplier ready,
            long maxBodyBytes) {
        this.vertx = vertx;
        this.intake = intake;
        this.ready = ready;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** What is refused for its headers is refused before its body is read. */
    void mount(Router router) {
        router.post(PATH).handler(this::negotiate);
        router.post(PATH)
                .handler(BodyHandler.create(false).setBodyLimit(maxBodyBytes).setPreallocateBodyBuffer(true));
        router.post(PATH).handler(this::post);
        router.route(PATH).handler(AlertsApi::refuseMethod);
    }

    private void negotiate(RoutingContext context) {
        if (!ready.getAsBoolean()) {
            throw ApiFailure.of(503, "Tocsin is still starting; send again");
        }
        HttpServerRequest request = context.request();
        if (hasBody(request)) {
            Negotiation.requireJsonBody(request.getHeader("Content-Type"));
        }
        Negotiation.requireJsonAccepted(request.getHeader("Accept"));
        context.next();
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null ? request.getHeader("Transfer-Encoding") != null : !length.equals("0");
    }

    private void post(RoutingContext context) {
        Buffer body = context.body().buffer();
        read(body == null ? new byte[0] : body.getBytes())
                .compose(intake)
                .onSuccess(result -> answer(context, result))
                .onFailure(failure -> fail(context, failure));
    }

    private Future<List<PostedAlert>> read(byte[] body) {
        if (body.length > LARGE_BODY) {
            return vertx.executeBlocking(() -> new PostedAlertsReader().read(body), false);
        }
        return Future.succeededFuture(reader.read(body));
    }

    private static void answer(RoutingContext context, PostResult result) {
        if (result.problems().isEmpty()) {
            // Senders take gzip; a compressor for nothing would cost more than the alerts.
            context.response().putHeader("Content-Encoding", "identity").end();
            return;
        }
        String texts = result.problems().stream().map(PostProblem::message).collect(Collectors.joining("\n"));
        Answers.json(context, 400, JsonText.quote(texts) + "\n");
    }

    private static void fail(RoutingContext context, Throwable failure) {
        if (failure instanceof ApiFailure) {
            context.fail(failure);
        } else {
            Answers.logFailure(context, failure);
            Answers.json(context, 500, JsonText.quote(ApiFailure.INTERNAL) + "\n");
        }
    }

    private static void refuseMethod(RoutingContext context) {
        context.response().putHeader("Allow", "POST");
        throw ApiFailure.of(
                405,
                "method %s is not allowed, but [POST] are"
                        .formatted(context.request().method()));
    }
}
