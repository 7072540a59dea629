package tocsin.state.history;

import java.time.Instant;
import java.util.Objects;

/** Something that was decided. Arrays are not copied; nobody changes them. */
public final class HistoryRecord {
    /** Headers and references of the record, its time, its arrays and its place in a queue. */
    private static final int OBJECT_BYTES = 144;

    private final String kind;
    private final Instant at;
    private final long[] keys;
    private final byte[] value;

    /**
     * @param kind what reads it, e.g. {@code flush}: small letters and hyphens, few different ones
     * @param at wall time of the decision
     * @param keys hashes of what it is about, in any order, by which it is found; two things may share one, so who searches
     *     looks twice
     * @param value of a codec of the kind
     */
    public HistoryRecord(String kind, Instant at, long[] keys, byte[] value) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.at = Objects.requireNonNull(at, "at");
        this.keys = Objects.requireNonNull(keys, "keys");
        this.value = Objects.requireNonNull(value, "value");
    }

    public String kind() {
        return kind;
    }

    public Instant at() {
        return at;
    }

    public long[] keys() {
        return keys;
    }

    public byte[] value() {
        return value;
    }

    /** Whether a key is among its keys. */
    public boolean isAbout(long key) {
        for (long each : keys) {
            if (each == key) {
                return true;
            }
        }
        return false;
    }

    /** What it takes in memory, roughly, in bytes. */
    public long heapBytes() {
        return OBJECT_BYTES + 8L * keys.length + value.length;
    }
}
