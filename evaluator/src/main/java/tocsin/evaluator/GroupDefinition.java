package tocsin.evaluator;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tocsin.rules.AlertingRule;
import tocsin.rules.RecordingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleExpression;
import tocsin.rules.RuleGroup;
import tocsin.rules.VmalertExtras;

/**
 * What has to be equal for a group to run on untouched over a reload. Expressions count in their canonical print: a new
 * comment or line break restarts nothing.
 */
record GroupDefinition(
        String file,
        String name,
        @Nullable Duration interval,
        @Nullable Duration queryOffset,
        long limit,
        List<Rule> rules,
        VmalertExtras extras) {

    static GroupDefinition of(RuleGroup group) {
        return new GroupDefinition(
                group.file(),
                group.name(),
                group.interval(),
                group.queryOffset(),
                group.limit(),
                group.rules().stream().map(GroupDefinition::canonical).toList(),
                group.extras());
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
