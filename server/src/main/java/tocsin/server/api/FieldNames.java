package tocsin.server.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of an object of the API. Go's decoder takes them in any case, so that senders which write Go's own names,
 * {@code Labels} or {@code StartsAt}, work with upstream.
 */
final class FieldNames {
    private final Set<String> exact;
    private final Map<String, String> byLowerCase;

    private FieldNames(Set<String> exact, Map<String, String> byLowerCase) {
        this.exact = exact;
        this.byLowerCase = byLowerCase;
    }

    static FieldNames of(String... names) {
        return new FieldNames(
                Set.of(names),
                Arrays.stream(names)
                        .collect(Collectors.toUnmodifiableMap(
                                name -> name.toLowerCase(Locale.ROOT), Function.identity())));
    }

    /** The name as it is known; an unknown one as it is. */
    String meantBy(String name) {
        return exact.contains(name) ? name : byLowerCase.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
}
