package tocsin.server.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.RuleSnapshot;

/**
 * Answers of Prometheus' API in their envelope. A piece is a group or a rule with its alerts: snapshots are immutable and may
 * hold a hundred thousand alerts.
 */
final class RulesPieces<T> implements Pieces {
    /** Writes one element. */
    private interface Element<T> {
        void write(RulesJson json, T element) throws IOException;
    }

    private final String list;
    private final Iterator<T> elements;
    private final Element<T> element;
    private final @Nullable String nextToken;
    private boolean begun;

    private RulesPieces(String list, Iterator<T> elements, Element<T> element, @Nullable String nextToken) {
        this.list = list;
        this.elements = elements;
        this.element = element;
        this.nextToken = nextToken;
    }

    static Pieces rules(RulesPage page, boolean excludeAlerts) {
        return new RulesPieces<>(
                "groups",
                page.groups().iterator(),
                (json, group) -> json.group(group, excludeAlerts),
                page.nextToken());
    }

    static Pieces alerts(List<GroupSnapshot> groups) {
        Iterator<RuleSnapshot> rules =
                groups.stream().flatMap(group -> group.rules().stream()).iterator();
        return new RulesPieces<>("alerts", rules, RulesJson::activeAlerts, null);
    }

    static Pieces buildInfo(String version) {
        return json -> {
            begin(json);
            RulesJson.buildInfo(json, version);
            json.writeEndObject();
            return false;
        };
    }

    @Override
    public boolean writeNext(JsonGenerator json) throws IOException {
        if (!begun) {
            begin(json);
            json.writeStartObject();
            json.writeArrayFieldStart(list);
            begun = true;
        }
        if (elements.hasNext()) {
            element.write(new RulesJson(json), elements.next());
            return true;
        }
        json.writeEndArray();
        if (nextToken != null) {
            json.writeStringField("groupNextToken", nextToken);
        }
        json.writeEndObject();
        json.writeEndObject();
        return false;
    }

    private static void begin(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("status", "success");
        json.writeFieldName("data");
    }
}
