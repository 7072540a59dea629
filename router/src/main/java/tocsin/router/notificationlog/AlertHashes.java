package tocsin.router.notificationlog;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import tocsin.model.Alert;
import tocsin.state.codec.BinaryReader;
import tocsin.state.codec.BinaryWriter;

/**
 * A set of alerts, each by its fingerprint: 8 bytes where the label set takes hundreds, since the log has to outlive the
 * alerts. Immutable.
 */
public final class AlertHashes {
    public static final AlertHashes NONE = new AlertHashes(new long[0]);

    private final long[] sorted;

    private AlertHashes(long[] sorted) {
        this.sorted = sorted;
    }

    public static AlertHashes of(Collection<Alert> alerts) {
        long[] hashes = new long[alerts.size()];
        int next = 0;
        for (Alert alert : alerts) {
            hashes[next++] = alert.fingerprint().value();
        }
        return of(hashes);
    }

    /** Takes hashes in any order. */
    public static AlertHashes of(long... hashes) {
        long[] sorted = Arrays.stream(hashes).sorted().distinct().toArray();
        return sorted.length == 0 ? NONE : new AlertHashes(sorted);
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public boolean contains(long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    public boolean contains(Alert alert) {
        return contains(alert.fingerprint().value());
    }

    public boolean containsAll(AlertHashes others) {
        return Arrays.stream(others.sorted).allMatch(this::contains);
    }

    public boolean intersects(AlertHashes others) {
        return Arrays.stream(others.sorted).anyMatch(this::contains);
    }

    public AlertHashes union(AlertHashes others) {
        if (containsAll(others)) {
            return this;
        }
        long[] both = Arrays.copyOf(sorted, sorted.length + others.sorted.length);
        System.arraycopy(others.sorted, 0, both, sorted.length, others.sorted.length);
        return of(both);
    }

    public AlertHashes minus(AlertHashes others) {
        return intersects(others) ? keep(hash -> !others.contains(hash)) : this;
    }

    /** In ascending signed order; a copy. */
    public long[] toArray() {
        return sorted.clone();
    }

    public void writeTo(BinaryWriter out) {
        out.number(sorted.length);
        for (long hash : sorted) {
            out.bits(hash);
        }
    }

    public static AlertHashes readFrom(BinaryReader in) {
        long[] hashes = new long[in.count(Long.BYTES)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = in.bits();
        }
        return of(hashes);
    }

    private AlertHashes keep(LongPredicate hashes) {
        return of(Arrays.stream(sorted).filter(hashes).toArray());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlertHashes hashes && Arrays.equals(sorted, hashes.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
