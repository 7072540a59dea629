package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.delivery.IntegrationId;
import tocsin.delivery.NotifyReason;
import tocsin.router.pipeline.Decision;
import tocsin.router.pipeline.FlushRecord;

/** Writes what became of one notification: an outcome for an integration in a flush. */
final class NotificationJson {
    private static final String DELIVERED = "delivered";
    private static final String FAILED = "failed";
    private static final String STOPPED = "stopped";
    private static final String ONLY_RECORDED = "only recorded";
    static final List<String> OUTCOMES = List.of(DELIVERED, FAILED, STOPPED, ONLY_RECORDED);

    private NotificationJson() {}

    /** Every decision in one form. */
    private record Outcome(String outcome, IntegrationId integration, NotifyReason reason, int attempts) {}

    private static @Nullable Outcome of(Decision decision) {
        if (decision instanceof Decision.Delivered some) {
            return new Outcome(DELIVERED, some.integration(), some.reason(), some.attempts());
        }
        if (decision instanceof Decision.NotDelivered some) {
            return new Outcome(FAILED, some.integration(), some.reason(), some.attempts());
        }
        if (decision instanceof Decision.Stopped some) {
            return new Outcome(STOPPED, some.integration(), some.reason(), some.attempts());
        }
        return decision instanceof Decision.OnlyRecorded some
                ? new Outcome(ONLY_RECORDED, some.integration(), some.reason(), 0)
                : null;
    }

    /** Whose outcome it is; null when the decision is none. */
    static @Nullable IntegrationId integration(Decision decision) {
        Outcome outcome = of(decision);
        return outcome == null ? null : outcome.integration();
    }

    /** Empty when the decision is none. */
    static String outcome(Decision decision) {
        Outcome outcome = of(decision);
        return outcome == null ? "" : outcome.outcome();
    }

    static void write(JsonGenerator json, FlushRecord flush, Decision decision) throws IOException {
        Outcome outcome = of(decision);
        if (outcome == null) {
            return;
        }
        json.writeStartObject();
        json.writeStringField("at", ApiTime.text(flush.at()));
        json.writeStringField("receiver", flush.receiver());
        json.writeStringField("integration", outcome.integration().toString());
        json.writeStringField("outcome", outcome.outcome());
        json.writeStringField("reason", outcome.reason().text());
        json.writeNumberField("attempts", outcome.attempts());
        group(json, flush);
        Decision.Delivered delivered = decision instanceof Decision.Delivered some ? some : null;
        json.writeBooleanField("unsureBefore", delivered != null && delivered.unsureBefore());
        json.writeArrayFieldStart("notes");
        for (String note : delivered == null ? List.<String>of() : delivered.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        failure(json, decision);
        json.writeEndObject();
    }

    private static void group(JsonGenerator json, FlushRecord flush) throws IOException {
        json.writeStringField("routeId", flush.routeId());
        json.writeStringField("groupKey", flush.groupKey());
        json.writeObjectFieldStart("groupLabels");
        for (int i = 0; i < flush.group().labels().size(); i++) {
            json.writeStringField(
                    flush.group().labels().name(i), flush.group().labels().value(i));
        }
        json.writeEndObject();
        json.writeNumberField("flush", flush.number());
        json.writeNumberField("firing", flush.firing());
        json.writeNumberField("resolved", flush.resolved());
        json.writeNumberField(
                "heldBack",
                flush.decisions().stream()
                        .mapToInt(each -> each instanceof Decision.HeldBack held ? held.alerts() : 0)
                        .sum());
    }

    private static void failure(JsonGenerator json, Decision decision) throws IOException {
        if (!(decision instanceof Decision.NotDelivered failed)) {
            json.writeNullField("failure");
            return;
        }
        json.writeObjectFieldStart("failure");
        json.writeStringField("reason", failed.failure().label());
        json.writeStringField("message", failed.message());
        json.writeEndObject();
    }
}
