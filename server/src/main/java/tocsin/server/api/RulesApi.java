package tocsin.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tocsin.evaluator.group.GroupSnapshot;

/** Prometheus' {@code /api/v1/rules} and {@code /api/v1/alerts}, and what Grafana asks to know whom it talks to. */
final class RulesApi {
    private static final JsonFactory JSON = new JsonFactory();

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

    void mount(Router router) {
        router.get("/api/v1/rules").handler(this::requireReady).handler(this::rules);
        router.get("/api/v1/alerts").handler(this::requireReady).handler(this::alerts);
        router.get("/api/v1/status/buildinfo").handler(this::buildInfo);
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
        respond(context, json -> new RulesJson(json).rules(page, query.excludeAlerts()));
    }

    private void alerts(RoutingContext context) {
        List<GroupSnapshot> all = groups.get();
        respond(context, json -> new RulesJson(json).alerts(all));
    }

    private void buildInfo(RoutingContext context) {
        respond(context, json -> RulesJson.buildInfo(json, version));
    }

    /** Writes the {@code data} of an answer. */
    private interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    /** Snapshots are immutable and may hold a hundred thousand alerts: they are written on a worker. */
    private void respond(RoutingContext context, Data data) {
        vertx.executeBlocking(() -> envelope(data), false)
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "application/json")
                        .end(text))
                .onFailure(context::fail);
    }

    private static Buffer envelope(Data data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 12);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("status", "success");
            json.writeFieldName("data");
            data.write(json);
            json.writeEndObject();
        }
        return Buffer.buffer(out.toByteArray());
    }
}
