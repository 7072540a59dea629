package tocsin.server.api;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tocsin.server.transport.Exchange;

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

    void mount(PlainRoutes routes) {
        routes.at("/-/healthy")
                .get(context -> Answers.text(context, 200, "OK"))
                .head(context -> Answers.text(context, 200, "OK"))
                .only();
        routes.at("/-/ready").get(this::ready).head(this::ready).only();
        routes.at("/-/reload").post(this::reload).only();
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

    /** Answered when it is done, however long it takes: told of a time-out, people would reload again what goes on. */
    private void reload(RoutingContext context) {
        Exchange.of(context).takeYourTime();
        reload.get()
                .onSuccess(done -> Answers.empty(context, 200))
                .onFailure(failure ->
                        Answers.text(context, 500, "failed to reload config: " + failure.getMessage() + "\n"));
    }
}
