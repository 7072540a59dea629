package tocsin.state;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One version of one row. Entries are facts: a later one replaces an earlier one by the table's merge rule.
 *
 * @param key identity inside the table
 * @param updatedAt when this version was made, on the writer's wall clock
 * @param value null for a tombstone: the row is gone, and older versions must not bring it back
 * @param expiresAt from when on nobody needs the entry any more; {@link Instant#MAX} for never
 */
public record Entry<V>(
        Table<V> table,
        String key,
        Instant updatedAt,
        @Nullable V value,
        Instant expiresAt) {
    public Entry {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(updatedAt, "updatedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** An entry that stays until it is replaced or removed. */
    public static <V> Entry<V> of(Table<V> table, String key, Instant updatedAt, V value) {
        return new Entry<>(table, key, updatedAt, Objects.requireNonNull(value, "value"), Instant.MAX);
    }

    public static <V> Entry<V> removed(Table<V> table, String key, Instant updatedAt, Instant expiresAt) {
        return new Entry<>(table, key, updatedAt, null, expiresAt);
    }

    public boolean isTombstone() {
        return value == null;
    }
}
