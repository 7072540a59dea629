package tocsin.server.statefile;

import io.vertx.core.json.JsonObject;
import tocsin.server.client.TextTable;

/**
 * Something that is wrong with a state.
 *
 * @param table empty when it is not about one table
 * @param key of the row; empty when it is not about one row
 */
record StateProblem(String table, String key, String reason) {
    /** For people. */
    String text() {
        String place = table.isEmpty() ? "" : key.isEmpty() ? table + ": " : "%s: `%s`: ".formatted(table, key);
        return TextTable.oneLine(place + reason);
    }

    JsonObject json() {
        return new JsonObject().put("table", table).put("key", key).put("reason", reason);
    }
}
