package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An answer of {@code /api/tocsin/v1/explain} for people: the sentence, the gates in columns, and what comes next. */
final class ExplanationText {
    private static final int WIDTH = 100;
    private static final int GATE = 13;
    private static final int EFFECT = 13;

    private final List<String> lines = new ArrayList<>();

    private ExplanationText() {}

    static String of(JsonObject explanation) {
        ExplanationText text = new ExplanationText();
        text.wrap("", explanation.getString("sentence"));
        text.lines.add("");
        text.gates("", explanation.getJsonArray("gates"));
        objects(explanation.getJsonArray("groups")).forEach(text::group);
        text.next(explanation);
        explanation.getJsonArray("remarks").forEach(remark -> text.wrap("", "Note: " + remark));
        return String.join("\n", text.lines);
    }

    private void group(JsonObject group) {
        lines.add("");
        wrap("", "Receiver %s, group %s".formatted(group.getString("receiver"), group.getString("groupKey")));
        gates("  ", group.getJsonArray("gates"));
        for (JsonObject integration : objects(group.getJsonArray("integrations"))) {
            lines.add("  " + integration.getString("integration"));
            gates("    ", integration.getJsonArray("gates"));
        }
    }

    private void gates(String indentation, JsonArray gates) {
        for (JsonObject gate : objects(gates)) {
            String columns = padded(gate.getString("gate"), GATE) + padded(gate.getString("effect"), EFFECT);
            wrap(indentation + columns, gate.getString("text"));
        }
    }

    private void next(JsonObject explanation) {
        lines.add("");
        lines.add("Next:");
        List<JsonObject> integrations = objects(explanation.getJsonArray("groups")).stream()
                .flatMap(group -> objects(group.getJsonArray("integrations")).stream())
                .toList();
        integrations.forEach(integration -> wrap(
                "  " + padded(integration.getString("integration") + " ", GATE + EFFECT - 2),
                integration.getJsonObject("next").getString("text")));
        if (integrations.isEmpty()) {
            lines.add("  nobody is told");
        }
    }

    private static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** Further lines stand below the text, not below what is before it; what others wrote cannot break them. */
    private void wrap(String before, String text) {
        String line = before;
        boolean empty = true;
        for (String word : TextTable.oneLine(text).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.stripTrailing());
                line = " ".repeat(before.length());
                empty = true;
            }
            line += (empty ? "" : " ") + word;
            empty = false;
        }
        lines.add(line.stripTrailing());
    }
}
