package tocsin.rules;

import java.util.List;
import java.util.stream.Stream;

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

    /** How many label and annotation values of alerting rules hold template syntax. */
    public long templatedTexts() {
        return groups.stream()
                .flatMap(group -> group.rules().stream())
                .flatMap(RuleSet::expandableTexts)
                .filter(TemplateText::isTemplate)
                .count();
    }

    private static Stream<String> expandableTexts(Rule rule) {
        return rule instanceof AlertingRule alerting
                ? Stream.concat(alerting.labels().values().stream(), alerting.annotations().values().stream())
                : Stream.empty();
    }
}
