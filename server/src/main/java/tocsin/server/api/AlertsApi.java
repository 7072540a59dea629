package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tocsin.router.ingest.PostProblem;
import tocsin.router.ingest.PostResult;
import tocsin.router.ingest.PostedAlert;

/** {@code /api/v2/alerts}: alerts that others send. */
final class AlertsApi {
    /** Larger bodies are read on a worker; below, the hop costs more than the reading. */
    private static final int LARGE_BODY = 1 << 20;

    private final Vertx vertx;
    private final Function<List<PostedAlert>, Future<PostResult>> intake;
    private final BooleanSupplier ready;
    private final PostedAlertsReader reader = new PostedAlertsReader();

    AlertsApi(Vertx vertx, Function<List<PostedAlert>, Future<PostResult>> intake, BooleanSupplier ready) {
        this.vertx = vertx;
        this.intake = intake;
        this.ready = ready;
    }

    void mount(Router router) {
        router.post("/api/v2/alerts").handler(this::post);
    }

    private void post(RoutingContext context) {
        if (!ready.getAsBoolean()) {
            throw ApiFailure.of(503, "Tocsin is still starting; send again");
        }
        Buffer body = context.body().buffer();
        if (body != null && body.length() > 0) {
            requireJson(context.request().getHeader("Content-Type"));
        }
        read(body == null ? new byte[0] : body.getBytes())
                .compose(intake)
                .onSuccess(result -> answer(context, result))
                .onFailure(context::fail);
    }

    private Future<List<PostedAlert>> read(byte[] body) {
        if (body.length > LARGE_BODY) {
            return vertx.executeBlocking(() -> new PostedAlertsReader().read(body), false);
        }
        return Future.succeededFuture(reader.read(body));
    }

    private static void requireJson(@Nullable String contentType) {
        String type = contentType == null ? "application/octet-stream" : contentType;
        String media = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!media.equals("application/json")) {
            throw ApiFailure.of(
                    415, "unsupported media type \"%s\", only [application/json] are allowed".formatted(type));
        }
    }

    private static void answer(RoutingContext context, PostResult result) {
        if (result.problems().isEmpty()) {
            context.response().setStatusCode(200).end();
            return;
        }
        String texts = result.problems().stream().map(PostProblem::message).collect(Collectors.joining("\n"));
        context.response()
                .setStatusCode(400)
                .putHeader("Content-Type", "application/json")
                .end(JsonText.quote(texts) + "\n");
    }
}
