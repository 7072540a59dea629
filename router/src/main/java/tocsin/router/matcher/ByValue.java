package tocsin.router.matcher;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.model.Labels;
import tocsin.model.Matcher;

/** Conjunctions that are filed under one label: under the values that it may have, or how they may begin. */
final class ByValue<T> {
    private final Map<String, List<Conjunction<T>>> literals = new HashMap<>();
    private final TreeMap<String, List<Conjunction<T>>> prefixes = new TreeMap<>();

    /** How many conjunctions stand there already, and how many places one more would take. */
    int load(RegexLiterals places) {
        int load = places.literals().size() + 2 * places.prefixes().size();
        for (String literal : places.literals()) {
            load += size(literals.get(literal));
        }
        for (String prefix : places.prefixes()) {
            load += size(prefixes.get(prefix));
        }
        return load;
    }

    private static int size(@Nullable List<?> list) {
        return list == null ? 0 : list.size();
    }

    void add(RegexLiterals places, Conjunction<T> conjunction) {
        places.literals().forEach(literal -> add(literals, literal, conjunction));
        places.prefixes().forEach(prefix -> add(prefixes, prefix, conjunction));
    }

    private static <T> void add(Map<String, List<Conjunction<T>>> lists, String place, Conjunction<T> conjunction) {
        lists.computeIfAbsent(place, p -> new ArrayList<>(1)).add(conjunction);
    }

    /** Whether it was here. */
    boolean remove(RegexLiterals places, List<Matcher> matchers, T value) {
        boolean removed = false;
        for (String literal : places.literals()) {
            removed |= remove(literals, literal, matchers, value);
        }
        for (String prefix : places.prefixes()) {
            removed |= remove(prefixes, prefix, matchers, value);
        }
        return removed;
    }

    private static <T> boolean remove(
            Map<String, List<Conjunction<T>>> lists, String place, List<Matcher> matchers, T value) {
        List<Conjunction<T>> list = lists.get(place);
        if (list == null || !MatcherIndex.removeOne(list, matchers, value)) {
            return false;
        }
        if (list.isEmpty()) {
            lists.remove(place);
        }
        return true;
    }

    void forEachMatch(String value, Labels labels, Consumer<? super T> action) {
        List<Conjunction<T>> equal = literals.get(value);
        if (equal != null) {
            MatcherIndex.forEachMatch(equal, labels, action);
        }
        if (!prefixes.isEmpty()) {
            forEachPrefix(value, labels, action);
        }
    }

    /**
     * The greatest prefix that is not above the value is either one of its beginnings, or shares some characters with it:
     * then every beginning that is filed lies within these.
     */
    private void forEachPrefix(String value, Labels labels, Consumer<? super T> action) {
        Map.Entry<String, List<Conjunction<T>>> entry = prefixes.floorEntry(value);
        while (entry != null) {
            int common = commonLength(entry.getKey(), value);
            if (common == entry.getKey().length()) {
                MatcherIndex.forEachMatch(entry.getValue(), labels, action);
                entry = prefixes.lowerEntry(entry.getKey());
            } else {
                entry = common == 0 ? null : prefixes.floorEntry(value.substring(0, common));
            }
        }
    }

    private static int commonLength(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int common = 0;
        while (common < length && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }

    boolean isEmpty() {
        return literals.isEmpty() && prefixes.isEmpty();
    }
}
