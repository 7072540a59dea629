package tocsin.evaluator.group;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    /** Rules that are gone, whose rows could not be removed. Nothing of them changes any more that could bring a retry. */
    private final Set<RuleIdentity> remains = new LinkedHashSet<>();

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
        write(rule, alerts, buckets);
        for (RuleIdentity gone : remains) {
            write(gone, ActiveAlerts.none(), unwritten.getOrDefault(gone, Set.of()));
        }
    }

    private void write(RuleIdentity rule, ActiveAlerts alerts, Set<Integer> buckets) {
        if (!buckets.isEmpty()) {
            unwritten.remove(rule);
            append(Map.of(rule, buckets), entries(rule, alerts, buckets));
        }
    }

    /**
     * Another rule goes on with alerts. One append: a crash in between must leave neither two rules with the same alert nor
     * none.
     *
     * @param alerts all that the heir has from now on
     */
    void inherited(Succession.Inherited inherited, ActiveAlerts alerts) {
        Set<Integer> buckets = new TreeSet<>();
        inherited.alerts().forEach(alert -> buckets.add(AlertStateRow.bucket(alert)));
        List<Entry<?>> entries = new ArrayList<>(entries(inherited.from(), inherited.left(), buckets));
        entries.addAll(entries(inherited.to(), alerts, buckets));
        append(Map.of(inherited.from(), buckets, inherited.to(), buckets), entries);
    }

    /** Nobody speaks for the rule any more: removes what it has. */
    void gone(RuleState gone, Collection<Transition> transitions) {
        alerts(gone.rule(), ActiveAlerts.none(), transitions);
        remains.add(gone.rule());
        if (gone.unknownSince() != null) {
            known(gone.rule());
        }
    }

    void unknownSince(RuleIdentity rule, Instant since, String error) {
        append(
                Map.of(),
                List.of(Entry.of(RuleStateRow.TABLE, rule.key(), stamp(), new RuleStateRow(rule, since, error))));
    }

    void known(RuleIdentity rule) {
        Instant stamp = stamp();
        append(Map.of(), List.of(Entry.removed(RuleStateRow.TABLE, rule.key(), stamp, stamp.plus(TOMBSTONES_KEPT))));
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

    /** @param buckets of which rules the entries are; written again later if they cannot be written now */
    private void append(Map<RuleIdentity, Set<Integer>> buckets, List<Entry<?>> entries) {
        ports.store().append(entries).onSuccess(done -> failing = false).onFailure(cause -> notWritten(buckets, cause));
    }

    private void notWritten(Map<RuleIdentity, Set<Integer>> buckets, Throwable cause) {
        buckets.forEach((rule, some) ->
                unwritten.computeIfAbsent(rule, r -> new TreeSet<>()).addAll(some));
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
