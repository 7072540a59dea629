package tocsin.model;

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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Annotations annotations && samePairs(annotations);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(pairs());
    }

    @Override
    public String toString() {
        return toMap().toString();
    }
}
