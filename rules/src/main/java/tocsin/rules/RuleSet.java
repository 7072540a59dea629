package tocsin.rules;

import java.util.List;

/** All rule groups of all files of one configuration, in the order of files and of groups in them. */
public record RuleSet(List<RuleGroup> groups) {
    public RuleSet {
        groups = List.copyOf(groups);
    }

    public static RuleSet empty() {
        return new RuleSet(List.of());
    }

    public static RuleSet of(List<RuleFile> files) {
        return new RuleSet(
                files.stream().flatMap(file -> file.groups().stream()).toList());
    }

    public int ruleCount() {
        return groups.stream().mapToInt(group -> group.rules().size()).sum();
    }
}
