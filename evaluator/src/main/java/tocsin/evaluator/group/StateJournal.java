package tocsin.evaluator.group;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.alerting.Transition;
import tocsin.rules.RuleGroup;
import tocsin.state.Entry;
import tocsin.time.Scheduler;

/**
 * Writes down what must survive the process, and nobody waits for it. What changes in one turn of the group's context goes to
 * the store as one append, so that an alert that moves from one rule to another is never with both and never with none.
 *
 * <p>The store has one append at a time. While it does not answer, and while it refuses, the rows wait here: of each the
 * newest version only, so that a disk that hangs for hours costs as much memory as the rows have and no more. A group that
 * takes over takes them along.
 */
final class StateJournal {
    private static final Logger LOG = LoggerFactory.getLogger(StateJournal.class);
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(5);
    /** A full disk is seldom less full a second later, and a large group has a thousand rows. */
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final RuleGroup group;
    private final EvaluationPorts ports;
    private final Scheduler scheduler;
    private final Map<Row, Entry<?>> waiting = new LinkedHashMap<>();
    /** What the store has and has not answered for. */
    private Map<Row, Entry<?>> handedIn = Map.of();
    /** The store's answer for the last append, which may be that of a predecessor. */
    private Future<Void> answer;

    private Scheduler.@Nullable Timer timer;
    private Instant lastStamp;
    private boolean failing;
    private boolean closed;

    private record Row(String table, String key) {
        static Row of(Entry<?> entry) {
            return new Row(entry.table().name(), entry.key());
        }
    }

    StateJournal(RuleGroup group, EvaluationPorts ports, Scheduler scheduler, JournalState inherited) {
        this.group = group;
        this.ports = ports;
        this.scheduler = scheduler;
        this.lastStamp = inherited.lastStamp();
        this.answer = inherited.answer();
        inherited.unwritten().forEach(entry -> waiting.put(Row.of(entry), entry));
    }

    /** Goes on where the predecessor stood. Its append is answered on its context. */
    void start() {
        if (!waiting.isEmpty()) {
            answer.onComplete(answered -> scheduler.after(Duration.ZERO, () -> arm(Duration.ZERO)));
        }
    }

    /** Of everything that was ever written here, or is about to be. */
    Instant lastStamp() {
        return lastStamp;
    }

    /** Whether the store has everything. */
    boolean isWritten() {
        return waiting.isEmpty() && handedIn.isEmpty();
    }

    void alerts(RuleIdentity rule, ActiveAlerts alerts, Collection<Transition> transitions) {
        Set<Integer> buckets = new TreeSet<>();
        for (Transition transition : transitions) {
            ActiveAlert alert = transition.after() == null ? transition.before() : transition.after();
            if (alert != null) {
                buckets.add(AlertStateRow.bucket(alert));
            }
        }
        put(rule, alerts, buckets);
    }

    /** All that the rule has, since all of it is told otherwise. */
    void alerts(RuleIdentity rule, ActiveAlerts alerts) {
        Set<Integer> buckets = new TreeSet<>();
        alerts.all().forEach(alert -> buckets.add(AlertStateRow.bucket(alert)));
        put(rule, alerts, buckets);
    }

    /**
     * Another rule goes on with alerts.
     *
     * @param alerts all that the heir has from now on
     */
    void inherited(Succession.Inherited inherited, ActiveAlerts alerts) {
        Set<Integer> buckets = new TreeSet<>();
        inherited.alerts().forEach(alert -> buckets.add(AlertStateRow.bucket(alert)));
        put(inherited.from(), inherited.left(), buckets);
        put(inherited.to(), alerts, buckets);
    }

    /** Nobody speaks for the rule any more: removes what it has. */
    void gone(RuleState gone, Collection<Transition> transitions) {
        alerts(gone.rule(), ActiveAlerts.none(), transitions);
        if (gone.unknownSince() != null) {
            known(gone.rule());
        }
    }

