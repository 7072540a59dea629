package tocsin.state.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tocsin.state.Entry;
import tocsin.state.Table;
import tocsin.state.codec.CodecException;
import tocsin.state.codec.TextPool;

/**
 * One row as it stands in the file. It knows of which table it is: a page that the disk wrote to the wrong place has rows that are
 * whole in themselves, and a row of one table must not be taken for one of another.
 */
final class StoredRow {
    private static final long NANOS = 1_000_000_000L;
    private static final Instant LEAST = Instant.ofEpochSecond(0, Long.MIN_VALUE);
    private static final Instant MOST = Instant.ofEpochSecond(0, Long.MAX_VALUE);

    private final String table;
    private final long id;
    private final String key;
    private final long updatedAt;
    private final @Nullable Long expiresAt;
    private final long checksum;
    private final byte @Nullable [] value;

    private StoredRow(
            String table,
            long id,
            String key,
            long updatedAt,
            @Nullable Long expiresAt,
            long checksum,
            byte @Nullable [] value) {
        this.table = table;
        this.id = id;
        this.key = key;
        this.updatedAt = updatedAt;
        this.expiresAt = expiresAt;
        this.checksum = checksum;
        this.value = value;
    }

    static <V> StoredRow of(Entry<V> entry) {
        V value = entry.value();
        byte[] bytes = value == null ? null : entry.table().codec().encode(value);
        long updatedAt = nanos(entry.updatedAt());
        // What expires after the year 2262 does not expire for us.
        Long expiresAt = entry.expiresAt().isAfter(MOST) ? null : (Long) nanos(entry.expiresAt());
        String table = Schema.name(entry.table());
        long checksum = checksum(table, entry.key(), updatedAt, expiresAt, bytes);
        return new StoredRow(table, 0, entry.key(), updatedAt, expiresAt, checksum, bytes);
    }

    /**
     * From the columns id, key, updated_at_ns, expires_at_ns, checksum, value.
     *
     * @param table the SQL name of the table in which the row was found
     */
    static StoredRow read(String table, ResultSet row) throws SQLException {
        long expiresAt = row.getLong(4);
        boolean never = expiresAt == 0 && row.wasNull();
        return new StoredRow(
                table,
                row.getLong(1),
                Objects.requireNonNullElse(row.getString(2), ""),
                row.getLong(3),
                never ? null : (Long) expiresAt,
                row.getLong(5),
                row.getBytes(6));
    }

    /** @throws CodecException when the row is damaged or of another version of the program */
    <V> Entry<V> entry(Table<V> table, TextPool texts) {
        if (!isIntact()) {
            throw new CodecException("its checksum is wrong: the row is damaged");
        }
        V decoded = value == null ? null : table.codec().decode(value, texts);
        return new Entry<>(
                table, key, instant(updatedAt), decoded, expiresAt == null ? Instant.MAX : instant(expiresAt));
    }

    boolean isIntact() {
        return checksum == checksum(table, key, updatedAt, expiresAt, value);
    }

    /** Counts up in the order of first writes; zero until the row was read. */
    long id() {
        return id;
    }

    String key() {
        return key;
    }

    /** Nanoseconds since 1970. */
    long updatedAt() {
        return updatedAt;
    }

    /** Nanoseconds since 1970; null for never. */
    @Nullable
    Long expiresAt() {
        return expiresAt;
    }

    /** Over table, key, times and value: SQLite checks its log, but not its pages. */
    long checksum() {
        return checksum;
    }

    /** Null for a tombstone. */
    byte @Nullable [] value() {
        return value;
    }

    /** About how much of the file it takes. */
    int size() {
        return 2 * key.length() + (value == null ? 0 : value.length);
    }

    private static long checksum(
            String table, String key, long updatedAt, @Nullable Long expiresAt, byte @Nullable [] value) {
        CRC32C crc = new CRC32C();
        crc.update(table.getBytes(StandardCharsets.UTF_8));
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(4 + 8 + 8 + 2)
                .putInt(name.length)
                .putLong(updatedAt)
                .putLong(expiresAt == null ? 0 : expiresAt)
                .put((byte) (expiresAt == null ? 0 : 1))
                .put((byte) (value == null ? 0 : 1));
        crc.update(head.array());
        crc.update(name);
        if (value != null) {
            crc.update(value);
        }
        return crc.getValue();
    }

    /** Instants that the column cannot hold become the nearest that it can. */
    static long nanos(Instant instant) {
        Instant held = instant.isBefore(LEAST) ? LEAST : instant.isAfter(MOST) ? MOST : instant;
        // In this order: the seconds of the least instant alone are beyond what nanoseconds can say.
        return held.getEpochSecond() < 0
                ? Math.addExact(Math.multiplyExact(held.getEpochSecond() + 1, NANOS), held.getNano() - NANOS)
                : Math.addExact(Math.multiplyExact(held.getEpochSecond(), NANOS), held.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
    }
}
