package tocsin.model;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people want to read with an alert; no part of its identity. Unlike labels, an empty value is kept. */
public final class Annotations extends NameValues {
    private static final Annotations EMPTY = new Annotations(new String[0]);

    private Annotations(String[] pairs) {
        super(pairs);
    }

    public static Annotations empty() {
        return EMPTY;
    }

    /** @param namesAndValues names and values in turn; a later pair of the same name wins */
    public static Annotations of(String... namesAndValues) {
        return of(inTurn(namesAndValues));
    }

    public static Annotations of(Map<String, String> map) {
        return map.isEmpty() ? EMPTY : new Annotations(sorted(map, false));
    }

    /**
     * For decoders that read many: the array is theirs to use again, and names that come sorted cost one comparison each.
     *
     * @param namesAndValues names and values in turn, in any order; a later pair of the same name wins
     * @param length how many elements of the array count; even
     */
    public static Annotations ofPairs(String[] namesAndValues, int length) {
        if (length == 0) {
            return EMPTY;
        }
        String[] pairs = Arrays.copyOf(namesAndValues, length);
        return isSorted(pairs, length, true) ? new Annotations(pairs) : of(pairs);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Annotations annotations && samePairs(annotations);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs());
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
