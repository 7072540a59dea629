package tocsin.rules;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import tocsin.model.Utf8Order;

/** Unmodifiable copies of maps, sorted as labels are. */
final class SortedByName {
    private SortedByName() {}

    static Map<String, String> copy(Map<String, String> map) {
        TreeMap<String, String> sorted = new TreeMap<>(Utf8Order::compare);
        sorted.putAll(map);
        return Collections.unmodifiableMap(sorted);
    }
}
