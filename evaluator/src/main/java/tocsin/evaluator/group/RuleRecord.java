package tocsin.evaluator.group;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tocsin.model.Labels;

/**
 * What became of the alerts of a rule at one evaluation, when something did: for {@code explain}. Immutable.
 */
public sealed interface RuleRecord {
    Instant at();

    RuleName rule();

    /** @param group {@link tocsin.rules.RuleGroup#id()} */
    record RuleName(String group, String rule) {
        public RuleName {
            Objects.requireNonNull(group, "group");
            Objects.requireNonNull(rule, "rule");
        }
    }

    /** @param at the slot */
    record AlertsChanged(Instant at, RuleName rule, List<AlertChange> changes) implements RuleRecord {
        public AlertsChanged {
            changes = List.copyOf(changes);
        }
    }

    /** From here on it cannot be evaluated, and its alerts stay as they are. */
    record Failing(Instant at, RuleName rule, String error) implements RuleRecord {}

    /** @param unknownSince when it began to fail */
    record Recovered(Instant at, RuleName rule, Instant unknownSince) implements RuleRecord {}

    /**
     * @param alert without external labels
     * @param value of the last sample
     */
    record AlertChange(Labels alert, Kind kind, double value) {}

    /** What has happened to an alert. */
    enum Kind {
        /** Its condition holds, and {@code for} runs. */
        PENDING("became pending"),
        FIRING("began to fire"),
        /** The condition does not hold any more, and {@code keep_firing_for} runs. */
        KEPT("is kept firing by keep_firing_for, as the expression does not hold any more"),
        HOLDS_AGAIN("holds again, while keep_firing_for had kept it firing"),
        /** The condition ended before {@code for} was over. */
        GONE("was pending, and the expression held no longer"),
        RESOLVED("was resolved"),
        /** It fired, and its rule speaks for it no more: the limit of alerts was exceeded. */
        DROPPED("was dropped, as its rule has more alerts than its limit"),
        /** It fired, and no rule speaks for it any more: the rule was removed, or its labels were edited. */
        RULE_GONE("ends at the end time that was told last, as its rule is gone from the rule files");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** For people; the alert is the subject. */
        public String text() {
            return text;
        }
    }
}
