package tocsin.server.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces what is another in each run: times near now by their distance in minutes, ids by the names under which the
 * table captured them. The form of times is part of the contract: offsets, and other than three digits, show.
 */
final class Normalizer {
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern MILLIS = Pattern.compile(":\\d\\d\\.\\d{3}[Z+-]");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Duration NEAR = Duration.ofDays(2);

    private final Map<String, String> captured;
    private final Instant now;

    /** @param captured by name */
    Normalizer(Map<String, String> captured, Instant now) {
        this.captured = captured;
        this.now = now;
    }

    Object normal(Object json) {
        if (json instanceof JsonObject object) {
            return normal(object);
        }
        if (json instanceof JsonArray array) {
            JsonArray normal = new JsonArray();
            array.forEach(element -> normal.add(normalOrNull(element)));
            return normal;
        }
        return json instanceof String text ? text(text) : json;
    }

    private JsonObject normal(JsonObject object) {
        JsonObject normal = new JsonObject();
        for (String name : object.fieldNames()) {
            Object value = object.getValue(name);
            Object inner = normalOrNull(value);
            normal.put(name, name.equals("silencedBy") && inner instanceof JsonArray ids ? sorted(ids) : inner);
        }
        return normal;
    }

    /** A null of the answer must show. */
    private Object normalOrNull(Object value) {
        return value == null ? "(null)" : normal(value);
    }

    private static JsonArray sorted(JsonArray ids) {
        JsonArray sorted = new JsonArray();
        ids.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).forEach(sorted::add);
        return sorted;
    }

    private String text(String text) {
        return TIME.matcher(text).matches() ? time(text) : ID.matcher(text).replaceAll(this::id);
    }

    private String id(MatchResult found) {
        return captured.entrySet().stream()
                .filter(entry -> entry.getValue().equals(found.group()))
                .findFirst()
                .map(entry -> Matcher.quoteReplacement("<" + entry.getKey() + ">"))
                .orElse("<id>");
    }

    private String time(String text) {
        try {
            return time(text, OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private String time(String text, OffsetDateTime time) {
        Duration ahead = Duration.between(now, time);
        if (ahead.abs().compareTo(NEAR) > 0) {
            return text;
        }
        long minutes = Math.floorDiv(ahead.plusSeconds(30).toSeconds(), 60);
        String offset = text.endsWith("Z") ? "" : " " + time.getOffset();
        String form = MILLIS.matcher(text).find() ? "" : " with other digits";
        return "<now%s%s%s>".formatted(minutes == 0 ? "" : "%+dm".formatted(minutes), offset, form);
    }
}
