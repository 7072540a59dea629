package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;
import tocsin.router.config.Receiver;
import tocsin.router.config.RoutingConfig;
import tocsin.router.matcher.MatcherMode;

/** {@code GET /api/v2/receivers}: all of the file, those too that no route names. */
final class ReceiversApi {
    private static final String MATCHERS = "receiver_matchers";

    private final Vertx vertx;
    private final MatcherMode mode;
    private final Supplier<@Nullable RoutingConfig> config;

    ReceiversApi(Vertx vertx, MatcherMode mode, Supplier<@Nullable RoutingConfig> config) {
        this.vertx = vertx;
        this.mode = mode;
        this.config = config;
    }

    static List<Matcher> matchers(QueryParameters parameters, MatcherMode mode) {
        return parameters.matchers(MATCHERS, mode, "failed to parse receiver_matchers param: ");
    }

    void receivers(RoutingContext context) {
        List<Matcher> matchers = matchers(QueryParameters.of(context), mode);
        RoutingConfig inForce = config.get();
        List<Receiver> all = inForce == null ? List.of() : inForce.receivers();
        StreamedAnswer.send(vertx, context, json -> {
            json.writeStartArray();
            for (Receiver receiver : all) {
                if (AlertsQuery.matchesAll(matchers, Labels.of(receiver.labels()))) {
                    write(json, receiver);
                }
            }
            json.writeEndArray();
            return false;
        });
    }

    private static void write(JsonGenerator json, Receiver receiver) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : receiver.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeStringField("name", receiver.name());
        json.writeEndObject();
    }
}
