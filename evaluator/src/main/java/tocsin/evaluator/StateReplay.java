package tocsin.evaluator;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tocsin.evaluator.alerting.ActiveAlert;
import tocsin.evaluator.alerting.ActiveAlerts;
import tocsin.evaluator.group.AlertStateRow;
import tocsin.evaluator.group.ForProgress;
import tocsin.evaluator.group.ForSettledRow;
import tocsin.evaluator.group.GroupState;
import tocsin.evaluator.group.RuleIdentity;
import tocsin.evaluator.group.RuleState;
import tocsin.evaluator.group.RuleStateRow;
import tocsin.model.Labels;
import tocsin.state.Entry;
import tocsin.state.StateStore;

/** Puts the rows of a store together again: rule by rule, group by group. */
final class StateReplay {
    private final Map<RuleIdentity, List<ActiveAlert>> alerts = new LinkedHashMap<>();
    private final Map<RuleIdentity, RuleStateRow> failures = new LinkedHashMap<>();
    private final Map<GroupKey, Map<RuleIdentity, RuleState>> groups = new LinkedHashMap<>();
    private final Set<GroupKey> forSettled = new LinkedHashSet<>();
    private final Instant lastLived;
    private Instant lastStamp = Instant.EPOCH;

    /** @param lastLived when the former process was there for the last time, by its own clock; null when nobody knows */
    StateReplay(@Nullable Instant lastLived) {
        this.lastLived = lastLived == null ? Instant.MIN : lastLived;
    }

    Future<Void> open(StateStore store) {
        return store.open(AlertStateRow.TABLE, this::alerts)
                .compose(read -> store.open(RuleStateRow.TABLE, this::failure))
                .compose(read -> store.open(ForSettledRow.TABLE, this::forSettled))
                .andThen(read -> assemble());
    }

    private void alerts(Entry<AlertStateRow> entry) {
        stamp(entry);
        AlertStateRow row = entry.value();
        if (row == null) {
            return;
        }
        List<ActiveAlert> known = alerts.computeIfAbsent(row.rule(), rule -> new ArrayList<>());
        row.alerts().forEach(alert -> known.add(alert.restored()));
    }

    private void failure(Entry<RuleStateRow> entry) {
        stamp(entry);
        RuleStateRow row = entry.value();
        if (row != null) {
            failures.put(row.rule(), row);
        }
    }

    private void forSettled(Entry<ForSettledRow> entry) {
        stamp(entry);
        ForSettledRow row = entry.value();
        if (row != null) {
            forSettled.add(new GroupKey(row.file(), row.group()));
        }
    }

    /** Of tombstones, too: after a jump of the clock back, new rows would lose against those that were removed. */
    private void stamp(Entry<?> entry) {
        if (entry.updatedAt().isAfter(lastStamp)) {
            lastStamp = entry.updatedAt();
        }
    }

    private void assemble() {
        alerts.forEach((rule, known) -> add(rule, ActiveAlerts.of(known), failures.remove(rule)));
        failures.forEach((rule, failure) -> add(rule, ActiveAlerts.none(), failure));
    }

    private void add(RuleIdentity rule, ActiveAlerts known, @Nullable RuleStateRow failure) {
        keep(new RuleState(
                rule,
                known,
                failure == null ? null : failure.unknownSince(),
                failure == null ? null : failure.lastError()));
    }

    private void keep(RuleState state) {
        RuleIdentity rule = state.rule();
        groups.computeIfAbsent(new GroupKey(rule.file(), rule.group()), key -> new LinkedHashMap<>())
                .put(rule, state);
    }

    private @Nullable RuleState find(RuleIdentity rule) {
        return groups.getOrDefault(new GroupKey(rule.file(), rule.group()), Map.of())
                .get(rule);
    }

    /** Each rule that has a state. */
    void forEach(Consumer<RuleState> each) {
        groups.values().forEach(rules -> rules.values().forEach(each));
    }

    boolean knows(RuleIdentity rule, Labels alert) {
        RuleState state = find(rule);
        return state != null && state.alerts().get(alert) != null;
    }

    /** Adds an alert to a rule, or replaces the one of the same labels. */
    void put(RuleIdentity rule, ActiveAlert alert) {
        RuleState state = find(rule);
        keep(
                state == null
                        ? new RuleState(rule, ActiveAlerts.of(List.of(alert)), null, null)
                        : state.with(List.of(alert)));
    }

    /** Of all rows and of the marks of those that are gone; {@link Instant#EPOCH} without any. */
    Instant lastStamp() {
        return lastStamp;
    }

    /** The state of a group, which is then no longer in the rest; empty when there is none. */
    GroupState take(String file, String name) {
        return take(new GroupKey(file, name));
    }

    private GroupState take(GroupKey key) {
        Map<RuleIdentity, RuleState> rules = groups.remove(key);
        List<RuleState> known = rules == null ? List.of() : List.copyOf(rules.values());
        ForProgress progress = forSettled.remove(key) ? ForProgress.WRITTEN : ForProgress.OPEN;
        return GroupState.restored(known, lastLived, lastStamp, progress);
    }

    /** What no group has taken. */
    void rest(BiConsumer<GroupKey, GroupState> each) {
        Set<GroupKey> left = new LinkedHashSet<>(groups.keySet());
        left.addAll(forSettled);
        left.forEach(key -> each.accept(key, take(key)));
    }

    record GroupKey(String file, String name) {}
}
