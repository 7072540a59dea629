package tocsin.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Names with values, sorted by name in UTF-8 byte order, immutable. One array holds names and values in turn: a hundred
 * thousand alerts of ten labels have to fit in memory, and a map costs about six times as much.
 */
public abstract sealed class NameValues permits Labels, Annotations {
    private final String[] pairs;

    NameValues(String[] pairs) {
        this.pairs = pairs;
    }

    public final int size() {
        return pairs.length / 2;
    }

    public final boolean isEmpty() {
        return pairs.length == 0;
    }

    /** Name at a position in sorted order. */
    public final String name(int index) {
        return pairs[2 * index];
    }

    /** Value at a position in sorted order. */
    public final String value(int index) {
        return pairs[2 * index + 1];
    }

    /** The value of a name, or null when the name is absent. */
    public final @Nullable String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : value(index);
    }

    /** The value of a name, or the empty string when the name is absent. */
    public final String getOrEmpty(String name) {
        String value = get(name);
        return value == null ? "" : value;
    }

    public final boolean has(String name) {
        return indexOf(name) >= 0;
    }

    public final void forEach(BiConsumer<? super String, ? super String> action) {
        for (int i = 0; i < size(); i++) {
            action.accept(name(i), value(i));
        }
    }

    /** A mutable copy in sorted order. */
    public final Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>(size() * 2);
        forEach(map::put);
        return map;
    }

    public final List<String> names() {
        List<String> names = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            names.add(name(i));
        }
        return Collections.unmodifiableList(names);
    }

    final String[] pairs() {
        return pairs;
    }

    /** Label sets are small: a linear search over sorted names beats hashing up to some twenty names. */
    private int indexOf(String name) {
        Objects.requireNonNull(name, "name");
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return i / 2;
            }
        }
        return -1;
    }

    final boolean samePairs(NameValues other) {
        return Arrays.equals(pairs, other.pairs);
    }

    /** Whether an array of names and values in turn, of even length, can be taken as it is. */
    static boolean isSorted(String[] pairs, int length, boolean emptyValues) {
        for (int i = 0; i < length; i += 2) {
            if (!emptyValues && pairs[i + 1].isEmpty()) {
                return false;
            }
            if (i > 0 && Utf8Order.compare(pairs[i - 2], pairs[i]) >= 0) {
                return false;
            }
        }
        return true;
    }

    static String[] sorted(Map<String, String> map, boolean dropEmptyValues) {
        TreeMap<String, String> sorted = new TreeMap<>(Utf8Order::compare);
        map.forEach((name, value) -> {
            Objects.requireNonNull(value, name);
            if (!(dropEmptyValues && value.isEmpty())) {
                sorted.put(name, value);
            }
        });
        String[] pairs = new String[sorted.size() * 2];
        int next = 0;
        for (Map.Entry<String, String> entry : sorted.entrySet()) {
            pairs[next++] = entry.getKey();
            pairs[next++] = entry.getValue();
        }
        return pairs;
    }

    static Map<String, String> inTurn(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("names and values must come in pairs, found " + namesAndValues.length);
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
