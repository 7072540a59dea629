package tocsin.evaluator.group;

import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.template.Failures;

/** Tells once what goes wrong with a text of a rule, and again when that changes. On the context of the rule's group. */
final class TextFailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(TextFailureLog.class);

    private final RuleIdentity rule;
    private Map<String, String> told = Map.of();

    TextFailureLog(RuleIdentity rule) {
        this.rule = rule;
    }

    /** @param failures of one evaluation, by text */
    void tell(Map<String, Failures> failures) {
        if (failures.isEmpty()) {
            told = Map.of();
            return;
        }
        Map<String, String> now = new HashMap<>();
        failures.forEach((text, failure) -> {
            if (!failure.first().equals(told.get(text))) {
                tell(text, failure);
            }
            now.put(text, failure.first());
        });
        told = now;
    }

    private void tell(String text, Failures failure) {
        LOG.atWarn()
                .addKeyValue("rule_group", rule.groupId())
                .addKeyValue("rule", rule.name())
                .addKeyValue("text", text)
                .addKeyValue("alerts", failure.count())
                .addKeyValue("error", failure.first())
                .log("A template cannot be expanded; the alert carries the error in its place");
    }
}
