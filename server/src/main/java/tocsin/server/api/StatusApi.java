package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.router.config.RoutingConfig;
import tocsin.server.metrics.BuildMetrics;

/** {@code GET /api/v2/status}. */
final class StatusApi {
    /** Of these there is nothing to say, but clients read them without looking whether they are there. */
    private static final List<String> UNKNOWN = List.of("branch", "buildDate", "buildUser", "goVersion", "revision");

    private final Vertx vertx;
    private final Supplier<@Nullable RoutingConfig> config;
    private final Instant startedAt;

    StatusApi(Vertx vertx, Supplier<@Nullable RoutingConfig> config, Instant startedAt) {
        this.vertx = vertx;
        this.config = config;
        this.startedAt = startedAt;
    }

    void status(RoutingContext context) {
        RoutingConfig inForce = config.get();
        String shown = inForce == null ? "" : inForce.redacted();
        StreamedAnswer.send(vertx, context, json -> {
            json.writeStartObject();
            cluster(json);
            json.writeObjectFieldStart("config");
            json.writeStringField("original", shown);
            json.writeEndObject();
            json.writeStringField("uptime", ApiTime.text(startedAt));
            version(json);
            json.writeEndObject();
            return false;
        });
    }

    private static void cluster(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("cluster");
        json.writeArrayFieldStart("peers");
        json.writeEndArray();
        json.writeStringField("status", "disabled");
        json.writeEndObject();
    }

    /** The version of Alertmanager whose API this is: amtool compares it with its own. */
    private static void version(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("versionInfo");
        for (String field : UNKNOWN) {
            json.writeStringField(field, "");
        }
        json.writeStringField("version", BuildMetrics.COMPATIBLE_ALERTMANAGER);
        json.writeEndObject();
    }
}