    void unknownSince(RuleIdentity rule, Instant since, String error) {
        put(Entry.of(RuleStateRow.TABLE, rule.key(), stamp(), new RuleStateRow(rule, since, error)));
    }

    void known(RuleIdentity rule) {
        Instant stamp = stamp();
        put(Entry.removed(RuleStateRow.TABLE, rule.key(), stamp, stamp.plus(TOMBSTONES_KEPT)));
    }

    /** The group's {@code for} needs nothing of the data source any more. */
    void forSettled() {
        ForSettledRow row = new ForSettledRow(group.file(), group.name());
        put(Entry.of(ForSettledRow.TABLE, row.key(), stamp(), row));
    }

    void groupGone() {
        Instant stamp = stamp();
        String key = new ForSettledRow(group.file(), group.name()).key();
        put(Entry.removed(ForSettledRow.TABLE, key, stamp, stamp.plus(TOMBSTONES_KEPT)));
    }

    private void put(RuleIdentity rule, ActiveAlerts alerts, Set<Integer> buckets) {
        if (buckets.isEmpty()) {
            return;
        }
        Map<Integer, List<ActiveAlert>> rows = new LinkedHashMap<>();
        buckets.forEach(bucket -> rows.put(bucket, new ArrayList<>()));
        for (ActiveAlert alert : alerts.all()) {
            List<ActiveAlert> row = rows.get(AlertStateRow.bucket(alert));
            if (row != null) {
                row.add(alert);
            }
        }
        Instant stamp = stamp();
        String ruleKey = rule.key();
        rows.forEach((bucket, row) -> put(entry(ruleKey + '/' + bucket, new AlertStateRow(rule, bucket, row), stamp)));
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

    private void put(Entry<?> entry) {
        waiting.put(Row.of(entry), entry);
        arm(Duration.ZERO);
    }

    private void arm(Duration delay) {
        if (timer == null) {
            timer = scheduler.after(delay, this::write);
        }
    }

    private void write() {
        timer = null;
        if (closed || waiting.isEmpty() || !answer.isComplete()) {
            return;
        }
        handedIn = Map.copyOf(waiting);
        waiting.clear();
        answer = append(List.copyOf(handedIn.values()));
        answer.onComplete(answered -> answered(answered.cause()));
    }

    /** A store that throws is a store that failed. */
    private Future<Void> append(List<Entry<?>> entries) {
        try {
            return ports.store().append(entries);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void answered(@Nullable Throwable cause) {
        if (closed) {
            return;
        }
        Map<Row, Entry<?>> answeredFor = handedIn;
        handedIn = Map.of();
        if (cause == null) {
            failing = false;
            if (!waiting.isEmpty()) {
                arm(Duration.ZERO);
            }
        } else {
            answeredFor.forEach(waiting::putIfAbsent);
            notWritten(cause);
            arm(RETRY);
        }
    }

    private void notWritten(Throwable cause) {
        ports.observer().stateNotWritten(group, cause);
        if (!failing) {
            LOG.atError()
                    .setCause(cause)
                    .addKeyValue("rule_group", group.id())
                    .log("Alert states could not be written; a restart now would forget their last changes");
        }
        failing = true;
    }

    /** Writes no more: what the store does not have for certain is the successor's. */
    JournalState handOver() {
        stop();
        Map<Row, Entry<?>> unwritten = new LinkedHashMap<>(handedIn);
        unwritten.putAll(waiting);
        // The store may hang, and has this journal for its answer.
        handedIn = Map.of();
        waiting.clear();
        return new JournalState(lastStamp, List.copyOf(unwritten.values()), answer);
    }

    /** The end of the process: the store gets what waits behind what it has, and nobody will be there to try again. */
    void close() {
        if (!closed && !waiting.isEmpty()) {
            append(List.copyOf(waiting.values())).onFailure(this::notWritten);
        }
        stop();
    }

    private void stop() {
        closed = true;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
