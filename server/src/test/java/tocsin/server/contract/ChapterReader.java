package tocsin.server.contract;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads a chapter; a key that it does not know is a mistake. */
final class ChapterReader {
    private static final String DEFAULT_ROUTING = "route: {receiver: ops}\nreceivers: [{name: ops}]\n";
    private static final Set<String> KEYS =
            Set.of("name", "send", "headers", "body", "bytes", "capture", "until", "advance", "differs");

    private final String chapter;

    private ChapterReader(String chapter) {
        this.chapter = chapter;
    }

    static Chapter read(String name, String text) {
        Map<String, Object> top = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        ChapterReader reader = new ChapterReader(name);
        List<Exchange> exchanges = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Object each : (List<?>) top.getOrDefault("requests", List.of())) {
            Exchange exchange = reader.exchange(map(each));
            if (!names.add(exchange.name())) {
                throw reader.wrong(exchange.name() + " is there twice");
            }
            exchanges.add(exchange);
        }
        return new Chapter(
                name,
                String.valueOf(top.getOrDefault("routing", DEFAULT_ROUTING)),
                limits(map(top.getOrDefault("limits", Map.of()))),
                exchanges);
    }

    private static Chapter.Limits limits(Map<String, Object> limits) {
        return limits.isEmpty()
                ? Chapter.Limits.NONE
                : new Chapter.Limits(
                        (Integer) limits.getOrDefault("silences", 0),
                        (Integer) limits.getOrDefault("silence_bytes", 0),
                        (Integer) limits.getOrDefault("alerts_per_name", 0));
    }

    private Exchange exchange(Map<String, Object> entry) {
        String name = required(entry, "name");
        if (!KEYS.containsAll(entry.keySet())) {
            throw wrong(name + " has an unknown key among " + entry.keySet());
        }
        String[] send = required(entry, "send").split(" ", 2);
        boolean latin1 = entry.containsKey("bytes");
        String body = text(entry, latin1 ? "bytes" : "body");
        return new Exchange(
                name,
                send[0],
                send[1],
                headers(entry, body),
                body,
                latin1,
                texts(entry, "capture"),
                (Integer) entry.get("until"),
                entry.containsKey("advance") ? Duration.parse(required(entry, "advance")) : Duration.ZERO,
                difference(name, entry));
    }

    /** Of JSON, unless the table says another type, or none with {@code ~}. */
    private static Map<String, String> headers(Map<String, Object> entry, @Nullable String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (body != null) {
            headers.put("Content-Type", "application/json");
        }
        map(entry.getOrDefault("headers", Map.of())).forEach((header, value) -> {
            if (value == null) {
                headers.remove(header);
            } else {
                headers.put(header, String.valueOf(value));
            }
        });
        return headers;
    }

    private @Nullable Difference difference(String name, Map<String, Object> entry) {
        if (!entry.containsKey("differs")) {
            return null;
        }
        Map<String, Object> differs = map(entry.get("differs"));
        if (!Set.of("because", "as", "expect").containsAll(differs.keySet()) || differs.size() < 2) {
            throw wrong(name + ": `differs` has `because`, and `as` or `expect`, found " + differs.keySet());
        }
        return new Difference(
                required(differs, "because"),
                text(differs, "as"),
                new JsonObject(map(differs.getOrDefault("expect", Map.of()))));
    }

    private String required(Map<String, Object> entry, String key) {
        Object value = entry.get(key);
        if (value == null) {
            throw wrong("no `%s` in %s".formatted(key, entry));
        }
        return String.valueOf(value);
    }

    private static @Nullable String text(Map<String, Object> entry, String key) {
        Object value = entry.get(key);
        return value == null ? null : String.valueOf(value);
    }

    private static Map<String, String> texts(Map<String, Object> entry, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        map(entry.getOrDefault(key, Map.of())).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(chapter + ".yml: " + problem);
    }
}
