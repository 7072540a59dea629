package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.router.silence.AuditRecord;
import tocsin.router.silence.AuditedSilence;
import tocsin.router.silence.Silences;

/** {@code GET /api/tocsin/v1/silences/audit}: who changed which silence, when, from where; the newest first. */
final class SilenceAuditApi {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000_000;

    private final Vertx vertx;
    private final RouterAccess router;

    SilenceAuditApi(Vertx vertx, RouterAccess router) {
        this.vertx = vertx;
        this.router = router;
    }

    void mount(ApiRoutes routes) {
        routes.at("/api/tocsin/v1/silences/audit").get(this::list).only();
    }

    private void list(RoutingContext context) {
        QueryParameters parameters = QueryParameters.of(context);
        String id = SilenceId.normal(parameters.text("id"));
        int limit = parameters.number("limit", DEFAULT_LIMIT, MOST);
        router.ask(owner -> Future.succeededFuture(latest(owner.silences(), id, limit)))
                .onSuccess(records -> StreamedAnswer.send(vertx, context, new Listing(records)))
                .onFailure(context::fail);
    }

    private static List<AuditRecord> latest(Silences silences, String id, int limit) {
        return id.isEmpty() ? silences.audit(limit) : silences.audit(id, limit);
    }

    private static final class Listing implements Pieces {
        private final Iterator<AuditRecord> records;
        private boolean begun;

        Listing(List<AuditRecord> records) {
            this.records = records.iterator();
        }

        @Override
        public boolean writeNext(JsonGenerator json) throws IOException {
            if (!begun) {
                json.writeStartArray();
                begun = true;
            }
            if (!records.hasNext()) {
                json.writeEndArray();
                return false;
            }
            write(json, records.next());
            return true;
        }
    }

    private static void write(JsonGenerator json, AuditRecord change) throws IOException {
        json.writeStartObject();
        json.writeStringField("at", ApiTime.text(change.at()));
        json.writeStringField("action", change.action().word());
        json.writeStringField("user", change.origin().user());
        json.writeStringField("remoteAddress", change.origin().remoteAddress());
        json.writeStringField("forwardedFor", change.origin().forwardedFor());
        json.writeStringField("reason", change.reason());
        write(json, "before", change.before());
        write(json, "after", change.after());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, @Nullable AuditedSilence silence) throws IOException {
        if (silence == null) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeStringField("id", silence.id());
        json.writeArrayFieldStart("matchers");
        for (String matcher : silence.matchers()) {
            json.writeString(matcher);
        }
        json.writeEndArray();
        json.writeStringField("startsAt", ApiTime.text(silence.startsAt()));
        json.writeStringField("endsAt", ApiTime.text(silence.endsAt()));
        json.writeStringField("createdBy", silence.createdBy());
        json.writeStringField("comment", silence.comment());
        json.writeEndObject();
    }
}
