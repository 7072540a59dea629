package tocsin.evaluator.group;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tocsin.evaluator.alerting.AlertPolicy;
import tocsin.evaluator.alerting.ClockStep;
import tocsin.evaluator.alerting.Occurrences;
import tocsin.evaluator.query.Query;
import tocsin.evaluator.send.GeneratorUrl;
import tocsin.model.Labels;
import tocsin.rules.AlertingRule;
import tocsin.rules.RecordingRule;
import tocsin.rules.Rule;
import tocsin.rules.RuleGroup;
import tocsin.rules.template.RuleFacts;
import tocsin.time.Scheduler;

/**
 * One rule group, evaluated at its slots from {@link #start()} until {@link #stop()}.
 *
 * <p>Everything runs on the context behind the scheduler, its only writer; call all methods there except {@link #group()}
 * and {@link #snapshot()}, which are for any thread. A group is started once and never again after its end.
 *
 * <p>Two timers: one for the next slot, and a slower one that keeps firing alerts alive at receivers while an iteration
 * takes long, as it does when many rules wait for a data source that does not answer.
 */
public final class RuleGroupRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RuleGroupRunner.class);
    /** Of resend periods: an end time outlives so many lost messages. */
    private static final int VALID_RESEND_PERIODS = 4;

    private final RuleGroup group;
    private final EvaluationOptions options;
    private final EvaluationPorts ports;
    private final Scheduler scheduler;
    private final Duration interval;
    private final Duration sendPeriod;
    private final GroupParts parts;
    private final List<RuleRunner> rules;
    private final FailingRules failing;
    private final Succession succession;
    private final @Nullable ForRestoration forRestoration;
    private final Slots slots;
    private final ClockSteps clockSteps;
    /** Whether the process begins with it. */
    private final boolean begins;

    private @Nullable Schedule schedule;
    private Scheduler.@Nullable Timer slotTimer;
    private Scheduler.@Nullable Timer keepAliveTimer;
    private boolean iterating;
    private @Nullable Promise<GroupState> stopped;
    /** Written on the group's context after each iteration. */
    private volatile LastIteration last;

    /** @param inherited what the group was before a reload or a restart; rules find their own state in it */
    public RuleGroupRunner(
            RuleGroup group,
            GroupState inherited,
            EvaluationOptions options,
            EvaluationPorts ports,
            Scheduler scheduler) {
        this.group = group;
        this.options = options;
        this.ports = ports;
        this.scheduler = scheduler;
        this.interval = group.interval() == null ? options.interval() : group.interval();
        this.sendPeriod = interval.compareTo(options.resendDelay()) > 0 ? interval : options.resendDelay();
        this.slots = Slots.of(group, interval);
        this.parts = new GroupParts(
                new AlertSender(group, ports),
                new StateJournal(group, ports, scheduler, inherited.journal()),
                new Deadline(scheduler),
                new Lifecycle(),
                new SendTime(ports.clock(), sendPeriod));
        this.succession = new Succession(group, inherited.rules());
        this.forRestoration = forRestoration(inherited.forProgress());
        this.rules = runners(succession.states());
        this.failing = failingRules(succession.failing());
        this.last = new LastIteration(inherited.lastEvaluation(), inherited.evaluationTime());
        this.begins = inherited.clockSteps() == null;
        this.clockSteps = inherited.clockSteps() == null
                ? new ClockSteps(
                        ports.nanoTime(),
                        new Origin(latest(inherited.lastLived()), ports.clock().now()))
                : inherited.clockSteps();
    }

    /** Null where nothing is ever asked. */
    private @Nullable ForRestoration forRestoration(ForProgress progress) {
        ForRestoreOptions restore = options.forRestore();
        return restore == null
                ? null
                : new ForRestoration(group, interval, restore, options.externalLabels(), ports, parts, progress);
    }

    private List<RuleRunner> runners(List<RuleState> states) {
        List<RuleRunner> runners = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            runners.add(runner(group.rules().get(i), states.get(i)));
        }
        return List.copyOf(runners);
    }

    private RuleRunner runner(Rule rule, RuleState state) {
        Duration timeout = interval.compareTo(options.queryTimeout()) < 0 ? interval : options.queryTimeout();
        Query query = new Query(
                rule.expression().text(),
                Instant.EPOCH,
                timeout,
                group.extras().params(),
                group.extras().headers());
        String generatorUrl =
                GeneratorUrl.of(options.externalUrl(), rule.expression().canonical());
        RuleWork work = rule instanceof AlertingRule alerting
                ? alertingWork(alerting, state, query, generatorUrl)
                : new RecordingWork((RecordingRule) rule, group.limit(), ports.series(), parts.deadline(), timeout);
        if (forRestoration != null && work instanceof AlertingWork alerting) {
            forRestoration.add(alerting);
        }
        return new RuleRunner(group, rule, state, generatorUrl, query, work, ports, parts);
    }

    private RuleWork alertingWork(AlertingRule rule, RuleState state, Query query, String generatorUrl) {
        Occurrences occurrences = new Occurrences(rule, facts(rule), ports.texts());
        AlertPolicy policy = policy(rule.holdDuration(), rule.keepFiringFor(), group.limit());
        RuleRecord.RuleName name = new RuleRecord.RuleName(group.id(), rule.name());
        return new AlertingWork(
                state.rule(), name, occurrences, policy, query, generatorUrl, parts, ports, state.alerts());
    }

    private RuleFacts facts(AlertingRule rule) {
        return new RuleFacts(
                rule.expression().text(),
                rule.holdDuration(),
                Labels.of("file", group.file(), "name", group.name())
                        .fingerprint()
                        .value(),
                interval,
                options.externalLabels(),
                options.externalUrl());
    }

    private FailingRules failingRules(RuleState state) {
        AlertPolicy resend = policy(Duration.ZERO, Duration.ZERO, 0);
        return new FailingRules(group, options.errorAlertAfter(), resend, parts, state.alerts());
    }

    private AlertPolicy policy(Duration hold, Duration keepFiringFor, long limit) {
        Duration validity = sendPeriod.multipliedBy(VALID_RESEND_PERIODS);
        return new AlertPolicy(hold, keepFiringFor, options.resendDelay(), validity, limit);
    }

    public RuleGroup group() {
        return group;
    }

    /** The group as of its last evaluations; composes what is already there. Any thread. */
    public GroupSnapshot snapshot() {
        LastIteration iteration = last;
        return new GroupSnapshot(
                group,
                interval,
                Slots.queryOffset(group, options),
                iteration.startedAt(),
                iteration.duration(),
                rules.stream().map(RuleRunner::snapshot).toList());
    }

    /**
     * Says goodbye for rules that are gone, sends what was restored, and waits for the first slot, which is up to one
     * interval away.
     */
    public void start() {
        Instant now = ports.clock().now();
        attempt(() -> ports.observer().groupStarted(group, interval));
        attempt(() -> takeOver(now));
        parts.journal().start();
        schedule = new Schedule(slots, now);
        awaitSlot();
        awaitKeepAlive();
    }

    private void takeOver(Instant now) {
        rules.forEach(this::writeInherited);
        LastWords lastWords = new LastWords(group, ports, parts.sender(), parts.journal());
        succession.gone().forEach(state -> lastWords.of(state, succession::firesElsewhere, now));
        followClockFromTheEnd();
        rules.forEach(rule -> rule.sendRestored(now));
        failing.sendRestored(now);
    }

    /** Whatever goes wrong there: a group without a timer would leave its alerts firing for ever. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            broken(e);
        }
    }

    private void broken(Throwable cause) {
        LOG.atError()
                .setCause(cause)
                .addKeyValue("rule_group", group.id())
                .log("Something went wrong in a rule group, which is a bug in this program; it goes on");
    }

    /** The clock may have been set since the rules were handed over, or written down. */
    private void followClockFromTheEnd() {
        Instant now = ports.clock().now();
        ClockStep begin = clockSteps.begin();
        if (begins) {
            rules.forEach(rule -> rule.begin(begin, now));
            failing.begin(begin, now);
            if (!begin.isNone()) {
                logStep(now, begin.before());
            }
        }
        followClock(now);
    }

    /** The latest instant that the group remembers, or a later one. */
    private Instant latest(Instant other) {
        Stream<Instant> changes = Stream.concat(
                rules.stream().map(RuleRunner::lastChange),
                Stream.of(failing.state().alerts().lastChange()));
        return changes.reduce(other, (one, another) -> one.isAfter(another) ? one : another);
    }

    /** At a slot, where nothing is half told. */
    private void followClock(Instant now) {
        follow(now, clockSteps.ahead(now));
        if (clockSteps.toBeWritten()) {
            rules.forEach(RuleRunner::writeAll);
            failing.writeAll();
        }
    }

    private void followClockAhead(Instant now) {
        Duration ahead = clockSteps.ahead(now);
        if (!ahead.isNegative()) {
            follow(now, ahead);
        }
    }

    private void follow(Instant now, Duration ahead) {
        if (ClockSteps.isNoticed(ahead)) {
            logStep(now, ahead);
            ClockStep step = clockSteps.answer(ahead);
            rules.forEach(rule -> rule.moved(step));
            failing.moved(step);
        }
    }

    private void logStep(Instant now, Duration ahead) {
        LOG.atWarn()
                .addKeyValue("rule_group", group.id())
                .addKeyValue("now", now)
                .addKeyValue("shift", ahead.abs())
                .log(
                        ahead.isNegative()
                                ? "The clock went back; the times of alerts are moved with it"
                                : "The clock went ahead; `for` and `keep_firing_for` do not count the difference");
    }

    /**
     * Begins no further rule; the one that is being evaluated finishes, which takes at most its timeouts.
     *
     * @return what the successor of this group needs
     */
    public Future<GroupState> stop() {
        Promise<GroupState> promise = Promise.promise();
        stopped = promise;
        parts.lifecycle().stop();
        cancel(slotTimer);
        if (!iterating) {
            handOver();
        }
        return promise.future();
    }

    /** Ends at once, for shutdown: nothing is sent, and results on their way are ignored. */
    public void close() {
        parts.lifecycle().close();
        cancel(slotTimer);
        cancel(keepAliveTimer);
        parts.journal().close();
    }

    private void writeInherited(RuleRunner rule) {
        succession.inherited().stream()
                .filter(inherited -> inherited.to().equals(rule.identity()))
                .forEach(inherited -> parts.journal().inherited(inherited, rule.alerts()));
        if (succession.inheritedFailure(rule.identity())) {
            rule.writeFailure();
        }
    }

    private void awaitSlot() {
        slotTimer = scheduler.after(schedule().sleep(ports.clock().now()), this::wake);
    }

    private void wake() {
        if (parts.lifecycle().stopping()) {
            return;
        }
        Instant now = ports.clock().now();
        // A timer may fire early against a wall clock that is being slowed down.
        if (schedule().untilDue(now).compareTo(Duration.ZERO) > 0) {
            awaitSlot();
            return;
        }
        attempt(() -> followClock(now));
        Schedule.Due due = schedule().take(now);
        attempt(() -> account(due));
        iterate(due.slot(), now);
    }

    private void account(Schedule.Due due) {
        if (due.missed() > 0) {
            LOG.atDebug()
                    .addKeyValue("rule_group", group.id())
                    .addKeyValue("missed", due.missed())
                    .log("Slots passed unevaluated");
            ports.observer().slotsMissed(group, due.missed());
        }
    }

    private void iterate(Instant slot, Instant startedAt) {
        iterating = true;
        long startNanos = ports.nanoTime().getAsLong();
        Instant queryTime = Slots.queryTime(group, slot, interval, options);
        new Iteration(
                        rules,
                        group.extras().concurrency(),
                        parts.lifecycle(),
                        rule -> rule.evaluate(slot, queryTime).onFailure(this::broken),
                        () -> finish(
                                slot,
                                startedAt,
                                Duration.ofNanos(ports.nanoTime().getAsLong() - startNanos)))
                .run();
    }

    private void finish(Instant slot, Instant startedAt, Duration duration) {
        iterating = false;
        if (parts.lifecycle().closed()) {
            return;
        }
        last = new LastIteration(startedAt, duration);
        attempt(() -> tell(slot, startedAt, duration));
        attempt(this::followRules);
        if (parts.lifecycle().stopping()) {
            handOver();
        } else {
            awaitSlot();
        }
    }

    private void tell(Instant slot, Instant startedAt, Duration duration) {
        long samples = sum(RuleRunner::lastSamples);
        Duration ruleDurations = rules.stream().map(RuleRunner::lastDuration).reduce(Duration.ZERO, Duration::plus);
        ports.observer()
                .iterationFinished(
                        group, new EvaluationObserver.Iteration(slot, startedAt, duration, ruleDurations, samples));
    }

    private void followRules() {
        followClockAhead(ports.clock().now());
        advanceFailing();
        if (forRestoration != null) {
            forRestoration.next();
        }
    }

    private long sum(ToLongFunction<RuleRunner> figure) {
        return rules.stream().mapToLong(figure).sum();
    }

    private void awaitKeepAlive() {
        keepAliveTimer = scheduler.after(sendPeriod.dividedBy(2), this::keepAlive);
    }

    /**
     * An alert was sent at most one send period before the last success, and its end time is four of them after that. With
     * a patience of one and a half and a round each half, it is sent again before two have passed since the success.
     */
    private void keepAlive() {
        if (parts.lifecycle().closed()) {
            return;
        }
        attempt(this::keepOverdueAlive);
        awaitKeepAlive();
    }

    private void keepOverdueAlive() {
        Instant now = ports.clock().now();
        Duration patience = sendPeriod.plus(sendPeriod.dividedBy(2));
        if (!iterating) {
            followClockAhead(now);
        }
        rules.forEach(rule -> rule.keepAliveIfOverdue(now, patience));
        advanceFailing();
    }

    /** Not between a step of the clock and the next slot: by which clock would its times be told? */
    private void advanceFailing() {
        Instant now = ports.clock().now();
        if (!ClockSteps.isNoticed(clockSteps.ahead(now))) {
            failing.advance(now, rules);
        }
    }

    private void handOver() {
        cancel(keepAliveTimer);
        List<RuleState> states = new ArrayList<>();
        rules.forEach(rule -> states.add(rule.state()));
        states.add(failing.state());
        LastIteration iteration = last;
        GroupState state = new GroupState(
                states,
                iteration.startedAt(),
                iteration.duration(),
                Instant.MIN,
                clockSteps,
                parts.journal().handOver(),
                forRestoration == null ? ForProgress.SETTLED : forRestoration.progress());
        if (stopped != null) {
            stopped.tryComplete(state);
        }
    }

    private Schedule schedule() {
        if (schedule == null) {
            throw new IllegalStateException("rule group " + group.id() + " is not started");
        }
        return schedule;
    }

    private static void cancel(Scheduler.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** @param startedAt wall time; null before the first iteration */
    private record LastIteration(@Nullable Instant startedAt, Duration duration) {}
}
