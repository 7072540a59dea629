package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Transition;
import tocsin.rules.RuleGroup;
import tocsin.state.Entry;

/**
 * Writes down what must survive the process: one append per evaluation with all its transitions, which nobody waits for.
 * What could not be written is written again with the next change of its rule.
 */
final class StateJournal {
    private static final Logger LOG = LoggerFactory.getLogger(StateJournal.class);
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(5);

    private final RuleGroup group;
    private final EvaluationPorts ports;
    private final Map<RuleIdentity, Set<Integer>> unwritten = new LinkedHashMap<>();
    private Instant lastStamp;
    private boolean failing;

    StateJournal(RuleGroup group, EvaluationPorts ports, Instant lastStamp) {
        this.group = group;
        this.ports = ports;
        this.lastStamp = lastStamp;
    }

    Instant lastStamp() {
        return lastStamp;
    }

    void alerts(RuleIdentity rule, ActiveAlerts alerts, Collection<Transition> transitions) {
        Set<Integer> buckets = new TreeSet<>(unwritten.getOrDefault(rule, Set.of()));
        for (Transition transition : transitions) {
            ActiveAlert alert = transition.after() == null ? transition.before() : transition.after();
            if (alert != null) {
                buckets.add(AlertStateRow.bucket(alert));
            }
        }
        if (!buckets.isEmpty()) {
            unwritten.remove(rule);
            append(rule, buckets, entries(rule, alerts, buckets));
        }
    }

    void unknownSince(RuleIdentity rule, Instant since, String error) {
        append(
                rule,
                Set.of(),
                List.of(Entry.of(RuleStateRow.TABLE, rule.key(), stamp(), new RuleStateRow(rule, since, error))));
    }

    void known(RuleIdentity rule) {
        Instant stamp = stamp();
        append(
                rule,
                Set.of(),
                List.of(Entry.removed(RuleStateRow.TABLE, rule.key(), stamp, stamp.plus(TOMBSTONES_KEPT))));
    }

    private List<Entry<?>> entries(RuleIdentity rule, ActiveAlerts alerts, Set<Integer> buckets) {
        Map<Integer, List<ActiveAlert>> rows = new LinkedHashMap<>();
        buckets.forEach(bucket -> rows.put(bucket, new ArrayList<>()));
        for (ActiveAlert alert : alerts.all()) {
            List<ActiveAlert> row = rows.get(AlertStateRow.bucket(alert));
            if (row != null) {
                row.add(alert);
            }
        }
        Instant stamp = stamp();
        List<Entry<?>> entries = new ArrayList<>(rows.size());
        String ruleKey = rule.key();
        rows.forEach((bucket, row) ->
                entries.add(entry(ruleKey + '/' + bucket, new AlertStateRow(rule, bucket, row), stamp)));
        return entries;
    }

    private static Entry<AlertStateRow> entry(String key, AlertStateRow row, Instant stamp) {
        return row.alerts().isEmpty()
                ? Entry.removed(AlertStateRow.TABLE, key, stamp, stamp.plus(TOMBSTONES_KEPT))
                : Entry.of(AlertStateRow.TABLE, key, stamp, row);
    }

    /** Later than every stamp before: a clock that was set back must not make new rows lose against old ones. */
    private Instant stamp() {
        Instant now = ports.clock().now();
        lastStamp = now.isAfter(lastStamp) ? now : lastStamp.plusNanos(1000);
        return lastStamp;
    }

    private void append(RuleIdentity rule, Set<Integer> buckets, List<Entry<?>> entries) {
        ports.store()
                .append(entries)
                .onSuccess(done -> failing = false)
                .onFailure(cause -> notWritten(rule, buckets, cause));
    }

    private void notWritten(RuleIdentity rule, Set<Integer> buckets, Throwable cause) {
        unwritten.computeIfAbsent(rule, r -> new TreeSet<>()).addAll(buckets);
        ports.observer().stateNotWritten(group, cause);
        if (!failing) {
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue("rule_group", group.id())
                    .log("Alert states could not be written; a restart now would forget their last changes");
        }
        failing = true;
    }
}
