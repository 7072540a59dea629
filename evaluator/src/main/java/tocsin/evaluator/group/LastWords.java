package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Advance;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.model.Labels;
import tocsin.rules.RuleGroup;

/**
 * Says for rules that are gone what is left to say: what fires ends at the end time that receivers were told last, and after
 * a restart now at the earliest.
 */
record LastWords(RuleGroup group, EvaluationPorts ports, AlertSender sender, StateJournal journal) {
    /** @param firesElsewhere whether another rule says that the alert fires, which an end must not contradict */
    void of(RuleState gone, Predicate<Labels> firesElsewhere, Instant now) {
        Advance leaving = notLaterThan(now, gone.alerts()).leave(now);
        journal.gone(gone, leaving.transitions());
        List<ActiveAlert> ends = leaving.toSend().stream()
                .filter(alert -> !firesElsewhere.test(alert.labels()))
                .toList();
        sender.send(ends, "", now);
        List<RuleRecord.AlertChange> changes = AlertChanges.gone(leaving.transitions());
        if (!changes.isEmpty()) {
            RuleRecord.RuleName name =
                    new RuleRecord.RuleName(group.id(), gone.rule().name());
            ports.decisions().record(new RuleRecord.AlertsChanged(now, name, changes));
        }
    }

    /** After a jump of the clock back the end that was told last may be hours away. */
    private static ActiveAlerts notLaterThan(Instant now, ActiveAlerts alerts) {
        Instant lastChange = alerts.lastChange();
        Duration ahead = lastChange.isAfter(now) ? Duration.between(now, lastChange) : Duration.ZERO;
        return alerts.moved(new ClockStep(ahead.negated(), ahead.negated())).alerts();
    }
}
