package tocsin.evaluator;

import tocsin.rules.AlertingRule;
import tocsin.rules.RecordingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;

/**
 * What has to be equal for a group to run on untouched over a reload. Expressions count in their canonical print: a new
 * comment or line break restarts nothing.
 */
record GroupDefinition(RuleGroup canonical) {

    static GroupDefinition of(RuleGroup group) {
        return new GroupDefinition(new RuleGroup(
                group.file(),
                group.name(),
                group.interval(),
                group.queryOffset(),
                group.limit(),
                group.rules().stream().map(GroupDefinition::canonical).toList(),
                group.extras()));
    }

    private static Rule canonical(Rule rule) {
        RuleExpression expression = RuleExpression.unparsed(rule.expression().canonical());
        if (rule instanceof AlertingRule alerting) {
            return new AlertingRule(
                    alerting.name(),
                    expression,
                    alerting.holdDuration(),
                    alerting.keepFiringFor(),
                    alerting.labels(),
                    alerting.annotations());
        }
        return new RecordingRule(rule.name(), expression, rule.labels());
    }
}
