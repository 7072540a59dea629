package tocsin.server.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** Reads answers of {@code /api/v1/rules}. */
final class RulePages {
    private RulePages() {}

    static JsonObject rule(JsonObject page, String name) {
        return groups(page).stream()
                .flatMap(group -> objects(group.getJsonArray("rules")).stream())
                .filter(rule -> rule.getString("name").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule %s in %s".formatted(name, page.encodePrettily())));
    }

    static List<JsonObject> groups(JsonObject page) {
        return objects(page.getJsonObject("data").getJsonArray("groups"));
    }

    static List<JsonObject> objects(JsonArray array) {
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }
}
