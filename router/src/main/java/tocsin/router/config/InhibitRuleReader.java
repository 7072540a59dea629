package tocsin.router.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tocsin.config.Fields;
import tocsin.config.Problems;
import tocsin.config.YamlMapping;
import tocsin.config.YamlNode;
import tocsin.config.YamlScalar;
import tocsin.model.LabelNames;
import tocsin.router.inhibit.InhibitRule;

/** Reads {@code inhibit_rules}. */
final class InhibitRuleReader {
    private final MatcherFields matcherFields;
    private final LabelNames labelNames;
    private final Problems problems;

    InhibitRuleReader(MatcherFields matcherFields, LabelNames labelNames, Problems problems) {
        this.matcherFields = matcherFields;
        this.labelNames = labelNames;
        this.problems = problems;
    }

    List<InhibitRule> read(Fields top) {
        List<InhibitRule> rules = new ArrayList<>();
        for (YamlNode node : top.list("inhibit_rules")) {
            InhibitRule rule = rule(node);
            if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    /** A null rule is accepted, as upstream does: with both sides matching all alerts it inhibits nothing. */
    private @Nullable InhibitRule rule(YamlNode node) {
        if (node.isNull()) {
            return new InhibitRule(null, List.of(), List.of(), Set.of());
        }
        if (!(node instanceof YamlMapping section)) {
            problems.error(node, "`inhibit_rules` takes a list of rules, found " + node.describe());
            return null;
        }
        Fields fields = new Fields(section, problems);
        InhibitRule rule = new InhibitRule(
                fields.string("name"),
                matcherFields.read(fields, "source_match", "source_match_re", "source_matchers"),
                matcherFields.read(fields, "target_match", "target_match_re", "target_matchers"),
                equal(fields));
        fields.finish();
        return rule;
    }

    private Set<String> equal(Fields fields) {
        Set<String> names = new LinkedHashSet<>();
        for (YamlScalar name : fields.scalars("equal")) {
            if (!labelNames.isValid(name.text())) {
                problems.error(name, "`equal`: \"%s\" is not a label name".formatted(name.text()));
            }
            names.add(name.text());
        }
        return names;
    }
}
