package tocsin.server.demo.inbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what was posted. Whatever is missing or of another type is empty: a receiver looks at what it gets. */
final class Posts {
    private Posts() {}

    /** @param room the end of the URL, shown when the post names no channel */
    static Message slack(String room, JsonObject json) {
        String channel = text(json, "channel");
        return new Message.SlackPost(
                channel.isEmpty() ? room : channel,
                text(json, "username"),
                text(json, "text"),
                objects(json, "attachments").map(Posts::attachment).toList());
    }

    private static Message.Attachment attachment(JsonObject json) {
        return new Message.Attachment(
                text(json, "color"),
                text(json, "pretext"),
                text(json, "title"),
                text(json, "title_link"),
                text(json, "text"),
                text(json, "footer"),
                objects(json, "fields").map(Posts::field).toList());
    }

    private static Message.Field field(JsonObject json) {
        return new Message.Field(text(json, "title"), text(json, "value"), Boolean.TRUE.equals(json.getValue("short")));
    }

    static Message webhook(String path, JsonObject json) {
        return new Message.WebhookCall(
                path,
                text(json, "status").toUpperCase(Locale.ROOT),
                text(json, "notification_reason"),
                objects(json, "alerts").map(Posts::alert).toList(),
                json.encodePrettily());
    }

    private static Message.CalledAlert alert(JsonObject json) {
        return new Message.CalledAlert(
                text(json, "status"),
                texts(json, "labels"),
                texts(json, "annotations").getOrDefault("summary", ""));
    }

    private static Map<String, String> texts(JsonObject json, String key) {
        Map<String, String> texts = new TreeMap<>();
        if (json.getValue(key) instanceof JsonObject object) {
            object.forEach(entry -> texts.put(entry.getKey(), String.valueOf(entry.getValue())));
        }
        return texts;
    }

    private static String text(JsonObject json, String key) {
        return json.getValue(key) instanceof String text ? text : "";
    }

    private static Stream<JsonObject> objects(JsonObject json, String key) {
        List<?> values = json.getValue(key) instanceof JsonArray array ? array.getList() : List.of();
        return new JsonArray(values)
                .stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }
}
