package tocsin.server.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.server.metrics.HttpMetrics;
import tocsin.server.transport.Exchange;

/** Prometheus' {@code /api/v1/rules} and {@code /api/v1/alerts}, and what Grafana asks to know whom it talks to. */
final class RulesApi {
    private final Vertx vertx;
    private final Supplier<List<GroupSnapshot>> groups;
    private final BooleanSupplier ready;
    private final String version;

    RulesApi(Vertx vertx, Supplier<List<GroupSnapshot>> groups, BooleanSupplier ready, String version) {
        this.vertx = vertx;
        this.groups = groups;
        this.ready = ready;
        this.version = version;
    }

    void mount(Router router, HttpMetrics metrics) {
        at(router, "/api/v1/rules", metrics).handler(this::requireReady).handler(this::rules);
        at(router, "/api/v1/alerts", metrics).handler(this::requireReady).handler(this::alerts);
        at(router, "/api/v1/status/buildinfo", metrics).handler(this::buildInfo);
    }

    private static Route at(Router router, String path, HttpMetrics metrics) {
        HttpMetrics.Handler named = metrics.api(path);
        return router.get(path).handler(context -> {
            Exchange.of(context).handledBy(named);
            context.next();
        });
    }

    private void requireReady(RoutingContext context) {
        if (ready.getAsBoolean()) {
            context.next();
        } else {
            ManagementApi.notReady(context);
        }
    }

    private void rules(RoutingContext context) {
        RulesQuery query;
        RulesPage page;
        try {
            query = RulesQuery.of(context.queryParams());
            page = query.page(groups.get());
        } catch (IllegalArgumentException e) {
            Answers.prometheusError(context, 400, "bad_data", String.valueOf(e.getMessage()));
            return;
        }
        StreamedAnswer.send(vertx, context, RulesPieces.rules(page, query.excludeAlerts()));
    }

    private void alerts(RoutingContext context) {
        StreamedAnswer.send(vertx, context, RulesPieces.alerts(groups.get()));
    }

    private void buildInfo(RoutingContext context) {
        StreamedAnswer.send(vertx, context, RulesPieces.buildInfo(version));
    }
}
