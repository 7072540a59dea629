package tocsin.state.sqlite;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.codec.TextPool;

/** A row as it stands in the file, its value not decoded: it may be damaged, or of a table that nobody here knows. */
public final class RawRow {
    private final StoredRow stored;

    RawRow(StoredRow stored) {
        this.stored = stored;
    }

    public String key() {
        return stored.key();
    }

    public Instant updatedAt() {
        return StoredRow.instant(stored.updatedAt());
    }

    /** {@link Instant#MAX} for never. */
    public Instant expiresAt() {
        Long expiresAt = stored.expiresAt();
        return expiresAt == null ? Instant.MAX : StoredRow.instant(expiresAt);
    }

    /** The encoded value, not to be changed; null for a tombstone. */
    public byte @Nullable [] value() {
        return stored.value();
    }

    /** Whether its checksum is right. */
    public boolean isIntact() {
        return stored.isIntact();
    }

    /** @throws CodecException when the row is damaged or of another version of the program */
    public <V> Entry<V> entry(Table<V> table) {
        return stored.entry(table, TextPool.none());
    }
}
