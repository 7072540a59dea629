package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.router.Router;
import tocsin.router.pipeline.IntegrationHealth;

/** {@code GET /api/tocsin/v1/receivers}: how the integrations fare to which routes lead. */
final class ReceiverHealthApi {
    private final Vertx vertx;
    private final RouterAccess router;

    ReceiverHealthApi(Vertx vertx, RouterAccess router) {
        this.vertx = vertx;
        this.router = router;
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/tocsin/v1/receivers").get(this::list).only();
    }

    private void list(RoutingContext context) {
        router.ask(owner -> Future.succeededFuture(owner).map(Router::integrationHealth))
                .onSuccess(health -> StreamedAnswer.send(vertx, context, new Listing(health)))
                .onFailure(context::fail);
    }

    private static final class Listing implements Pieces {
        private final Iterator<Map.Entry<String, List<IntegrationHealth>>> receivers;
        private boolean begun;

        Listing(Map<String, List<IntegrationHealth>> receivers) {
            this.receivers = receivers.entrySet().iterator();
        }

        @Override
        public boolean writeNext(JsonGenerator json) throws IOException {
            if (!begun) {
                json.writeStartArray();
                begun = true;
            }
            if (!receivers.hasNext()) {
                json.writeEndArray();
                return false;
            }
            Map.Entry<String, List<IntegrationHealth>> receiver = receivers.next();
            json.writeStartObject();
            json.writeStringField("name", receiver.getKey());
            json.writeArrayFieldStart("integrations");
            for (IntegrationHealth health : receiver.getValue()) {
                write(json, health);
            }
            json.writeEndArray();
            json.writeEndObject();
            return true;
        }
    }

    private static void write(JsonGenerator json, IntegrationHealth health) throws IOException {
        json.writeStartObject();
        json.writeStringField("integration", health.integration().toString());
        json.writeBooleanField("well", health.isWell());
        time(json, "lastSuccess", health.lastSuccess());
        failure(json, health.lastFailure());
        json.writeNumberField("failuresInARow", health.failuresInARow());
        json.writeNumberField("underWay", health.underWay());
        json.writeNumberField("waiting", health.waiting());
        time(json, "nextAttempt", health.nextAttempt());
        json.writeEndObject();
    }

    private static void failure(JsonGenerator json, IntegrationHealth.@Nullable Failure failure) throws IOException {
        if (failure == null) {
            json.writeNullField("lastFailure");
            return;
        }
        json.writeObjectFieldStart("lastFailure");
        time(json, "at", failure.at());
        json.writeStringField("reason", failure.reason().label());
        json.writeStringField("message", failure.message());
        json.writeEndObject();
    }

    private static void time(JsonGenerator json, String name, @Nullable Instant time) throws IOException {
        json.writeStringField(name, time == null ? null : ApiTime.text(time));
    }
}
