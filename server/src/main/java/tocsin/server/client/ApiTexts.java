package tocsin.server.client;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is in the answers of the API; a server may be of another version, so nothing is taken for granted. */
final class ApiTexts {
    /** As amtool prints it. */
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);

    private ApiTexts() {}

    static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** Empty when it is not there. */
    static String text(JsonObject object, String field) {
        Object value = object.getValue(field);
        return value == null ? "" : value.toString();
    }

    static JsonObject object(JsonObject object, String field) {
        return object.getValue(field) instanceof JsonObject inner ? inner : new JsonObject();
    }

    static List<JsonObject> list(JsonObject object, String field) {
        return object.getValue(field) instanceof JsonArray array
                ? objects(array).toList()
                : List.of();
    }

    static Optional<Instant> time(JsonObject object, String field) {
        try {
            return Optional.of(OffsetDateTime.parse(text(object, field)).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static String shownTime(JsonObject object, String field, ZoneId zone) {
        return time(object, field).map(time -> SHOWN.format(time.atZone(zone))).orElseGet(() -> text(object, field));
    }
}
