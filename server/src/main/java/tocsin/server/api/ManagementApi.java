package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** {@code /-/healthy}, {@code /-/ready} and {@code /-/reload}. */
final class ManagementApi {
    private static final String HEALTHY = "/-/healthy";
    private static final String READY = "/-/ready";
    private static final String RELOAD = "/-/reload";

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
        router.get(HEALTHY).handler(context -> Answers.text(context, 200, "OK"));
        router.head(HEALTHY).handler(context -> Answers.text(context, 200, "OK"));
        router.route(HEALTHY).handler(context -> Answers.refuseMethod(context, "GET, HEAD"));
        router.get(READY).handler(this::ready);
        router.head(READY).handler(this::ready);
        router.route(READY).handler(context -> Answers.refuseMethod(context, "GET, HEAD"));
        router.post(RELOAD).handler(this::reload);
        router.put(RELOAD).handler(this::reload);
        router.route(RELOAD).handler(context -> Answers.refuseMethod(context, "POST, PUT"));
    }

    private void ready(RoutingContext context) {
        if (ready.getAsBoolean()) {
            Answers.text(context, 200, "OK");
        } else {
            notReady(context);
        }
    }

    static void notReady(RoutingContext context) {
        context.response().putHeader("X-Prometheus-Stopping", "false");
        Answers.text(context, 503, "Service Unavailable");
    }

    private void reload(RoutingContext context) {
        reload.get()
                .onSuccess(done -> context.response().end())
                .onFailure(failure ->
                        Answers.text(context, 500, "failed to reload config: " + failure.getMessage() + "\n"));
    }
}
