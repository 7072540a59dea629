package tocsin.evaluator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.group.EvaluationOptions;
import tocsin.evaluator.group.EvaluationPorts;
import tocsin.evaluator.group.GoneGroup;
import tocsin.evaluator.group.GroupSnapshot;
import tocsin.evaluator.group.GroupState;
import tocsin.evaluator.group.JournalState;
import tocsin.evaluator.group.RuleGroupRunner;
import tocsin.model.Alert;
import tocsin.rules.RuleGroup;
import tocsin.rules.RuleSet;
import tocsin.time.Scheduler;

/**
 * All rule groups of the process: starts them, carries their state over a reload, ends them.
 *
 * <p>Call everything but {@link #snapshots()} on the control context, on which returned futures complete, too. Each group
 * runs on the context of a scheduler of its own; the engine talks to it only by tasks posted there, and its answers are
 * posted back.
 */
public final class RuleEngine {
    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);

    private final EvaluationOptions options;
    private final EvaluationPorts ports;
    private final Scheduler control;
    private final Function<RuleGroup, Scheduler> schedulers;
    private final Map<String, Placed> groups = new LinkedHashMap<>();
    /** Groups that are in no file any more, until nothing of them is in the store. On the control context. */
    private final Map<String, GoneGroup> gone = new LinkedHashMap<>();
    /** The greatest of all rows that this process has read, or was handed over with a group. */
    private Instant lastStamp = Instant.EPOCH;

    private Future<Void> started = Future.failedFuture(new IllegalStateException("the rule engine has not started"));
    private Future<Void> applied = Future.succeededFuture();
    private boolean closed;
    /** Written on the control context; an immutable list for readers on any thread. */
    private volatile List<RuleGroupRunner> published = List.of();

    /**
     * @param control the context of the engine itself
     * @param schedulers places a group: gives the scheduler of the context on which it runs
     */
    public RuleEngine(
            EvaluationOptions options,
            EvaluationPorts ports,
            Scheduler control,
            Function<RuleGroup, Scheduler> schedulers) {
        this.options = options;
        this.ports = ports;
        this.control = control;
        this.schedulers = schedulers;
    }

    /**
     * Restores what rules knew before the restart and starts the groups. Restored firing alerts are sent at once and are not
     * resolved before their rule was evaluated successfully. Of groups that have never settled it, {@code for} is restored from
     * {@code ALERTS_FOR_STATE} of the data source once it can answer.
     *
     * @param believed what the router of this process has as firing alerts of rules, external labels included
     * @param lastLived when the former process has written for the last time, by its own clock; null when nobody knows
     * @return those of {@code believed} that no rule can speak for, with their end, for the router. Fails when the store cannot
     *     be read; nothing runs then
     */
    public Future<List<Alert>> start(RuleSet rules, List<Alert> believed, @Nullable Instant lastLived) {
        requireDistinct(rules);
        StateReplay replay = new StateReplay(lastLived);
        Future<List<Alert>> begun =
                replay.open(ports.store()).map(read -> closed ? List.of() : begin(rules, replay, believed));
        started = begun.mapEmpty();
        return begun;
    }

    /** As above, when nobody knows when the former process has written for the last time. */
    public Future<List<Alert>> start(RuleSet rules, List<Alert> believed) {
        return start(rules, believed, null);
    }

    private List<Alert> begin(RuleSet rules, StateReplay replay, List<Alert> believed) {
        lastStamp = replay.lastStamp();
        List<Alert> ended = believed.isEmpty() ? List.of() : reconcile(rules, replay, believed);
        List<GroupState> inherited = rules.groups().stream()
                .map(group -> replay.take(group.file(), group.name()))
                .toList();
        // First what ends: of alerts that another group goes on with, receivers must hear that word last.
        replay.rest(this::forget);
        for (int i = 0; i < inherited.size(); i++) {
            place(rules.groups().get(i), inherited.get(i));
        }
        publish(rules);
        return ended;
    }

    private List<Alert> reconcile(RuleSet rules, StateReplay replay, List<Alert> believed) {
        Instant now = ports.clock().now();
        List<Alert> ended =
                new Believed(rules, options.externalLabels(), options.externalUrl(), replay, now).reconcile(believed);
        if (!ended.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("alerts", ended.size())
                    .log("Alerts that no rule speaks for any more were left from before the restart; they end now");
        }
        return ended;
    }

    /** Groups that left the files while the process was down: their alerts end as after a reload. */
    private void forget(StateReplay.GroupKey key, GroupState state) {
        GoneGroup left = leave(key.file(), key.name(), state);
        LOG.atInfo().addKeyValue("rule_group", left.id()).log("Rule group is gone; its alerts end");
    }

    private GoneGroup leave(String file, String name, GroupState state) {
        GoneGroup left = new GoneGroup(file, name, state, ports, control);
        left.leave();
        noteStamp(left.lastStamp());
        gone.put(left.id(), left);
        return left;
    }

    /** A group that comes back must write later rows than it wrote before, also after a jump of the clock back. */
    private void noteStamp(Instant stamp) {
        lastStamp = stamp.isAfter(lastStamp) ? stamp : lastStamp;
    }

    /**
     * Makes the groups be those of {@code rules}. Groups that did not change run on untouched. A changed group finishes the
     * rule that it evaluates, hands its state to its successor by rule name and labels, and waits for its next slot. Of rules
     * and groups that are gone, what fires ends at the end time that receivers were told last.
     *
     * @return done when every group is in place; calls are carried out one after another. Fails, and changes nothing,
     *     before {@link #start} and when that has failed: groups that began without their state would write over it.
     * @throws IllegalArgumentException when two groups have the same file and name
     */
    public Future<Void> apply(RuleSet rules) {
        requireDistinct(rules);
        Future<Void> running = started;
        applied = applied.transform(
                earlier -> running.compose(ready -> closed ? Future.succeededFuture() : replace(rules)));
        return applied;
    }

    private Future<Void> replace(RuleSet rules) {
        gone.values().removeIf(GoneGroup::isWritten);
        Map<String, RuleGroup> wanted = new LinkedHashMap<>();
        rules.groups().forEach(group -> wanted.put(group.id(), group));
        List<Future<Void>> steps = new ArrayList<>();
        for (Placed placed : List.copyOf(groups.values())) {
            if (!wanted.containsKey(placed.id())) {
                steps.add(remove(placed));
            }
        }
        for (RuleGroup group : rules.groups()) {
            steps.add(bring(group, rules));
        }
        return Future.join(steps).map(all -> {
            publish(rules);
            return null;
        });
    }

    private Future<Void> bring(RuleGroup group, RuleSet rules) {
        Placed placed = groups.get(group.id());
        if (placed == null) {
            place(group, comingBack(group));
            return Future.succeededFuture();
        }
        if (GroupDefinition.of(placed.runner().group()).equals(GroupDefinition.of(group))) {
            return Future.succeededFuture();
        }
        return onControl(placed, RuleGroupRunner::stop).map(state -> {
            if (!closed) {
                place(group, state);
                publish(rules);
            }
            return null;
        });
    }

    private GroupState comingBack(RuleGroup group) {
        GoneGroup before = gone.remove(group.id());
        return before == null ? GroupState.fresh(JournalState.written(lastStamp)) : before.handOver();
    }

    private Future<Void> remove(Placed placed) {
        return onControl(placed, RuleGroupRunner::stop).map(state -> {
            groups.remove(placed.id());
            if (!closed) {
                RuleGroup group = placed.runner().group();
                leave(group.file(), group.name(), state);
                ports.observer().groupRemoved(group);
            }
            return null;
        });
    }

    private void place(RuleGroup group, GroupState inherited) {
        Scheduler scheduler = schedulers.apply(group);
        RuleGroupRunner runner = new RuleGroupRunner(group, inherited, options, ports, scheduler);
        groups.put(group.id(), new Placed(runner, scheduler));
        scheduler.after(Duration.ZERO, runner::start);
    }

    /** In the order of the files; a group whose predecessor still finishes is shown as that predecessor. */
    private void publish(RuleSet rules) {
        List<RuleGroupRunner> inOrder = new ArrayList<>();
        for (RuleGroup group : rules.groups()) {
            Placed placed = groups.get(group.id());
            if (placed != null) {
                inOrder.add(placed.runner());
            }
        }
        published = List.copyOf(inOrder);
    }

    /** Runs a step on the group's context and gives its outcome on the control context. */
    private <T> Future<T> onControl(Placed placed, Function<RuleGroupRunner, Future<T>> step) {
        Promise<T> back = Promise.promise();
        placed.scheduler()
                .after(
                        Duration.ZERO,
                        () -> step.apply(placed.runner())
                                .onComplete(outcome -> control.after(Duration.ZERO, () -> {
                                    if (outcome.succeeded()) {
                                        back.complete(outcome.result());
                                    } else {
                                        back.fail(outcome.cause());
                                    }
                                })));
        return back.future();
    }

    /** Every group as of its last evaluation, in the order of the files. Any thread; copies no alerts. */
    public List<GroupSnapshot> snapshots() {
        return published.stream().map(RuleGroupRunner::snapshot).toList();
    }

    /**
     * Ends evaluation at once. Nothing is sent or resolved: what fires goes on firing after the restart.
     *
     * @return done when no group does anything any more
     */
    public Future<Void> close() {
        closed = true;
        gone.values().forEach(GoneGroup::close);
        List<Future<Void>> ended = new ArrayList<>();
        for (Placed placed : groups.values()) {
            ended.add(onControl(placed, runner -> {
                runner.close();
                return Future.succeededFuture();
            }));
        }
        return Future.join(ended).mapEmpty();
    }

    private static void requireDistinct(RuleSet rules) {
        Map<String, RuleGroup> seen = new LinkedHashMap<>();
        for (RuleGroup group : rules.groups()) {
            if (seen.put(group.id(), group) != null) {
                throw new IllegalArgumentException("rule group %s is there twice".formatted(group.id()));
            }
        }
    }

    private record Placed(RuleGroupRunner runner, Scheduler scheduler) {
        String id() {
            return runner.group().id();
        }
    }
}
