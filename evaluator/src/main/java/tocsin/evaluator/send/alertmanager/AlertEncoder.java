package tocsin.evaluator.send.alertmanager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import tocsin.evaluator.send.RuleAlert;
import tocsin.model.Alert;
import tocsin.model.NameValues;

/**
 * Writes alerts as {@code POST /api/v2/alerts} takes them. Not thread-safe.
 *
 * <p>Times have exactly three fraction digits, as Prometheus writes them. Most alerts of a batch share their times, so
 * the text of the last one is kept.
 */
final class AlertEncoder {
    private static final DateTimeFormatter RFC3339_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final JsonFactory JSON = new JsonFactory();

    private Instant lastStart = Instant.EPOCH;
    private String lastStartText = RFC3339_MILLIS.format(Instant.EPOCH);
    private Instant lastEnd = Instant.EPOCH;
    private String lastEndText = lastStartText;
    private int expectedSize = 1024;

    Buffer encode(List<RuleAlert> alerts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expectedSize);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (RuleAlert alert : alerts) {
                write(json, alert);
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does no I/O", e);
        }
        expectedSize = bytes.size() + bytes.size() / 8;
        return Buffer.buffer(bytes.toByteArray());
    }

    private void write(JsonGenerator json, RuleAlert outgoing) throws IOException {
        Alert alert = outgoing.alert();
        Instant end = alert.endsAt();
        json.writeStartObject();
        write(json, "annotations", alert.annotations());
        json.writeStringField("endsAt", endText(end == null ? outgoing.validUntil() : end));
        json.writeStringField("startsAt", startText(alert.startsAt()));
        json.writeStringField("generatorURL", alert.generatorUrl());
        write(json, "labels", alert.labels());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String field, NameValues texts) throws IOException {
        json.writeObjectFieldStart(field);
        for (int i = 0; i < texts.size(); i++) {
            json.writeStringField(texts.name(i), texts.value(i));
        }
        json.writeEndObject();
    }

    private String startText(Instant start) {
        if (!start.equals(lastStart)) {
            lastStart = start;
            lastStartText = RFC3339_MILLIS.format(start);
        }
        return lastStartText;
    }

    private String endText(Instant end) {
        if (!end.equals(lastEnd)) {
            lastEnd = end;
            lastEndText = RFC3339_MILLIS.format(end);
        }
        return lastEndText;
    }
}
