package tocsin.model;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A label set: the identity of a series or of an alert. Sorted, immutable, and without empty values, because a label
 * with an empty value is the same as no label everywhere in this field.
 *
 * <p>Any thread: the cached fingerprint is written at most with the same value.
 */
public final class Labels extends NameValues implements Comparable<Labels> {
    /** The label that names an alert. */
    public static final String ALERT_NAME = "alertname";
    /** The label that names a metric. */
    public static final String METRIC_NAME = "__name__";

    private static final Labels EMPTY = new Labels(new String[0]);

    /** Zero until computed; a set whose fingerprint is zero is computed again each time. */
    private long fingerprint;

    private Labels(String[] pairs) {
        super(pairs);
    }

    public static Labels empty() {
        return EMPTY;
    }

    /** @param namesAndValues names and values in turn; a later pair of the same name wins */
    public static Labels of(String... namesAndValues) {
        return of(inTurn(namesAndValues));
    }

    /** Entries with an empty value are left out. */
    public static Labels of(Map<String, String> map) {
        return ofSortedPairs(sorted(map, true));
    }

    /**
     * For decoders that read many label sets: the array is theirs to use again, and names that come sorted, as most
     * senders write them, cost one comparison each.
     *
     * @param namesAndValues names and values in turn, in any order; a later pair of the same name wins, empty values are
     *     left out
     * @param length how many elements of the array count
     */
    public static Labels ofPairs(String[] namesAndValues, int length) {
        return length % 2 == 0 && isSorted(namesAndValues, length, false)
                ? ofSortedPairs(Arrays.copyOf(namesAndValues, length))
                : of(Arrays.copyOf(namesAndValues, length));
    }

    static Labels ofSortedPairs(String[] pairs) {
        return pairs.length == 0 ? EMPTY : new Labels(pairs);
    }

    public static Builder builder() {
        return new Builder(EMPTY);
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** The labels whose name passes. */
    public Labels keep(Predicate<String> names) {
        String[] kept = new String[2 * size()];
        int length = 0;
        for (int i = 0; i < size(); i++) {
            if (names.test(name(i))) {
                kept[length++] = name(i);
                kept[length++] = value(i);
            }
        }
        return ofSortedPairs(Arrays.copyOf(kept, length));
    }

    public Fingerprint fingerprint() {
        return new Fingerprint(fingerprintValue());
    }

    private long fingerprintValue() {
        if (fingerprint == 0) {
            fingerprint = Fingerprint.hash(this);
        }
        return fingerprint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof Labels labels && fingerprintValue() == labels.fingerprintValue() && samePairs(labels);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprintValue());
    }

    /**
     * Label set order of the routing specification, section 4.5: fewer labels first; else the first name in which they
     * differ, where the set that lacks the smaller name comes first; else the first value that differs.
     */
    @Override
    public int compareTo(Labels other) {
        if (size() != other.size()) {
            return Integer.compare(size(), other.size());
        }
        for (int i = 0; i < size(); i++) {
            int byName = Utf8Order.compare(name(i), other.name(i));
            if (byName != 0) {
                // The set that lacks the smaller name sorts first.
                return -byName;
            }
            int byValue = Utf8Order.compare(value(i), other.value(i));
            if (byValue != 0) {
                return byValue;
            }
        }
        return 0;
    }

    /** {@code {a="1", b="2"}} with Go-quoted values, as it stands in group keys. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < size(); i++) {
            if (i > 0) {
                text.append(", ");
            }
            text.append(name(i)).append('=');
            GoQuote.append(text, value(i));
        }
        return text.append('}').toString();
    }

    /** Collects labels in any order. Not thread-safe. */
    public static final class Builder {
        private String[] pairs;
        private int length;

        private Builder(Labels start) {
            pairs = Arrays.copyOf(start.pairs(), start.pairs().length + 8);
            length = start.pairs().length;
        }

        /** Sets a label; an empty value removes it. */
        public Builder set(String name, String value) {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, name);
            if (value.isEmpty()) {
                return remove(name);
            }
            int at = slot(name);
            if (at < length && pairs[at].equals(name)) {
                pairs[at + 1] = value;
            } else {
                insert(at, name, value);
            }
            return this;
        }

        public Builder remove(String name) {
            int at = slot(name);
            if (at < length && pairs[at].equals(name)) {
                System.arraycopy(pairs, at + 2, pairs, at, length - at - 2);
                length -= 2;
            }
            return this;
        }

        public @Nullable String get(String name) {
            int at = slot(name);
            return at < length && pairs[at].equals(name) ? pairs[at + 1] : null;
        }

        public Labels build() {
            return ofSortedPairs(Arrays.copyOf(pairs, length));
        }

        /** Where the name is, or where it belongs. Input is mostly sorted, so the search starts at the end. */
        private int slot(String name) {
            int at = length;
            while (at > 0 && Utf8Order.compare(pairs[at - 2], name) >= 0) {
                at -= 2;
            }
            return at;
        }

        private void insert(int at, String name, String value) {
            if (length + 2 > pairs.length) {
                pairs = Arrays.copyOf(pairs, Math.max(16, pairs.length * 2));
            }
            System.arraycopy(pairs, at, pairs, at + 2, length - at);
            pairs[at] = name;
            pairs[at + 1] = value;
            length += 2;
        }
    }
}
