package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /-/healthy}, {@code /-/ready} and {@code /-/reload}. */
final class ManagementApi {
    private final BooleanSupplier ready;
    private final Supplier<Future<Void>> reload;

    /**
     * @param ready whether state is restored and the first configuration runs
     * @param reload fails with a message that says what is wrong
     */
    ManagementApi(BooleanSupplier ready, Supplier<Future<Void>> reload) {
        this.ready = ready;
        this.reload = reload;
    }

    void mount(Router router) {
        router.get("/-/healthy").handler(context -> text(context, 200, "OK"));
        router.head("/-/healthy").handler(context -> text(context, 200, ""));
        router.get("/-/ready").handler(this::ready);
        router.head("/-/ready").handler(this::ready);
        router.post("/-/reload").handler(this::reload);
        router.put("/-/reload").handler(this::reload);
    }

    private void ready(RoutingContext context) {
        if (ready.getAsBoolean()) {
            text(context, 200, "OK");
        } else {
            context.response().putHeader("X-Prometheus-Stopping", "false");
            text(context, 503, "Service Unavailable");
        }
    }

    private void reload(RoutingContext context) {
        reload.get()
                .onSuccess(done -> context.response().setStatusCode(200).end())
                .onFailure(failure -> text(context, 500, "failed to reload config: " + failure.getMessage()));
    }

    static void text(RoutingContext context, int status, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(text.isEmpty() ? text : text + "\n");
    }
}
