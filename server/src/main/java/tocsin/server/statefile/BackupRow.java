package tocsin.server.statefile;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.model.GoQuote;
import tocsin.model.Matcher;
import tocsin.router.silence.MatcherText;
import tocsin.router.silence.Silence;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.sqlite.RawRow;

/** A row as a line of a backup. What people can read of it stands beside the value and is not read back. */
final class BackupRow {
    private BackupRow() {}

    /** @throws CodecException when the row is damaged, or its table is known and its value is not */
    static JsonObject json(String tableName, RawRow row) {
        Table<?> table = StateTables.named(tableName);
        if (!row.isIntact()) {
            throw new CodecException("its checksum is wrong: the row is damaged");
        }
        byte[] value = row.value();
        JsonObject json = new JsonObject()
                .put("table", tableName)
                .put("key", row.key())
                .put("updated_at", row.updatedAt().toString())
                .put(
                        "expires_at",
                        row.expiresAt().equals(Instant.MAX)
                                ? null
                                : row.expiresAt().toString())
                .put("value", value == null ? null : Base64.getEncoder().encodeToString(value));
        if (table != null && row.entry(table).value() instanceof Silence silence) {
            json.put("shown", shown(silence));
        }
        return json;
    }

    private static JsonObject shown(Silence silence) {
        Silence.Defect defect = silence.defect();
        JsonArray sets = new JsonArray();
        if (defect == null) {
            silence.matcherSets()
                    .forEach(set -> sets.add(
                            new JsonArray(set.stream().map(Matcher::toString).toList())));
        } else {
            defect.written()
                    .forEach(set -> sets.add(
                            new JsonArray(set.stream().map(BackupRow::text).toList())));
        }
        JsonObject json = new JsonObject()
                .put("matcher_sets", sets)
                .put("starts_at", silence.startsAt().toString())
                .put("ends_at", silence.endsAt().toString())
                .put("created_by", silence.createdBy())
                .put("comment", silence.comment());
        return defect == null ? json : json.put("problem", defect.problem());
    }

    private static String text(MatcherText matcher) {
        return matcher.name() + matcher.op().symbol() + GoQuote.quote(matcher.value());
    }

    /** @throws CodecException when the line is no row, or one of a later version of the program */
    static Entry<?> entry(JsonObject json) {
        try {
            String name = text(json, "table");
            Table<?> table = StateTables.named(name);
            if (table == null) {
                throw new CodecException(
                        "the table `%s` is of a later version of Tocsin: import with the version that made the backup"
                                .formatted(name));
            }
            return entry(table, json);
        } catch (ClassCastException | DateTimeException | IllegalArgumentException e) {
            throw new CodecException("it is no row of a backup: " + e.getMessage(), e);
        }
    }

    private static <V> Entry<V> entry(Table<V> table, JsonObject json) {
        String value = json.getString("value");
        String expiresAt = json.getString("expires_at");
        return new Entry<>(
                table,
                text(json, "key"),
                Instant.parse(text(json, "updated_at")),
                decoded(table, value),
                expiresAt == null ? Instant.MAX : Instant.parse(expiresAt));
    }

    private static <V> @Nullable V decoded(Table<V> table, @Nullable String value) {
        return value == null ? null : table.codec().decode(Base64.getDecoder().decode(value));
    }

    private static String text(JsonObject json, String name) {
        String text = json.getString(name);
        if (text == null) {
            throw new CodecException(
                    "it has no `%s`; a row has %s".formatted(name, List.of("table", "key", "updated_at")));
        }
        return text;
    }
}
