package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleSnapshot;
import tocsin.model.NameValues;
import tocsin.rules.AlertingRule;

/** Writes rules and alerts as Prometheus does; fields of our own come last, as clients ignore what they do not know. */
final class RulesJson {
    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final JsonGenerator json;

    RulesJson(JsonGenerator json) {
        this.json = json;
    }

    static void buildInfo(JsonGenerator json, String version) throws IOException {
        json.writeStartObject();
        json.writeStringField("version", version);
        json.writeStringField("revision", "");
        json.writeStringField("branch", "");
        json.writeStringField("buildUser", "");
        json.writeStringField("buildDate", "");
        json.writeStringField("goVersion", "");
        json.writeEndObject();
    }

    void group(GroupSnapshot group, boolean excludeAlerts) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", group.group().name());
        json.writeStringField("file", group.group().file());
        json.writeArrayFieldStart("rules");
        for (RuleSnapshot rule : group.rules()) {
            rule(rule, excludeAlerts);
        }
        json.writeEndArray();
        seconds("interval", group.interval());
        json.writeNumberField("limit", group.group().limit());
        seconds("evaluationTime", group.evaluationTime());
        time("lastEvaluation", group.lastEvaluation());
        json.writeEndObject();
    }

    private void rule(RuleSnapshot rule, boolean excludeAlerts) throws IOException {
        json.writeStartObject();
        if (rule.rule() instanceof AlertingRule alerting) {
            json.writeStringField("state", rule.state().map(RulesJson::text).orElse("unknown"));
            json.writeStringField("name", alerting.name());
            json.writeStringField("query", alerting.expression().canonical());
            seconds("duration", alerting.holdDuration());
            seconds("keepFiringFor", alerting.keepFiringFor());
            map("labels", alerting.labels());
            map("annotations", alerting.annotations());
            alertsOf(rule, excludeAlerts);
        } else {
            json.writeStringField("name", rule.rule().name());
            json.writeStringField("query", rule.rule().expression().canonical());
            map("labels", rule.rule().labels());
        }
        health(rule);
        json.writeStringField("type", rule.rule() instanceof AlertingRule ? "alerting" : "recording");
        if (rule.unknownSince() != null) {
            time("unknownSince", rule.unknownSince());
        }
        texts("warnings", rule.warnings());
        texts("infos", rule.infos());
        json.writeEndObject();
    }

    private void alertsOf(RuleSnapshot rule, boolean excludeAlerts) throws IOException {
        if (excludeAlerts) {
            json.writeNullField("alerts");
            return;
        }
        json.writeArrayFieldStart("alerts");
        activeAlerts(rule);
        json.writeEndArray();
    }

    private void health(RuleSnapshot rule) throws IOException {
        json.writeStringField("health", rule.health().name().toLowerCase(Locale.ROOT));
        if (rule.lastError() != null) {
            json.writeStringField("lastError", rule.lastError());
        }
        seconds("evaluationTime", rule.evaluationTime());
        time("lastEvaluation", rule.lastEvaluation());
    }

    void activeAlerts(RuleSnapshot rule) throws IOException {
        for (ActiveAlert alert : rule.alerts().all()) {
            if (alert.isActive()) {
                alert(alert);
            }
        }
    }

    private void alert(ActiveAlert alert) throws IOException {
        json.writeStartObject();
        pairs("labels", alert.labels());
        pairs("annotations", alert.annotations());
        json.writeStringField("state", text(alert.state()));
        time("activeAt", alert.activeAt());
        if (alert.keepFiringSince() != null) {
            time("keepFiringSince", alert.keepFiringSince());
        }
        json.writeStringField("value", ExponentForm.of(alert.value()));
        json.writeEndObject();
    }

    private static String text(ActiveAlert.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void pairs(String field, NameValues pairs) throws IOException {
        json.writeObjectFieldStart(field);
        for (int i = 0; i < pairs.size(); i++) {
            json.writeStringField(pairs.name(i), pairs.value(i));
        }
        json.writeEndObject();
    }

    private void map(String field, Map<String, String> map) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : map.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    /** Left out when there are none. */
    private void texts(String field, List<String> texts) throws IOException {
        if (!texts.isEmpty()) {
            json.writeArrayFieldStart(field);
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        }
    }

    /** Whole seconds without a fraction, as Go writes numbers. */
    private void seconds(String field, Duration duration) throws IOException {
        long nanos = duration.toNanos();
        if (nanos % NANOS_PER_SECOND == 0) {
            json.writeNumberField(field, nanos / NANOS_PER_SECOND);
        } else {
            json.writeNumberField(field, nanos / (double) NANOS_PER_SECOND);
        }
    }

    private void time(String field, @Nullable Instant time) throws IOException {
        json.writeStringField(field, (time == null ? NEVER : time).toString());
    }
}
