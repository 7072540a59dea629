package tocsin.rules;

import java.util.List;
import java.util.Objects;

/**
 * The groups of one file.
 *
 * @param name as the user named it
 */
public record RuleFile(String name, List<RuleGroup> groups) {
    public RuleFile {
        Objects.requireNonNull(name, "name");
        groups = List.copyOf(groups);
    }

    public int ruleCount() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }
}
