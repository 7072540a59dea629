package tocsin.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds rules of one file that yield the same series or alerts: same name and same labels, in whichever groups, of
 * whichever kind. Upstream's lint {@code duplicate-rules}; never a reason to refuse a file.
 */
public final class DuplicateRules {
    private DuplicateRules() {}

    /**
     * Rules that cannot be told apart by their result.
     *
     * @param labels the group's under the rule's, as configured
     * @param count how many there are, at least 2
     */
    public record Duplicate(String name, Map<String, String> labels, int count) {
        public Duplicate {
            Objects.requireNonNull(name, "name");
            labels = SortedByName.copy(labels);
        }
    }

    private record Key(String name, Map<String, String> labels) {}

    /** In the order in which the rules first stand in the file. */
    public static List<Duplicate> in(RuleFile file) {
        Map<Key, Integer> counts = new LinkedHashMap<>();
        for (RuleGroup group : file.groups()) {
            for (Rule rule : group.rules()) {
                counts.merge(new Key(rule.name(), rule.labels()), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(entry ->
                        new Duplicate(entry.getKey().name(), entry.getKey().labels(), entry.getValue()))
                .toList();
    }
}
